import { SAML } from '@node-saml/node-saml';
import type { SamlRefusal } from '../../server/src/saml';
import { verifyResponse } from '../../server/src/saml/verify-response';
import {
  ALGORITHM,
  base64,
  createIdentityProvider,
  FORMAT,
  IDP,
  SP,
  type IdentityProvider,
  type Making,
  type Saying,
} from '../support/saml/identity-provider';
import { createPortal, ourKeys, outcomeOf, without } from '../support/saml/portal';

let idp: IdentityProvider;
let stranger: IdentityProvider;
let ourCertificate: string;

beforeAll(async () => {
  [idp, stranger] = await Promise.all([createIdentityProvider(), createIdentityProvider()]);
  ourCertificate = (await ourKeys()).certificatePem;
});

const portalOf = (...more: [changes?: Parameters<typeof createPortal>[1], parts?: Parameters<typeof createPortal>[2]]) =>
  createPortal([idp.keys.certificatePem], ...more);

const OTHER = 'https://other.example.net';

/** What is wrong, the code of the check that sees it, and how the identity provider was brought to sign it. */
type Attack = [what: string, code: string, said: Partial<Saying>, how: Partial<Making>];

/** Validly signed, and accepted by node-saml 5.1.0 or by our pipeline without that one check. */
const ATTACKS = (
  [
    ['a Recipient that is another service', 'saml-wrong-recipient', { recipient: `${OTHER}/acs` }],
    ['no Recipient', 'saml-wrong-recipient', { recipient: null }],
    ['a Destination that is another service', 'saml-wrong-destination', { destination: `${OTHER}/acs` }],
    ['a Destination with another ending', 'saml-wrong-destination', { destination: `${SP.acs}/` }],
    ['no Destination in a signed response', 'saml-wrong-destination', { destination: null }, { sign: 'response' }],
    ['RSA with SHA-1', 'saml-weak-algorithm', {}, { signature: ALGORITHM.rsaSha1 }],
    ['a SHA-1 digest', 'saml-weak-algorithm', {}, { digest: ALGORITHM.sha1 }],
    ['canonicalisation that is not exclusive', 'saml-weak-algorithm', {}, { sign: 'response', canonicalization: ALGORITHM.inclusive }],
    [
      'a transform that is not exclusive',
      'saml-weak-algorithm',
      {},
      { sign: 'response', transforms: [ALGORITHM.enveloped, ALGORITHM.inclusive] },
    ],
    ['holder-of-key in place of bearer', 'saml-not-bearer', { method: 'holder-of-key' }],
    ['a DOCTYPE', 'saml-doctype', {}, { after: (xml) => `<!DOCTYPE samlp:Response>${xml}` }],
    ['entities', 'saml-doctype', {}, { after: (xml) => `<!DOCTYPE r [<!ENTITY a "b">]>${xml}` }],
    ['a comment', 'saml-comment', {}, { after: (xml) => xml.replace('person-7f3a', 'person<!-- -->-7f3a') }],
    ['a CDATA section', 'saml-comment', {}, { after: (xml) => xml.replace('person-7f3a', '<![CDATA[person]]>-7f3a') }],
    ['a processing instruction', 'saml-comment', {}, { after: (xml) => `<?xml-stylesheet href="x"?>${xml}` }],
    ['an assertion of another issuer', 'saml-wrong-issuer', { issuer: OTHER }],
    ['a response of another issuer', 'saml-wrong-issuer', { responseIssuer: OTHER }],
    ['a Status other than Success', 'saml-status', { status: 'Responder' }],
    ['a Status that only ends like Success', 'saml-status', { status: 'x:Success' }],
    ['another audience', 'saml-wrong-audience', { audience: OTHER }],
    ['no audience', 'saml-wrong-audience', { audience: null }],
    [
      'a second audience restriction without us',
      'saml-wrong-audience',
      { conditions: `<saml:AudienceRestriction><saml:Audience>${OTHER}</saml:Audience></saml:AudienceRestriction>` },
    ],
    ['a condition that nobody knows', 'saml-unknown-condition', { conditions: '<x:Night xmlns:x="urn:x"/>' }],
    ['conditions that are over', 'saml-expired', { notOnOrAfter: -61 }],
    ['a confirmation that is over', 'saml-expired', { confirmationEnd: -61 }],
    ['a confirmation without an end', 'saml-expired', { confirmationEnd: null }],
    [
      'an assertion of a quarter of an hour ago that says it holds for a year',
      'saml-expired',
      { issuedAt: -900, notBefore: -900, notOnOrAfter: 31_536_000, confirmationEnd: 31_536_000 },
    ],
    [
      'a session that is over',
      'saml-expired',
      { statement: '<saml:AuthnStatement AuthnInstant="2020-01-01T00:00:00Z" SessionNotOnOrAfter="2020-01-01T08:00:00Z"/>' },
    ],
    ['conditions that do not hold yet', 'saml-too-early', { notBefore: 63 }],
    ['an assertion from the future', 'saml-too-early', { issuedAt: 63 }],
    ['no statement that anybody signed in', 'saml-no-sign-in', { statement: '' }],
    ['a transient NameID', 'saml-wrong-subject', { nameIdFormat: FORMAT.transient }],
    ['a blank NameID', 'saml-wrong-subject', { nameId: ' ' }],
    ['a persistent NameID for another service', 'saml-wrong-subject', { nameIdQualifiers: ` SPNameQualifier="${OTHER}"` }],
    ['a persistent NameID of another provider', 'saml-wrong-subject', { nameIdQualifiers: ` NameQualifier="${OTHER}"` }],
    ['an address of another domain', 'saml-wrong-domain', { attributes: { mail: ['ada@example.net'] } }],
    ['an address of a domain that begins the same', 'saml-wrong-domain', { attributes: { mail: ['ada@example.com.evil.net'] } }],
    ['an address of a subdomain', 'saml-wrong-domain', { attributes: { mail: ['ada@mail.example.com'] } }],
    ['an address that is none', 'saml-wrong-domain', { attributes: { mail: ['ada@example.com,eve@evil.net'] } }],
    [
      'a second assertion',
      'saml-not-one-assertion',
      {},
      { after: (xml) => xml.replace('</samlp:Response>', '<x:Assertion xmlns:x="urn:x"/></samlp:Response>') },
    ],
    [
      'a signature with an Object',
      'saml-signature-shape',
      {},
      { after: (xml) => xml.replace('</ds:Signature>', '<ds:Object/></ds:Signature>') },
    ],
    [
      'a second signature elsewhere',
      'saml-misplaced-signature',
      {},
      {
        after: (xml) => xml.replace('</samlp:Response>', '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></samlp:Response>'),
      },
    ],
  ] as [what: string, code: string, said: Partial<Saying>, how?: Partial<Making>][]
).map(([what, code, said, how = {}]): Attack => [what, code, said, how]);

describe('a validly signed response', () => {
  it.each(ATTACKS)('with %s is refused: %s', async (_what, code, said, how) => {
    const portal = await portalOf();
    const response = await idp.respond(portal.ask(), said, how);
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe(code);
    // Nothing was used up by it.
    expect([portal.requests.size, portal.assertions.size]).toEqual([1, 0]);
  });

  // Each rule stands for itself; these are held up by the library or by a later check as well.
  const heldTwice = ['saml-misplaced-signature', 'saml-signature-shape', 'saml-not-one-assertion', 'saml-not-bearer'];
  it.each(ATTACKS.filter(([, code]) => !heldTwice.includes(code)))(
    'with %s would be accepted without the check %s',
    async (_what, code, said, how) => {
      const portal = await portalOf();
      const response = await idp.respond(portal.ask(), said, how);
      expect(await outcomeOf(verifyResponse(portal.parts, response, without(code as SamlRefusal)))).toBe('accepted');
    },
  );
});

// Why the pipeline exists. When one of these fails, the library has learnt to refuse it.
describe('the library alone accepts', () => {
  const alone = [
    'a Recipient that is another service',
    'a Destination that is another service',
    'RSA with SHA-1',
    'holder-of-key in place of bearer',
    'a DOCTYPE',
    'an assertion of another issuer',
    'a Status other than Success',
  ];
  it.each(ATTACKS.filter(([what]) => alone.includes(what)))('%s', async (_what, _code, said, how) => {
    const library = new SAML({
      idpCert: [idp.keys.certificatePem],
      idpIssuer: IDP.entityId,
      issuer: SP.entityId,
      callbackUrl: SP.acs,
      wantAuthnResponseSigned: false,
    });
    const answer = await library.validatePostResponseAsync({ SAMLResponse: await idp.respond('_request', said, how) });
    expect(answer.profile).toMatchObject({ nameID: 'person-7f3a' });
  });
});

describe('what a signature covers', () => {
  it('is what is read: a comment does not cut a NameID short', async () => {
    const portal = await portalOf();
    const after = (xml: string) => xml.replace('.evil.net', '<!---->.evil.net');
    const response = await idp.respond(portal.ask(), { nameId: 'admin@example.com.evil.net' }, { after });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-comment');
    expect(await verifyResponse(portal.parts, response, without('saml-comment'))).toMatchObject({ subject: 'admin@example.com.evil.net' });
  });

  it.each(['assertion', 'response', 'both'] as const)('cannot be changed afterwards (signed: %s)', async (sign) => {
    const portal = await portalOf();
    const after = (xml: string) => xml.replace('person-7f3a', 'person-0000');
    expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(portal.ask(), {}, { sign, after })))).toBe(
      'saml-wrong-signature',
    );
  });

  it('holds on the response even where the assertion has a good one of its own', async () => {
    const portal = await portalOf();
    const after = (xml: string) => xml.replace('status:Success', 'status:Success" x="');
    expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(portal.ask(), {}, { sign: 'both', after })))).toBe(
      'saml-wrong-signature',
    );
  });

  it('is something', async () => {
    const portal = await portalOf();
    const response = await idp.respond(portal.ask(), {}, { sign: 'none' });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-unsigned');
    expect(await outcomeOf(verifyResponse(portal.parts, response, without('saml-unsigned')))).toBe('saml-wrong-signature');
  });

  it('is signed by the connection, not by whoever puts a certificate into KeyInfo', async () => {
    const portal = await portalOf();
    const xml = await stranger.xml(portal.ask());
    expect(xml).toContain('X509Certificate');
    expect(await outcomeOf(portal.provider.verifyResponse(base64(xml)))).toBe('saml-wrong-signature');
  });
});

describe('a connection that is not filled in yet', () => {
  it('believes nobody', async () => {
    const nameless = await portalOf({ entityId: '' });
    const response = await idp.respond(nameless.ask(), { issuer: '', responseIssuer: null });
    expect(await outcomeOf(nameless.provider.verifyResponse(response))).toBe('saml-wrong-issuer');
    const keyless = await portalOf({ certificates: [] });
    expect(await outcomeOf(keyless.provider.verifyResponse(await idp.respond(keyless.ask())))).toBe('saml-wrong-signature');
    const empty = await portalOf({ certificates: [''], domains: [] });
    expect(await outcomeOf(empty.provider.verifyResponse(await idp.respond(empty.ask())))).toBe('saml-wrong-signature');
    const open = await portalOf({ domains: [] });
    expect(await outcomeOf(open.provider.verifyResponse(await idp.respond(open.ask())))).toBe('saml-wrong-domain');
  });

  it('has metadata for the provider all the same', async () => {
    const portal = await portalOf({ entityId: '', ssoUrl: '', sloUrl: null, certificates: [], domains: [] });
    expect(portal.provider.metadata()).toContain(SP.acs);
  });
});

describe('an encrypted assertion', () => {
  it('is looked at like one in plain', async () => {
    for (const sign of ['assertion', 'response', 'both'] as const) {
      for (const [said, how, code] of [
        [{ recipient: OTHER }, {}, 'saml-wrong-recipient'],
        [{ issuer: OTHER }, {}, 'saml-wrong-issuer'],
        [{}, { signature: ALGORITHM.rsaSha1 }, 'saml-weak-algorithm'],
      ] as const) {
        const portal = await portalOf();
        const response = await idp.respond(portal.ask(), said, { ...how, sign, encryptFor: ourCertificate });
        expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe(code);
      }
    }
  });

  it('is read with RSA-OAEP of SHA-256, and in the namespaces of the response that it stood in', async () => {
    const alone = (xml: string) => xml.replace(' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"', '');
    for (const sign of ['assertion', 'response', 'both'] as const) {
      for (const how of [{ oaepHash: 'sha256' }, { inner: alone }, { oaepHash: 'sha256', inner: alone }] as const) {
        const portal = await portalOf();
        const response = await idp.respond(portal.ask(), {}, { ...how, sign, encryptFor: ourCertificate });
        expect([sign, how, await outcomeOf(portal.provider.verifyResponse(response))]).toEqual([sign, how, 'accepted']);
      }
    }
  });

  it('with two hashes in one RSA-OAEP is refused with the reason', async () => {
    const portal = await portalOf();
    const mixed = (xml: string) => xml.replace('mgf1sha256', 'mgf1sha1');
    const response = await idp.respond(portal.ask(), {}, { oaepHash: 'sha256', after: mixed, encryptFor: ourCertificate });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-weak-encryption');
  });

  it('for somebody else is refused', async () => {
    const portal = await portalOf();
    const response = await idp.respond(portal.ask(), {}, { encryptFor: stranger.keys.certificatePem });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-not-decrypted');
  });

  it('that nobody signed is refused: everybody can encrypt for us', async () => {
    const portal = await portalOf();
    const response = await idp.respond(portal.ask(), {}, { sign: 'none', encryptFor: ourCertificate });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-unsigned');
  });

  it.each([
    ['Triple DES', { encryption: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc' }],
    ['PKCS#1 v1.5', { keyEncryption: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' }],
  ] as const)('with %s is refused', async (_what, how) => {
    const portal = await portalOf();
    const response = await idp.respond(portal.ask(), {}, { ...how, encryptFor: ourCertificate });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-weak-encryption');
  });

  it('is required where the connection says so', async () => {
    const portal = await portalOf({ requireEncryption: true });
    expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(portal.ask())))).toBe('saml-not-encrypted');
    const response = await idp.respond(portal.ask(), {}, { encryptFor: ourCertificate });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('accepted');
  });
});

describe('a NameID', () => {
  it('is the same person with white space around it', async () => {
    const portal = await portalOf();
    const subjects = [];
    for (const nameId of ['person-7f3a', '\n      person-7f3a\t ', 'person 7f3a']) {
      subjects.push((await portal.provider.verifyResponse(await idp.respond(portal.ask(), { nameId }))).subject);
    }
    expect(subjects).toEqual(['person-7f3a', 'person-7f3a', 'person 7f3a']);
  });

  it('of nothing but white space is none', async () => {
    const portal = await portalOf();
    expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(portal.ask(), { nameId: ' \n ' })))).toBe('saml-wrong-subject');
  });
});

describe('an answer that nobody asked for here', () => {
  it('is refused', async () => {
    const portal = await portalOf();
    expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(null)))).toBe('saml-unsolicited');
  });

  it('is taken where the connection lets the provider begin, once', async () => {
    const portal = await portalOf({ allowIdpInitiated: true });
    const response = await idp.respond(null);
    expect(await portal.provider.verifyResponse(response)).toMatchObject({ unsolicited: true });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-replayed');
  });

  it('is refused when it is the answer to another browser', async () => {
    const [portal, other] = await Promise.all([portalOf({ allowIdpInitiated: true }), portalOf()]);
    expect(await outcomeOf(portal.provider.verifyResponse(await idp.respond(other.ask())))).toBe('saml-wrong-request');
  });

  it('does not become one by an InResponseTo outside of what was signed', async () => {
    const portal = await portalOf({ allowIdpInitiated: true });
    const response = await idp.respond(null, { responseInResponseTo: portal.ask() });
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-wrong-request');
    expect(portal.requests.size).toBe(1);
  });
});

describe('one response', () => {
  const later = async <T>(value: () => T): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    return value();
  };

  it('signs in once, posted again', async () => {
    const portal = await portalOf();
    const response = await idp.respond(portal.ask());
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('accepted');
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe('saml-wrong-request');
  });

  it.each([
    ['by its request', {}, 'saml-wrong-request'],
    ['by the assertion alone', { consumeRequest: () => Promise.resolve(true) }, 'saml-replayed'],
  ])('signs in once, posted 50 times at once: %s', async (_what, parts, code) => {
    const portal = await portalOf();
    const slow = {
      ...portal.parts,
      consumeRequest: (id: string) => later(() => portal.requests.delete(id)),
      rememberAssertion: (hash: string, until: Date) => later(() => !portal.assertions.has(hash) && !!portal.assertions.set(hash, until)),
      ...parts,
    };
    const response = await idp.respond(portal.ask());
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(verifyResponse(slow, response))));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === code)).toHaveLength(49);
  });

  it('is remembered until no accepted clock takes it any more', async () => {
    const portal = await portalOf();
    await portal.provider.verifyResponse(await idp.respond(portal.ask(), { notOnOrAfter: 86_400, confirmationEnd: 86_400 }));
    const [until] = portal.assertions.values();
    const seconds = (until!.getTime() - Date.now()) / 1000;
    // Ten minutes of age, a minute of skew.
    expect(seconds).toBeGreaterThan(655);
    expect(seconds).toBeLessThan(662);
  });
});

describe('what is no response at all', () => {
  const deep = `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`;
  const RESPONSE = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Version="2.0">';
  const nothing: [string, string, string][] = [
    ['nothing', '', 'saml-malformed'],
    ['no base64', '<samlp:Response/>', 'saml-malformed'],
    ['base64 with something in it', `${base64('<a/>')}%00`, 'saml-malformed'],
    ['text', base64('hello'), 'saml-malformed'],
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0xff, 0xfe, 0x3e]).toString('base64'), 'saml-malformed'],
    ['UTF-16', Buffer.from('<!DOCTYPE a><a/>', 'utf16le').toString('base64'), 'saml-malformed'],
    ['NUL', base64('\0'), 'saml-malformed'],
    ['a half element', base64('<samlp:Response'), 'saml-malformed'],
    ['an element that is not closed', base64(RESPONSE), 'saml-malformed'],
    ['an attribute twice', base64('<a b="1" b="2"/>'), 'saml-malformed'],
    ['two roots', base64('<a/><b/>'), 'saml-malformed'],
    ['an entity that nobody declared', base64('<a>&b;</a>'), 'saml-malformed'],
    ['a prefix that nobody declared', base64('<a:b/>'), 'saml-status'],
    ['another document', base64('<html/>'), 'saml-status'],
    ['a response without anything', base64(`${RESPONSE}</samlp:Response>`), 'saml-status'],
    ['a hundred thousand levels', base64(deep), 'saml-too-large'],
    ['a megabyte', 'A'.repeat(1_000_000), 'saml-too-large'],
  ];

  it.each(nothing)('is refused: %s', async (_what, posted, code) => {
    const portal = await portalOf();
    const start = performance.now();
    expect(await outcomeOf(portal.provider.verifyResponse(posted))).toBe(code);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('costs no more than its size allows', async () => {
    const portal = await portalOf();
    const wide = `<a ${Array.from({ length: 8000 }, (_, index) => `a${String(index)}="1"`).join(' ')}/>`;
    const names = `<a ${Array.from({ length: 3000 }, (_, index) => `xmlns:a${String(index)}="urn:${String(index)}"`).join(' ')}>${'<b/>'.repeat(5000)}</a>`;
    const many = `${RESPONSE}${'<a/>'.repeat(30_000)}</samlp:Response>`;
    for (const xml of [wide, names, many]) {
      const start = performance.now();
      expect(await outcomeOf(portal.provider.verifyResponse(base64(xml)))).not.toBe('accepted');
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
