import { sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { SamlKeys } from '../../server/src/saml';
import { ALGORITHM, createIdentityProvider, FORMAT, IDP, SP, type IdentityProvider } from '../support/saml/identity-provider';
import { createPortal, outcomeOf } from '../support/saml/portal';

let idp: IdentityProvider;
let stranger: IdentityProvider;
beforeAll(async () => {
  [idp, stranger] = await Promise.all([createIdentityProvider(), createIdentityProvider()]);
});

const portalOf = (...changes: [Parameters<typeof createPortal>[1]?]) => createPortal([idp.keys.certificatePem], ...changes);

interface Logout {
  issuer: string;
  destination: string | null;
  issuedAt: number;
  notOnOrAfter: number | null;
  inner: string;
}

const instant = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const NAME_ID = `<saml:NameID Format="${FORMAT.persistent}">person-7f3a</saml:NameID>`;

let count = 0;
function message(name: 'LogoutRequest' | 'LogoutResponse', attributes: string, changes: Partial<Logout>): string {
  const it: Logout = { issuer: IDP.entityId, destination: SP.logout, issuedAt: 0, notOnOrAfter: null, inner: '', ...changes };
  count += 1;
  return [
    `<samlp:${name} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"`,
    ` ID="_logout${String(count)}" Version="2.0" IssueInstant="${instant(it.issuedAt)}"${attributes}`,
    it.destination === null ? '' : ` Destination="${it.destination}"`,
    it.notOnOrAfter === null ? '' : ` NotOnOrAfter="${instant(it.notOnOrAfter)}"`,
    `><saml:Issuer>${it.issuer}</saml:Issuer>${it.inner}</samlp:${name}>`,
  ].join('');
}

const request = (changes: Partial<Logout> = {}): string =>
  message('LogoutRequest', '', { inner: `${NAME_ID}<samlp:SessionIndex>session-1</samlp:SessionIndex>`, ...changes });

const response = (inResponseTo: string, status = 'Success', changes: Partial<Logout> = {}): string =>
  message('LogoutResponse', ` InResponseTo="${inResponseTo}"`, {
    inner: `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status>`,
    ...changes,
  });

/** A message on the HTTP-Redirect binding, signed as the binding says. */
function query(
  kind: 'SAMLRequest' | 'SAMLResponse',
  xml: string | Buffer,
  keys: SamlKeys | null,
  algorithm: string = ALGORITHM.rsaSha256,
  hash = 'sha256',
): string {
  const encoded = (typeof xml === 'string' ? deflateRawSync(xml) : xml).toString('base64');
  const parameters = [`${kind}=${encodeURIComponent(encoded)}`, 'RelayState=opaque'];
  if (!keys) return parameters.join('&');
  const text = [...parameters, `SigAlg=${encodeURIComponent(algorithm)}`].join('&');
  return `${text}&Signature=${encodeURIComponent(sign(hash, Buffer.from(text), keys.privateKeyPem).toString('base64'))}`;
}

const good = (xml = request()): string => query('SAMLRequest', xml, idp.keys);

describe('a logout request of the identity provider', () => {
  it('says whose session is over, and is answered', async () => {
    const portal = await portalOf();
    const asked = await portal.provider.verifyLogoutRequest(good());
    expect(asked).toMatchObject({ nameId: { value: 'person-7f3a' }, sessionIndexes: ['session-1'] });
    const answer = new URL(await asked.answerUrl(true));
    expect(answer.origin + answer.pathname).toBe(IDP.slo);
    expect([...answer.searchParams.keys()]).toEqual(['SAMLResponse', 'RelayState', 'SigAlg', 'Signature']);
    expect(answer.searchParams.get('RelayState')).toBe('opaque');
  });

  it.each([
    ['unsigned', () => query('SAMLRequest', request(), null), 'saml-unsigned'],
    [
      'with an empty signature',
      () => `${query('SAMLRequest', request(), null)}&SigAlg=${encodeURIComponent(ALGORITHM.rsaSha256)}&Signature=`,
      'saml-unsigned',
    ],
    ['signed by somebody else', () => query('SAMLRequest', request(), stranger.keys), 'saml-wrong-signature'],
    ['signed with SHA-1', () => query('SAMLRequest', request(), idp.keys, ALGORITHM.rsaSha1, 'sha1'), 'saml-weak-algorithm'],
    ['signed with what the prototype knows', () => query('SAMLRequest', request(), idp.keys, 'constructor'), 'saml-weak-algorithm'],
    ['with another RelayState than was signed', () => good().replace('RelayState=opaque', 'RelayState=other'), 'saml-wrong-signature'],
    ['without the RelayState that was signed', () => good().replace('RelayState=opaque&', ''), 'saml-wrong-signature'],
    ['with a second message before the signed one', () => `SAMLRequest=x&${good()}`, 'saml-malformed'],
    ['with a request and a response', () => `${good()}&SAMLResponse=x`, 'saml-malformed'],
    ['with a parameter that only ends like the signed one', () => good().replace('SAMLRequest=', 'XSAMLRequest='), 'saml-malformed'],
    ['from another provider', () => good(request({ issuer: 'https://other.example.net' })), 'saml-wrong-issuer'],
    ['to another address', () => good(request({ destination: SP.acs })), 'saml-wrong-destination'],
    ['to nobody', () => good(request({ destination: null })), 'saml-wrong-destination'],
    ['that is over', () => good(request({ notOnOrAfter: -61 })), 'saml-expired'],
    ['of a quarter of an hour ago', () => good(request({ issuedAt: -900 })), 'saml-expired'],
    ['from the future', () => good(request({ issuedAt: 63 })), 'saml-too-early'],
    ['about nobody', () => good(request({ inner: '' })), 'saml-wrong-subject'],
    ['with a DOCTYPE', () => good(`<!DOCTYPE x>${request()}`), 'saml-doctype'],
    ['that is a response', () => query('SAMLRequest', response('_x'), idp.keys), 'saml-malformed'],
    ['that is no XML', () => good('hello'), 'saml-malformed'],
    ['that is not deflated', () => query('SAMLRequest', Buffer.from(request()), idp.keys), 'saml-malformed'],
    ['that inflates to ten megabytes', () => query('SAMLRequest', deflateRawSync(Buffer.alloc(10_000_000)), idp.keys), 'saml-too-large'],
    ['that is very long', () => `SAMLRequest=${'A'.repeat(100_000)}`, 'saml-too-large'],
    ['that is nothing', () => '', 'saml-malformed'],
    ['that is not URL-encoded', () => `SAMLRequest=x&SigAlg=%&Signature=x`, 'saml-malformed'],
  ])('is refused: %s', async (_what, make, code) => {
    const portal = await portalOf();
    const start = performance.now();
    expect(await outcomeOf(portal.provider.verifyLogoutRequest(make()))).toBe(code);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is not inflated before its signature holds', async () => {
    const portal = await portalOf();
    const bomb = query('SAMLRequest', deflateRawSync(Buffer.alloc(10_000_000)), stranger.keys);
    expect(await outcomeOf(portal.provider.verifyLogoutRequest(bomb))).toBe('saml-wrong-signature');
  });

  it('works once', async () => {
    const portal = await portalOf();
    const once = good();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(portal.provider.verifyLogoutRequest(once))));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'saml-replayed')).toHaveLength(19);
  });

  it('is refused where the connection does not use single logout', async () => {
    const portal = await portalOf({ sloUrl: null });
    expect(await outcomeOf(portal.provider.verifyLogoutRequest(good()))).toBe('saml-logout-off');
    expect(
      await portal.provider.logoutRequestUrl({
        id: '_x',
        relayState: 'x',
        nameId: { value: 'x', format: null, nameQualifier: null, spNameQualifier: null },
        sessionIndex: null,
      }),
    ).toBeNull();
  });

  it('is not believed where no certificate of the connection can be read', async () => {
    const portal = await createPortal(['not a certificate']);
    expect(await outcomeOf(portal.provider.verifyLogoutRequest(good()))).toBe('saml-wrong-signature');
  });

  it('may be signed with either certificate while the provider changes its key', async () => {
    const portal = await createPortal([stranger.keys.certificatePem, idp.keys.certificatePem]);
    expect(await outcomeOf(portal.provider.verifyLogoutRequest(good()))).toBe('accepted');
    expect(await outcomeOf(portal.provider.verifyLogoutRequest(query('SAMLRequest', request(), stranger.keys)))).toBe('accepted');
  });
});

describe('the answer to a logout request of ours', () => {
  it('says whether all is over', async () => {
    const portal = await portalOf();
    for (const [status, success] of [
      ['Success', true],
      ['Responder', false],
    ] as const) {
      const answer = query('SAMLResponse', response(portal.ask(), status), idp.keys);
      expect(await portal.provider.verifyLogoutResponse(answer)).toEqual({ success, relayState: 'opaque' });
      expect(await outcomeOf(portal.provider.verifyLogoutResponse(answer))).toBe('saml-wrong-request');
    }
  });

  it.each([
    ['unsigned', (id: string) => query('SAMLResponse', response(id), null), 'saml-unsigned'],
    ['signed by somebody else', (id: string) => query('SAMLResponse', response(id), stranger.keys), 'saml-wrong-signature'],
    ['to another request', () => query('SAMLResponse', response('_other'), idp.keys), 'saml-wrong-request'],
    [
      'from another provider',
      (id: string) => query('SAMLResponse', response(id, 'Success', { issuer: 'https://other.example.net' }), idp.keys),
      'saml-wrong-issuer',
    ],
    ['that is a request', () => query('SAMLResponse', request(), idp.keys), 'saml-malformed'],
    ['that came as a request', (id: string) => query('SAMLRequest', response(id), idp.keys), 'saml-malformed'],
  ])('is refused: %s', async (_what, make, code) => {
    const portal = await portalOf();
    expect(await outcomeOf(portal.provider.verifyLogoutResponse(make(portal.ask())))).toBe(code);
    expect(portal.requests.size).toBe(1);
  });
});
