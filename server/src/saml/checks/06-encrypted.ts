import type { XmlDocument } from '../xml';
import type { Check } from './check';

/** Where the connection wants assertions encrypted, one in plain is refused: browsers and their extensions read it. */
export const encrypted: Check<XmlDocument> = {
  code: 'saml-not-encrypted',
  refuses: ({ elements }, { settings }) =>
    settings.requireEncryption && !elements.some(({ localName }) => localName === 'EncryptedAssertion'),
};
