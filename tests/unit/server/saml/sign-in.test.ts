import { createPublicKey, verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import {
  createIdentityProvider,
  FORMAT,
  IDP,
  SP,
  type IdentityProvider,
  type Making,
  type Saying,
} from '../../../support/saml/identity-provider';
import { createPortal, ourKeys, outcomeOf } from '../../../support/saml/portal';

let idp: IdentityProvider;
let next: IdentityProvider;
let ourCertificate: string;
beforeAll(async () => {
  [idp, next] = await Promise.all([createIdentityProvider(), createIdentityProvider()]);
  ourCertificate = (await ourKeys()).certificatePem;
});

const portalOf = (...changes: [Parameters<typeof createPortal>[1]?]) => createPortal([idp.keys.certificatePem], ...changes);

async function accountOf(said: Partial<Saying> = {}, settings: Parameters<typeof createPortal>[1] = {}) {
  const portal = await portalOf(settings);
  return portal.provider.verifyResponse(await idp.respond(portal.ask(), said));
}

describe('a person whom the provider signed in', () => {
  it.each([
    ['with a signed assertion', { sign: 'assertion' }],
    ['with a signed response', { sign: 'response' }],
    ['with both signed', { sign: 'both' }],
    [
      'with RSA and SHA-512',
      { signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', digest: 'http://www.w3.org/2001/04/xmlenc#sha512' },
    ],
    ['with RSA-PSS', { signature: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1' }],
    ['encrypted, the assertion signed', { sign: 'assertion', encrypted: true }],
    ['encrypted, the response signed', { sign: 'response', encrypted: true }],
    ['encrypted, both signed', { sign: 'both', encrypted: true }],
    ['encrypted with CBC', { encryption: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc', encrypted: true }],
  ] as [string, Partial<Making> & { encrypted?: boolean }][])('is known: %s', async (_what, { encrypted, ...how }) => {
    const portal = await portalOf();
    const response = await idp.respond(portal.ask(), {}, { ...how, encryptFor: encrypted ? ourCertificate : null });
    expect(await portal.provider.verifyResponse(response)).toEqual({
      connection: 'connection-1',
      issuer: IDP.entityId,
      subject: 'person-7f3a',
      email: 'ada@example.com',
      emailVerified: true,
      firstName: 'Ada',
      lastName: 'Lovelace',
      customerReference: 'C-1001',
      authenticatedAt: expect.any(Date),
      claims: {
        NameID: 'person-7f3a',
        'NameID Format': FORMAT.persistent,
        mail: 'Ada@Example.com',
        givenName: 'Ada',
        sn: 'Lovelace',
        account: 'C-1001',
      },
      nameId: { value: 'person-7f3a', format: FORMAT.persistent, nameQualifier: null, spNameQualifier: null },
      sessionIndex: 'session-1',
      sessionUntil: null,
      unsolicited: false,
    });
    expect(await outcomeOf(portal.provider.verifyResponse(await next.respond(portal.ask(), {}, how)))).toBe('saml-wrong-signature');
  });

  it('is known by either certificate while the provider changes its key', async () => {
    const portal = await createPortal([idp.keys.certificatePem, next.keys.certificatePem]);
    for (const signer of [idp, next]) {
      expect(await outcomeOf(portal.provider.verifyResponse(await signer.respond(portal.ask())))).toBe('accepted');
    }
  });

  it('is known by a certificate however it was pasted', async () => {
    const { certificatePem } = idp.keys;
    const bare = certificatePem.replace(/-----[^-]+-----|\s/gu, '');
    for (const pasted of [bare, `  ${certificatePem.replaceAll('\n', '\r\n')}\r\n`, certificatePem.replaceAll('\n', ' ')]) {
      const portal = await createPortal(['not a certificate', pasted]);
      expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(portal.ask())))).toBe('accepted');
    }
  });

  it.each([
    ['behind', { issuedAt: -350, notBefore: -350, notOnOrAfter: -50, confirmationEnd: -50 }],
    ['ahead', { issuedAt: 50, notBefore: 50, notOnOrAfter: 350, confirmationEnd: 350 }],
  ])('is known by a provider whose clock is a little %s', async (_what, said) => {
    expect(await accountOf(said)).toMatchObject({ subject: 'person-7f3a' });
  });

  it('has the NameID as address where the connection names no attribute for it', async () => {
    const settings = { attributes: { email: '', firstName: '', lastName: '', customerReference: '' } };
    const said = { nameId: 'Ada@example.com', nameIdFormat: FORMAT.email };
    expect(await accountOf(said, settings)).toMatchObject({
      subject: 'Ada@example.com',
      email: 'ada@example.com',
      firstName: '',
      customerReference: null,
    });
    // Another format is no address, whatever it looks like.
    expect(await accountOf({ nameId: 'ada@example.com' }, settings)).toMatchObject({ email: null, emailVerified: false });
  });

  it('has no verified address where the provider tells none', async () => {
    expect(await accountOf({ attributes: {} })).toMatchObject({
      email: null,
      emailVerified: false,
      firstName: '',
      lastName: '',
      customerReference: null,
    });
  });

  it('keeps upper and lower case of the NameID: two may differ in nothing else', async () => {
    expect((await accountOf({ nameId: 'AbC' })).subject).toBe('AbC');
  });

  it('has names that fit a profile', async () => {
    const attributes = { mail: ['ada@example.com'], givenName: ['', ' Ada '], sn: ['x'.repeat(300)], account: ['&lt;b&gt;'] };
    expect(await accountOf({ attributes })).toMatchObject({ firstName: 'Ada', lastName: 'x'.repeat(100), customerReference: '<b>' });
  });

  it('shows every claim in a dry run, and no claim that breaks it', async () => {
    const { claims } = await accountOf({ attributes: { mail: ['ada@example.com'], groups: ['a', 'b'], __proto__x: ['1'] } });
    expect(claims).toMatchObject({ groups: ['a', 'b'], mail: 'ada@example.com' });
    const risky = await accountOf({ attributes: JSON.parse('{"__proto__":["x"],"mail":["ada@example.com"]}') as Record<string, string[]> });
    expect(Object.getPrototypeOf(risky.claims)).toBe(Object.prototype);
  });
});

describe('the request for a sign-in', () => {
  const read = (url: URL): string => inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest')!, 'base64')).toString();

  it('goes to the provider, names us and where to answer, and is signed', async () => {
    const { provider, parts } = await portalOf();
    const url = new URL(await provider.requestUrl({ id: '_0123', relayState: 'opaque' }));
    expect(url.origin + url.pathname).toBe(IDP.sso);
    const xml = read(url);
    for (const part of ['ID="_0123"', `Destination="${IDP.sso}"`, `AssertionConsumerServiceURL="${SP.acs}"`, `>${SP.entityId}<`])
      expect(xml).toContain(part);
    // The provider chooses how people prove who they are, and what they are called.
    expect(xml).not.toContain('RequestedAuthnContext');
    expect(xml).not.toContain('Format=');

    const signed = url.search.slice(1).split('&Signature=')[0]!;
    expect([...url.searchParams.keys()]).toEqual(['SAMLRequest', 'RelayState', 'SigAlg', 'Signature']);
    const key = createPublicKey(parts.keys.certificatePem);
    expect(verify('sha256', Buffer.from(signed), key, Buffer.from(url.searchParams.get('Signature')!, 'base64'))).toBe(true);
  });

  it('is not signed where the connection does not want it', async () => {
    const { provider } = await portalOf({ signRequests: false });
    const url = new URL(await provider.requestUrl({ id: '_0123', relayState: 'opaque' }));
    expect([...url.searchParams.keys()]).toEqual(['SAMLRequest', 'RelayState']);
  });

  it('keeps the parameters that the address of the provider has', async () => {
    const { provider } = await portalOf({ ssoUrl: `${IDP.sso}?tenant=7` });
    expect(await provider.requestUrl({ id: '_0123', relayState: 'opaque' })).toContain('?tenant=7&SAMLRequest=');
  });

  it('for logout is signed always, and names the person and the session', async () => {
    const { provider } = await portalOf({ signRequests: false });
    const nameId = { value: 'person-7f3a', format: FORMAT.persistent, nameQualifier: IDP.entityId, spNameQualifier: SP.entityId };
    const url = new URL((await provider.logoutRequestUrl({ id: '_0123', relayState: 'opaque', nameId, sessionIndex: 'session-1' }))!);
    expect(url.origin + url.pathname).toBe(IDP.slo);
    expect(url.searchParams.has('Signature')).toBe(true);
    const xml = read(url);
    for (const part of [
      'ID="_0123"',
      `NameQualifier="${IDP.entityId}"`,
      `SPNameQualifier="${SP.entityId}"`,
      '>person-7f3a<',
      '>session-1<',
    ]) {
      expect(xml).toContain(part);
    }
  });
});
