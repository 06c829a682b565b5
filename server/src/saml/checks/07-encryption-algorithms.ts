import { CONTENT_ENCRYPTION, KEY_ENCRYPTION, oaepHashOf } from '../decrypt';
import { NS, children, is, type XmlDocument, type XmlElement } from '../xml';
import type { Check } from './check';

/** The algorithm of an EncryptedData or EncryptedKey; several methods are none. */
const methodOf = (element: XmlElement): XmlElement | undefined => {
  const [method, ...more] = children(element).filter(({ localName }) => localName === 'EncryptionMethod');
  return more.length > 0 ? undefined : method;
};
const algorithmOf = (element: XmlElement): string => methodOf(element)?.getAttribute('Algorithm') ?? 'none';

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
      ...data.filter((it) => !is(it, 'encryption', 'EncryptedData') || !CONTENT_ENCRYPTION.includes(algorithmOf(it))),
      ...keys.filter((it) => !is(it, 'encryption', 'EncryptedKey') || !KEY_ENCRYPTION.includes(algorithmOf(it))),
    ];
    if (wrong.length > 0) return wrong.map(algorithmOf).join(', ');
    const mixed = keys.map(methodOf).some((method) => !method || oaepHashOf(method) === null);
    return mixed && 'RSA-OAEP with two different hashes, or one that is not known';
  },
};
