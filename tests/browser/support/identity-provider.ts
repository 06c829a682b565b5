import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateRawSync } from 'node:zlib';
import { createIdentityProvider, FORMAT, type Saying } from '../../support/saml/identity-provider';

/** Whom the provider's page signs in, and what it gets wrong when it is told to. */
export interface Sitting {
  email: string;
  givenName: string;
  sn: string;
}

export interface SamlSite {
  entityId: string;
  /** The metadata document, to be pasted. */
  metadata: string;
  /** Who sits there from now on, and what the answers say differently. */
  seat: (person: Sitting, lies?: Partial<Saying>) => void;
  close: () => Promise<void>;
}

const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/"/gu, '&quot;').replace(/</gu, '&lt;');
const attributeIn = (xml: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(xml)?.[1] ?? '';

/**
 * An identity provider with a page of its own, at another site than the portal (127.0.0.1, not
 * localhost). Nobody types a password there: whoever was seated is signed in at once.
 */
export async function openSamlSite(): Promise<SamlSite> {
  const idp = await createIdentityProvider();
  let present: { person: Sitting; lies: Partial<Saying> } | undefined;
  let entityId = '';

  async function answer(request: string): Promise<{ acs: string; response: string }> {
    const xml = inflateRawSync(Buffer.from(request, 'base64')).toString('utf8');
    const acs = attributeIn(xml, 'AssertionConsumerServiceURL');
    const audience = /<[^>]*Issuer[^>]*>([^<]+)</u.exec(xml)?.[1] ?? '';
    const { person, lies } = present ?? { person: { email: '', givenName: '', sn: '' }, lies: {} };
    const response = await idp.respond(attributeIn(xml, 'ID'), {
      issuer: entityId,
      responseIssuer: entityId,
      destination: acs,
      recipient: acs,
      audience,
      nameId: person.email,
      nameIdFormat: FORMAT.email,
      attributes: { mail: [person.email], givenName: [person.givenName], sn: [person.sn] },
      ...lies,
    });
    return { acs, response };
  }

  const server: Server = createServer((request, reply) => {
    const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
    answer(query.get('SAMLRequest') ?? '')
      .then(({ acs, response }) => {
        reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        reply.end(
          `<!doctype html><title>Identity provider</title><form method="post" action="${escaped(acs)}">` +
            `<input type="hidden" name="SAMLResponse" value="${response}">` +
            `<input type="hidden" name="RelayState" value="${escaped(query.get('RelayState') ?? '')}"></form>` +
            '<script>document.forms[0].submit()</script>',
        );
      })
      .catch((error: unknown) => reply.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  entityId = `${base}/metadata`;
  const certificate = idp.keys.certificatePem.replace(/-----[^-]+-----|\s/gu, '');

  return {
    entityId,
    metadata: `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${base}/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`,
    seat(person, lies = {}) {
      present = { person, lies };
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
