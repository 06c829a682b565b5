import { randomBytes } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { encrypt } from 'xml-encryption';
import { createSamlKeys, type SamlKeys } from '../../../server/src/saml';

export const ALGORITHM = {
  rsaSha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
} as const;

export const FORMAT = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  email: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
} as const;

const CONFIRMATION = 'urn:oasis:names:tc:SAML:2.0:cm';
const STATUS = 'urn:oasis:names:tc:SAML:2.0:status';

export const IDP = { entityId: 'https://idp.example.com/metadata', sso: 'https://idp.example.com/sso', slo: 'https://idp.example.com/slo' };
export const SP = {
  entityId: 'https://portal.example.org/customer-portal/saml/metadata',
  acs: 'https://portal.example.org/customer-portal/saml/acs',
  metadata: 'https://portal.example.org/customer-portal/saml/metadata',
  logout: 'https://portal.example.org/customer-portal/saml/logout',
};

/** What a response says. `null` leaves a part out. */
export interface Saying {
  issuer: string;
  responseIssuer: string | null;
  destination: string | null;
  recipient: string | null;
  audience: string | null;
  inResponseTo: string | null;
  responseInResponseTo: string | null;
  status: string;
  method: 'bearer' | 'holder-of-key';
  nameId: string;
  nameIdFormat: string;
  nameIdQualifiers: string;
  attributes: Record<string, string[]>;
  /** Seconds from now. */
  issuedAt: number;
  notBefore: number | null;
  notOnOrAfter: number;
  confirmationEnd: number | null;
  statement: string;
  conditions: string;
}

export interface Making {
  sign: 'assertion' | 'response' | 'both' | 'none';
  signature: string;
  digest: string;
  canonicalization: string;
  transforms: string[];
  /** Encrypts for this certificate. */
  encryptFor: string | null;
  encryption:
    | 'http://www.w3.org/2009/xmlenc11#aes256-gcm'
    | 'http://www.w3.org/2001/04/xmlenc#aes128-cbc'
    | 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc';
  keyEncryption: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p' | 'http://www.w3.org/2001/04/xmlenc#rsa-1_5';
  /** OAEP's hash, for label and mask: another than SHA-1 is named as XML Encryption 1.1 does. */
  oaepHash: 'sha1' | 'sha256';
  /** Changes the encrypted assertion's plain text; its namespaces are then those of the response. */
  inner: (xml: string) => string;
  /** Changes the response before it is signed, and after. */
  before: (xml: string) => string;
  after: (xml: string) => string;
}

const instant = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const id = (): string => `_${randomBytes(16).toString('hex')}`;
const attribute = (name: string, value: string | null): string => (value === null ? '' : ` ${name}="${value}"`);

function assertionXml(said: Saying): string {
  const attributes = Object.entries(said.attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  );
  const audience =
    said.audience === null ? '' : `<saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience></saml:AudienceRestriction>`;
  return [
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id()}" Version="2.0" IssueInstant="${instant(said.issuedAt)}">`,
    `<saml:Issuer>${said.issuer}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="${said.nameIdFormat}"${said.nameIdQualifiers}>${said.nameId}</saml:NameID>`,
    `<saml:SubjectConfirmation Method="${CONFIRMATION}:${said.method}"><saml:SubjectConfirmationData`,
    attribute('Recipient', said.recipient),
    attribute('InResponseTo', said.inResponseTo),
    attribute('NotOnOrAfter', said.confirmationEnd === null ? null : instant(said.confirmationEnd)),
    '/></saml:SubjectConfirmation></saml:Subject>',
    `<saml:Conditions${attribute('NotBefore', said.notBefore === null ? null : instant(said.notBefore))} NotOnOrAfter="${instant(said.notOnOrAfter)}">${audience}${said.conditions}</saml:Conditions>`,
    said.statement,
    attributes.length ? `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>` : '',
    '</saml:Assertion>',
  ].join('');
}

function responseXml(said: Saying, assertion: string): string {
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id()}" Version="2.0" IssueInstant="${instant(said.issuedAt)}"`,
    `${attribute('Destination', said.destination)}${attribute('InResponseTo', said.responseInResponseTo)}>`,
    said.responseIssuer === null ? '' : `<saml:Issuer>${said.responseIssuer}</saml:Issuer>`,
    `<samlp:Status><samlp:StatusCode Value="${STATUS}:${said.status}"/></samlp:Status>`,
    `${assertion}</samlp:Response>`,
  ].join('');
}

/** Signs the element that `path` finds, with the signature after its Issuer or first in it. */
export function signElement(
  xml: string,
  path: string,
  keys: SamlKeys,
  making: Pick<Making, 'signature' | 'digest' | 'canonicalization' | 'transforms'>,
): string {
  const signature = new SignedXml({
    privateKey: keys.privateKeyPem,
    publicCert: keys.certificatePem,
    signatureAlgorithm: making.signature,
    canonicalizationAlgorithm: making.canonicalization,
  });
  signature.addReference({ xpath: path, transforms: making.transforms, digestAlgorithm: making.digest });
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: `${path}/*[local-name()='Issuer']`, action: 'after' } });
  return signature.getSignedXml();
}

export const ASSERTION_PATH = "//*[local-name()='Assertion']";
export const RESPONSE_PATH = "/*[local-name()='Response']";

/** RSA-OAEP with SHA-256 throughout, in the words of XML Encryption 1.1 §5.5.2; the library has none for it. */
const named = (xml: string): string =>
  xml.replace(
    /<e:EncryptionMethod Algorithm="[^"]*rsa-oaep-mgf1p">.*?<\/e:EncryptionMethod>/su,
    '<e:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"><DigestMethod xmlns="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><MGF xmlns="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/></e:EncryptionMethod>',
  );

const encryptXml = (xml: string, making: Making & { encryptFor: string }): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = {
      rsa_pub: making.encryptFor,
      pem: making.encryptFor,
      encryptionAlgorithm: making.encryption,
      keyEncryptionAlgorithm: making.keyEncryption,
      keyEncryptionDigest: making.oaepHash,
      warnInsecureAlgorithm: false,
    };
    encrypt(xml, options, (error, result: string) => {
      if (error) reject(error);
      else resolve(`<saml:EncryptedAssertion>${making.oaepHash === 'sha1' ? result : named(result)}</saml:EncryptedAssertion>`);
    });
  });

export const base64 = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');

export type IdentityProvider = Awaited<ReturnType<typeof createIdentityProvider>>;

/** An identity provider with a key of its own that says what it is told to say. */
export async function createIdentityProvider() {
  const keys = await createSamlKeys('idp.example.com', new Date(), 2048);

  /** A response as XML. */
  async function xml(inResponseTo: string | null, changes: Partial<Saying> = {}, how: Partial<Making> = {}): Promise<string> {
    const said: Saying = {
      issuer: IDP.entityId,
      responseIssuer: IDP.entityId,
      destination: SP.acs,
      recipient: SP.acs,
      audience: SP.entityId,
      inResponseTo,
      responseInResponseTo: inResponseTo,
      status: 'Success',
      method: 'bearer',
      nameId: 'person-7f3a',
      nameIdFormat: FORMAT.persistent,
      nameIdQualifiers: '',
      attributes: { mail: ['Ada@Example.com'], givenName: ['Ada'], sn: ['Lovelace'], account: ['C-1001'] },
      issuedAt: 0,
      notBefore: 0,
      notOnOrAfter: 300,
      confirmationEnd: 300,
      statement: `<saml:AuthnStatement AuthnInstant="${instant(0)}" SessionIndex="session-1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
      conditions: '',
      ...changes,
    };
    const making: Making = {
      sign: 'assertion',
      signature: ALGORITHM.rsaSha256,
      digest: ALGORITHM.sha256,
      canonicalization: ALGORITHM.exclusive,
      transforms: [ALGORITHM.enveloped, ALGORITHM.exclusive],
      encryptFor: null,
      encryption: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      keyEncryption: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
      oaepHash: 'sha1',
      inner: (it) => it,
      before: (it) => it,
      after: (it) => it,
      ...how,
    };
    let assertion = assertionXml(said);
    if (making.sign === 'assertion' || making.sign === 'both') {
      assertion = signElement(making.before(assertion), ASSERTION_PATH, keys, making);
    }
    const { encryptFor } = making;
    if (encryptFor !== null) assertion = await encryptXml(making.inner(assertion), { ...making, encryptFor });
    let response = responseXml(said, assertion);
    if (making.sign === 'response' || making.sign === 'both') response = signElement(making.before(response), RESPONSE_PATH, keys, making);
    return making.after(response);
  }

  return { keys, xml, respond: async (...args: Parameters<typeof xml>): Promise<string> => base64(await xml(...args)) };
}
