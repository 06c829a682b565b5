import { SamlRefused } from './refused';
import { is, type XmlDocument } from './xml';

/** The text of a document's encrypted assertion; null when it has none. Which algorithms may be used is checked before. */
export async function decryptAssertion({ elements }: XmlDocument, privateKeyPem: string): Promise<string | null> {
  const carrier = elements.find((element) => is(element, 'assertion', 'EncryptedAssertion'));
  if (!carrier) return null;
  const { decrypt: decryptData } = await import('xml-encryption');
  return new Promise((resolve, reject) => {
    // One refusal for a wrong key, wrong padding and a wrong tag: telling them apart helps to decrypt by asking.
    const refuse = (): void => {
      reject(new SamlRefused('saml-not-decrypted'));
    };
    const options = { key: privateKeyPem, disallowDecryptionWithInsecureAlgorithm: true, warnInsecureAlgorithm: false };
    try {
      decryptData(carrier.toString(), options, (error, xml?: string) => {
        if (error || !xml) refuse();
        else resolve(xml);
      });
    } catch {
      refuse();
    }
  });
}
