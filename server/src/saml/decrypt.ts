import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { SamlRefused } from './refused';
import { NS, all, children, escapeXml, is, isElement, text, type XmlDocument, type XmlElement, type XmlNode } from './xml';

const XMLENC11 = 'http://www.w3.org/2009/xmlenc11#';

/** Content encryption (XML Encryption 1.1 §5.2): Node's cipher, and the bytes of its IV before the content. */
const CIPHERS: Partial<Record<string, { name: 'aes-128-cbc' | 'aes-256-cbc' | 'aes-128-gcm' | 'aes-256-gcm'; iv: number }>> = {
  [`${XMLENC11}aes128-gcm`]: { name: 'aes-128-gcm', iv: 12 },
  [`${XMLENC11}aes256-gcm`]: { name: 'aes-256-gcm', iv: 12 },
  [`${NS.encryption}aes128-cbc`]: { name: 'aes-128-cbc', iv: 16 },
  [`${NS.encryption}aes256-cbc`]: { name: 'aes-256-cbc', iv: 16 },
};
const TAG = 16;

const DIGESTS: Partial<Record<string, string>> = {
  [`${NS.signature}sha1`]: 'sha1',
  [`${NS.encryption}sha256`]: 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  [`${NS.encryption}sha512`]: 'sha512',
};
const MASKS: Partial<Record<string, string>> = Object.fromEntries(
  ['sha1', 'sha256', 'sha384', 'sha512'].map((hash) => [`${XMLENC11}mgf1${hash}`, hash]),
);

/** What a provider may encrypt with, best first; our metadata says so, and check 7 holds it to them. */
export const CONTENT_ENCRYPTION = Object.keys(CIPHERS);
export const KEY_ENCRYPTION = [`${XMLENC11}rsa-oaep`, `${NS.encryption}rsa-oaep-mgf1p`];

const methodOf = (element: XmlElement): XmlElement | undefined => all(element, 'encryption', 'EncryptionMethod')[0];

/**
 * The hash of an RSA-OAEP method, for its label and its mask alike (XML Encryption 1.1 §5.5.2; SHA-1 is safe here
 * and what stands for a hash that is not named); null where the two differ, which Node cannot do.
 */
export function oaepHashOf(method: XmlElement): string | null {
  const inside = (name: string): string | undefined =>
    children(method)
      .find(({ localName }) => localName === name)
      ?.getAttribute('Algorithm');
  const digest = DIGESTS[inside('DigestMethod') ?? `${NS.signature}sha1`];
  const mask = method.getAttribute('Algorithm').endsWith('mgf1p') ? 'sha1' : MASKS[inside('MGF') ?? `${XMLENC11}mgf1sha1`];
  return digest !== undefined && digest === mask ? digest : null;
}

/** The bytes of an element's CipherValue. */
function bytesOf(element: XmlElement): Buffer {
  const value = all(element, 'encryption', 'CipherData').flatMap((data) => all(data, 'encryption', 'CipherValue'))[0];
  return Buffer.from(value ? text(value) : '', 'base64');
}

function decrypt(data: XmlElement, key: XmlElement, privateKeyPem: string): string {
  const method = methodOf(key);
  const cipher = CIPHERS[methodOf(data)?.getAttribute('Algorithm') ?? ''];
  const oaepHash = method && oaepHashOf(method);
  if (!cipher || !oaepHash) throw new Error('unknown method');
  const secret = privateDecrypt({ key: privateKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, bytesOf(key));
  const bytes = bytesOf(data);
  const [iv, rest] = [bytes.subarray(0, cipher.iv), bytes.subarray(cipher.iv)];
  if (cipher.name === 'aes-128-gcm' || cipher.name === 'aes-256-gcm') {
    const gcm = createDecipheriv(cipher.name, secret, iv, { authTagLength: TAG });
    gcm.setAuthTag(rest.subarray(-TAG));
    return Buffer.concat([gcm.update(rest.subarray(0, -TAG)), gcm.final()]).toString('utf8');
  }
  // XML Encryption fills up with any bytes, the last of which is their number (§5.2.1): not PKCS#7.
  const cbc = createDecipheriv(cipher.name, secret, iv).setAutoPadding(false);
  const padded = Buffer.concat([cbc.update(rest), cbc.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > cipher.iv) throw new Error('wrong padding');
  return padded.subarray(0, -padding).toString('utf8');
}

/** The namespaces that an element is in the scope of, innermost first wins: prefix ('' for the default one) → URI. */
function namespacesAt(element: XmlElement): Map<string, string> {
  const found = new Map<string, string>();
  for (let at: XmlNode | null = element; at && isElement(at); at = at.parentNode) {
    for (const { name, value } of Array.from(at.attributes)) {
      const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined;
      if (prefix !== undefined && !found.has(prefix)) found.set(prefix, value);
    }
  }
  return found;
}

/**
 * What was encrypted takes the place of its EncryptedData, and with it the namespaces in scope there (XML
 * Encryption 1.1 §4.3.3): those that it does not declare itself are written into its first tag. Exclusive
 * canonicalisation leaves out what is not used, so that a signature in it is verified as it was made.
 */
function inScopeOf(carrier: XmlElement, xml: string): string {
  const opening = /^\s*<[^\s/>!?]+(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*/u.exec(xml)?.[0];
  if (opening === undefined) return xml;
  const declared = new Set([...opening.matchAll(/\sxmlns(?::([^\s=]+))?\s*=/gu)].map(([, prefix = '']) => prefix));
  const missing = [...namespacesAt(carrier)].filter(([prefix, uri]) => !declared.has(prefix) && uri !== '');
  const added = missing.map(([prefix, uri]) => ` xmlns${prefix && ':'}${prefix}="${escapeXml(uri)}"`).join('');
  return xml.replace(/^\s*<[^\s/>]+/u, (start) => `${start.trim()}${added}`);
}

/** The text of a document's encrypted assertion; null when it has none. Which algorithms may be used is checked before. */
export function decryptAssertion({ elements }: XmlDocument, privateKeyPem: string): string | null {
  const carrier = elements.find((element) => is(element, 'assertion', 'EncryptedAssertion'));
  if (!carrier) return null;
  const data = elements.find((element) => is(element, 'encryption', 'EncryptedData'));
  const key = elements.find((element) => is(element, 'encryption', 'EncryptedKey'));
  try {
    if (!data || !key) throw new Error('nothing to decrypt');
    return inScopeOf(data, decrypt(data, key, privateKeyPem));
  } catch {
    // One refusal for a wrong key, wrong padding and a wrong tag: telling them apart helps to decrypt by asking.
    throw new SamlRefused('saml-not-decrypted');
  }
}
