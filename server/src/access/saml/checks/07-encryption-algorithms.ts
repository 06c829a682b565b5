import { NS, children, is, type XmlDocument, type XmlElement } from '../xml';
import type { Check } from './check';

const CONTENT = [
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
];
const KEY = ['http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'];

/** The algorithm of an EncryptedData or EncryptedKey; several methods are none. */
function algorithmOf(element: XmlElement): string {
  const methods = children(element).filter(({ localName }) => localName === 'EncryptionMethod');
  return methods.length === 1 && methods[0] ? methods[0].getAttribute('Algorithm') : 'none';
}

/**
 * AES and RSA-OAEP only. PKCS#1 v1.5 lets somebody decrypt by asking (XML Encryption 1.1 §5.5.1),
 * Triple DES is out of use (NIST SP 800-131A). CBC is what most providers send; an assertion that was
 * tampered with is still refused, since the signature inside is verified.
 */
export const encryptionAlgorithms: Check<XmlDocument> = {
  code: 'saml-weak-encryption',
  refuses({ elements }) {
    const carrier = elements.find(({ localName }) => localName === 'EncryptedAssertion');
    if (!carrier) return false;
    const data = elements.filter(({ localName }) => localName === 'EncryptedData');
    const keys = elements.filter(({ localName }) => localName === 'EncryptedKey');
    if (data.length !== 1 || keys.length !== 1 || data.some((it) => it.parentNode !== carrier)) return 'an unusual structure';
    if (elements.some(({ namespaceURI, localName }) => namespaceURI === NS.encryption && localName === 'CipherReference')) {
      return 'CipherReference';
    }
    const wrong = [
      ...data.filter((it) => !is(it, 'encryption', 'EncryptedData') || !CONTENT.includes(algorithmOf(it))),
      ...keys.filter((it) => !is(it, 'encryption', 'EncryptedKey') || !KEY.includes(algorithmOf(it))),
    ];
    return wrong.length > 0 && wrong.map(algorithmOf).join(', ');
  },
};
