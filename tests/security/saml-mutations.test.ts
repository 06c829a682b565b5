import {
  base64,
  createIdentityProvider,
  IDP,
  SP,
  type IdentityProvider,
  type Making,
  type Saying,
} from '../support/saml/identity-provider';
import { createPortal, outcomeOf, ourKeys } from '../support/saml/portal';

/** A response that was bent after it was signed, or that is signed and bent in a way that readers disagree on. */
let idp: IdentityProvider;
let ourCertificate: string;
beforeAll(async () => {
  idp = await createIdentityProvider();
  ourCertificate = (await ourKeys()).certificatePem;
});

const EVIL = 'evil-person';
const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** What comes of it: a refusal, or the person; never anybody but who was signed. */
async function comesTo(said: Partial<Saying>, how: Partial<Making>, encode: (xml: string) => string = base64): Promise<string> {
  const portal = await createPortal([idp.keys.certificatePem]);
  const xml = await idp.xml(portal.ask(), said, how);
  const account = await portal.provider.verifyResponse(encode(xml)).catch(() => null);
  return account?.subject ?? 'refused';
}

const evilAssertion = (xml: string): string =>
  (/<saml:Assertion.*<\/saml:Assertion>/su.exec(xml)?.[0] ?? '')
    .replace('person-7f3a', EVIL)
    .replace(/ ID="[^"]*"/u, ' ID="_evil"')
    .replace(/<ds:Signature.*<\/ds:Signature>/su, '');

const AFTER_SIGNING: [string, (xml: string) => string][] = [
  [
    'another assertion without a namespace',
    (xml) =>
      xml.replace(
        '<saml:Assertion',
        `${evilAssertion(xml)
          .replaceAll('saml:', '')
          .replace(/xmlns:saml="[^"]*"/u, '')}<saml:Assertion`,
      ),
  ],
  [
    'another assertion of SAML 1.1',
    (xml) => xml.replace('<saml:Assertion', `${evilAssertion(xml).replace(SAML, 'urn:oasis:names:tc:SAML:1.0:assertion')}<saml:Assertion`),
  ],
  [
    'an assertion in the Status',
    (xml) => xml.replace('<samlp:Status>', `<samlp:Status><samlp:StatusDetail>${evilAssertion(xml)}</samlp:StatusDetail>`),
  ],
  [
    'an assertion in Extensions',
    (xml) => xml.replace('<samlp:Status>', `<samlp:Extensions>${evilAssertion(xml)}</samlp:Extensions><samlp:Status>`),
  ],
  ['an assertion in the signature’s KeyInfo', (xml) => xml.replace('</ds:KeyInfo>', `${evilAssertion(xml)}</ds:KeyInfo>`)],
  ['a second signature in KeyInfo', (xml) => xml.replace('</ds:KeyInfo>', `<ds:SignedInfo/></ds:KeyInfo>`)],
  ['an encrypted assertion beside', (xml) => xml.replace('</samlp:Response>', '<saml:EncryptedAssertion/></samlp:Response>')],
  [
    'the id of the assertion again',
    (xml) =>
      xml
        .replace('<samlp:Response', `<samlp:Response x="1"`)
        .replace(/ ID="[^"]*"/u, ` ID="${/<saml:Assertion[^>]* ID="([^"]*)"/u.exec(xml)?.[1]}"`),
  ],
  [
    'the id again in another case',
    (xml) => xml.replace('<samlp:Status>', `<samlp:Status id="${/<saml:Assertion[^>]* ID="([^"]*)"/u.exec(xml)?.[1]}">`),
  ],
  [
    'the id again with a prefix',
    (xml) => xml.replace('<samlp:Status>', `<samlp:Status xml:id="${/<saml:Assertion[^>]* ID="([^"]*)"/u.exec(xml)?.[1]}">`),
  ],
  ['a reference to nothing', (xml) => xml.replace(/URI="#[^"]*"/u, 'URI=""')],
  ['a reference by XPointer', (xml) => xml.replace(/URI="#([^"]*)"/u, 'URI="#xpointer(id(\'$1\'))"')],
  ['a second reference', (xml) => xml.replace(/(<ds:Reference.*<\/ds:Reference>)/su, '$1$1')],
  ['a second digest', (xml) => xml.replace(/(<ds:DigestValue>[^<]*<\/ds:DigestValue>)/u, '$1$1')],
  ['a second NameID', (xml) => xml.replace('<saml:NameID', `<saml:NameID>${EVIL}</saml:NameID><saml:NameID`)],
  [
    'a second subject',
    (xml) => xml.replace('<saml:Subject>', `<saml:Subject><saml:NameID>${EVIL}</saml:NameID></saml:Subject><saml:Subject>`),
  ],
  ['a second status', (xml) => xml.replace('<samlp:Status>', '<samlp:Status><samlp:StatusCode Value="x"/></samlp:Status><samlp:Status>')],
  ['a namespace that is bound anew', (xml) => xml.replace('<saml:NameID', '<saml:NameID xmlns:saml="urn:x"')],
  ['an entity for a letter', (xml) => xml.replace('person-7f3a', 'person-7f3&#98;')],
  ['an entity that nobody declared', (xml) => xml.replace('person-7f3a', '&person;')],
  ['another declared encoding', (xml) => `<?xml version="1.0" encoding="UTF-16"?>${xml.replace('person-7f3a', EVIL)}`],
  ['XML 1.1', (xml) => `<?xml version="1.1"?>${xml.replace('person-7f3a', EVIL)}`],
  ['whitespace in the NameID', (xml) => xml.replace('person-7f3a', ' person-7f3a')],
  ['the signature of the response taken out', (xml) => xml.replace(/<ds:Signature.*<\/ds:Signature>/su, '')],
  ['an empty signature value', (xml) => xml.replace(/<ds:SignatureValue>[^<]*</u, '<ds:SignatureValue><')],
  [
    'an HMAC with the certificate as its key',
    (xml) => xml.replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'),
  ],
];

describe.each(['assertion', 'response', 'both'] as const)('a response whose %s was signed is refused with', (sign) => {
  it.each(AFTER_SIGNING)('%s', async (_what, after) => {
    let changed = false;
    const bend = (xml: string): string => {
      const bent = after(xml);
      changed = bent !== xml;
      return bent;
    };
    expect(await comesTo({}, { sign, after: bend })).toBe('refused');
    expect(changed).toBe(true);
  });
});

it.each([
  ['UTF-16', (xml: string) => Buffer.from(`\uFEFF${xml}`, 'utf16le').toString('base64')],
  ['base64 with spaces', (xml: string) => base64(xml).replace(/.{76}/gu, '$& ')],
  ['base64 with tabs', (xml: string) => base64(xml).replace(/.{76}/gu, '$&\t')],
  ['base64url', (xml: string) => `${base64(`${xml}\n>>>???`)}`.replaceAll('+', '-').replaceAll('/', '_')],
  ['base64 twice', (xml: string) => base64(base64(xml))],
  ['base64 with more behind its end', (xml: string) => `${base64(`${xml}  `)}${base64('<a/>')}`],
  ['base64 that was percent-encoded once more', (xml: string) => encodeURIComponent(base64(xml))],
])('what comes as %s is refused', async (_what, encode) => {
  expect(await comesTo({}, {}, encode)).toBe('refused');
});

it('takes lines in base64, as MIME has them, for what they are', async () => {
  expect(await comesTo({}, {}, (xml) => base64(xml).replace(/.{76}/gu, '$&\r\n'))).toBe('person-7f3a');
});

/** Signed by the provider, in a form that a careless reader takes for less than it is. */
const bearerFor = (data: string): string =>
  `<saml:SubjectConfirmation Method="${BEARER}"><saml:SubjectConfirmationData${data}/></saml:SubjectConfirmation>`;
const soon = (): string => new Date(Date.now() + 300_000).toISOString();
const SIGNED_SO: [string, string, (xml: string) => string][] = [
  [
    'two bearer confirmations',
    'saml-not-bearer',
    (xml) => xml.replace('</saml:Subject>', `${bearerFor(` Recipient="${SP.acs}" NotOnOrAfter="${soon()}"`)}</saml:Subject>`),
  ],
  ['a bearer confirmation in other letters', 'saml-not-bearer', (xml) => xml.replace(BEARER, BEARER.toUpperCase())],
  ['a bearer confirmation with a blank behind', 'saml-not-bearer', (xml) => xml.replace(BEARER, `${BEARER} `)],
  ['a Recipient with a prefix', 'saml-wrong-recipient', (xml) => xml.replace(' Recipient=', ' xmlns:x="urn:x" x:Recipient=')],
  ['a Recipient with a blank', 'saml-wrong-recipient', (xml) => xml.replace(`Recipient="${SP.acs}"`, `Recipient="${SP.acs} "`)],
  [
    'a Recipient in other letters',
    'saml-wrong-recipient',
    (xml) => xml.replace(`Recipient="${SP.acs}"`, `Recipient="${SP.acs.toUpperCase()}"`),
  ],
  ['no confirmation data', 'saml-wrong-recipient', (xml) => xml.replace(/<saml:SubjectConfirmationData[^>]*\/>/u, '')],
  ['confirmation data twice', 'saml-malformed', (xml) => xml.replace(/(<saml:SubjectConfirmationData[^>]*\/>)/u, '$1$1')],
  [
    'a NotBefore in the confirmation that is to come',
    'saml-too-early',
    (xml) => xml.replace(' Recipient=', ` NotBefore="${soon()}" Recipient=`),
  ],
  ['an audience that only begins with us', 'saml-wrong-audience', (xml) => xml.replace(`>${SP.entityId}<`, `>${SP.entityId}.evil.net<`)],
  ['an audience in other letters', 'saml-wrong-audience', (xml) => xml.replace(`>${SP.entityId}<`, `>${SP.entityId.toUpperCase()}<`)],
  [
    'an audience in another namespace',
    'saml-wrong-audience',
    (xml) => xml.replace('<saml:Audience>', '<x:Audience xmlns:x="urn:x">').replace('</saml:Audience>', '</x:Audience>'),
  ],
  [
    'an empty restriction beside ours',
    'saml-wrong-audience',
    (xml) => xml.replace('<saml:AudienceRestriction>', '<saml:AudienceRestriction/><saml:AudienceRestriction>'),
  ],
  ['an issuer of another format', 'saml-wrong-issuer', (xml) => xml.replaceAll(`>${IDP.entityId}<`, `>${IDP.entityId}#<`)],
  ['two conditions', 'saml-malformed', (xml) => xml.replace(/(<saml:Conditions.*<\/saml:Conditions>)/su, '$1$1')],
  ['two statements of a sign-in', 'saml-no-sign-in', (xml) => xml.replace(/(<saml:AuthnStatement.*<\/saml:AuthnStatement>)/su, '$1$1')],
  ['an instant in local time', 'saml-malformed', (xml) => xml.replace(/AuthnInstant="[^"]*"/u, 'AuthnInstant="2024-01-01T00:00:00+01:00"')],
  ['an instant that is no date', 'saml-malformed', (xml) => xml.replace(/NotOnOrAfter="[^"]*"/u, 'NotOnOrAfter="never"')],
  ['an assertion of another version', 'saml-malformed', (xml) => xml.replace('Version="2.0"', 'Version="1.1"')],
];

it.each(SIGNED_SO)('a signed assertion with %s is refused: %s', async (_what, code, before) => {
  let changed = false;
  const bend = (xml: string): string => {
    const bent = before(xml);
    changed = bent !== xml;
    return bent;
  };
  for (const encryptFor of [null, ourCertificate]) {
    const portal = await createPortal([idp.keys.certificatePem]);
    const response = await idp.respond(portal.ask(), {}, { before: bend, encryptFor });
    expect(changed).toBe(true);
    expect(await outcomeOf(portal.provider.verifyResponse(response))).toBe(code);
    expect([portal.requests.size, portal.assertions.size]).toEqual([1, 0]);
  }
});
