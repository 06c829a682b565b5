/**
 * Why a message of an identity provider was refused. Stable: they stand in the log and in the dry
 * run. The customer is told one sentence, whatever the code.
 */
export const SAML_REFUSALS = {
  'saml-too-large': 'The message is too large.',
  'saml-malformed': 'The message is not well-formed.',
  'saml-doctype': 'The message has a DOCTYPE or an entity.',
  'saml-comment': 'The message has a comment, a CDATA section or a processing instruction.',
  'saml-status': 'The identity provider did not sign the person in.',
  'saml-not-one-assertion': 'There must be exactly one assertion.',
  'saml-misplaced-signature': 'A signature does not stand where SAML wants it, or covers something else.',
  'saml-signature-shape': 'A signature is put together in an unusual way.',
  'saml-weak-algorithm': 'A signature uses an algorithm that is not allowed; SHA-256 or SHA-512 with RSA is.',
  'saml-not-encrypted': 'The assertion must be encrypted for us.',
  'saml-weak-encryption': 'The assertion is encrypted with an algorithm that is not allowed.',
  'saml-not-decrypted': 'The assertion could not be decrypted with our key.',
  'saml-wrong-signature': 'No certificate of the connection verifies the signature.',
  'saml-unsigned': 'The message is not signed.',
  'saml-wrong-issuer': "The issuer is not the connection's identity provider.",
  'saml-wrong-destination': 'The message was sent to somebody else.',
  'saml-wrong-audience': 'The assertion is meant for somebody else.',
  'saml-unknown-condition': 'The assertion has a condition that is not understood.',
  'saml-not-bearer': 'The assertion has no bearer confirmation, or several.',
  'saml-wrong-recipient': 'The assertion was meant for another address.',
  'saml-too-early': 'The assertion does not hold yet. Compare the clocks.',
  'saml-expired': 'The assertion does not hold any more. Compare the clocks.',
  'saml-no-sign-in': 'The assertion does not say that somebody signed in.',
  'saml-wrong-subject': 'The assertion names nobody whom the portal could know again.',
  'saml-wrong-domain': 'The email address is of a domain that the connection may not speak for.',
  'saml-unsolicited': 'Nobody asked for this sign-in, and the connection does not allow that.',
  'saml-wrong-request': 'The answer is not to a request of this browser, or was used before.',
  'saml-replayed': 'The assertion was used before.',
  'saml-logout-off': 'The connection does not use single logout.',
} as const;

export type SamlRefusal = keyof typeof SAML_REFUSALS;

/** Text of a message in a log line: one line, of bounded length. */
const quote = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** A message was refused. `code` and `detail` are for the log and the dry run of an editor, never for the customer. */
export class SamlRefused extends Error {
  readonly code: SamlRefusal;
  /** What was found, where that helps an editor. */
  readonly detail: string | null;

  constructor(code: SamlRefusal, found?: string) {
    super(SAML_REFUSALS[code]);
    this.name = 'SamlRefused';
    this.code = code;
    this.detail = found === undefined ? null : quote(found);
  }
}
