import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { createIdentityProvider, SP } from '../support/saml/identity-provider';
import { createPortal } from '../support/saml/portal';

const BATCH = 150;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Verifications a second of a batch of responses, one after the other. */
async function rate(responses: string[], verify: (response: string) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (const response of responses) await verify(response);
  return (responses.length * 1000) / (performance.now() - start);
}

/** Signed responses verified a second: by the numbered pipeline, and by the library that it stands on alone. */
export async function samlRate(rounds: number): Promise<{ ours: number; library: number }> {
  const idp = await createIdentityProvider();
  const portal = await createPortal([idp.keys.certificatePem]);
  const library = new SAML({
    callbackUrl: SP.acs,
    entryPoint: 'https://idp.example.com/sso',
    issuer: SP.entityId,
    audience: SP.entityId,
    idpCert: [idp.keys.certificatePem],
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: true,
    validateInResponseTo: ValidateInResponseTo.never,
    acceptedClockSkewMs: 60_000,
  });
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round += 1) {
    const responses: string[] = [];
    for (let made = 0; made < BATCH; made += 1) responses.push(await idp.respond(portal.ask()));
    const alone = await rate(responses, (SAMLResponse) => library.validatePostResponseAsync({ SAMLResponse }));
    const whole = await rate(responses, (response) => portal.provider.verifyResponse(response));
    // The first round warms up.
    if (round < 0) continue;
    ours.push(whole);
    theirs.push(alone);
  }
  return { ours: median(ours), library: median(theirs) };
}
