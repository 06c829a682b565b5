import type { Check } from './check';

/** A signed and encrypted response with two hundred groups has about 60,000 characters. */
const MAX_CHARACTERS = 200_000;

/**
 * A message is no larger than messages are. Parsing and canonicalising cost more than their input,
 * and this is before anybody proved anything (ASVS 5.0 5.2.1, 15.3.3).
 */
export const size: Check<string> = {
  code: 'saml-too-large',
  refuses: (encoded) => encoded.length > MAX_CHARACTERS && `${String(encoded.length)} characters`,
};
