import type { MessageId, Translate } from '../messages';

/** What to do about it: many problems have the same remedy. */
type Advice = 'address' | 'again' | 'attributes' | 'certificate' | 'clock' | 'credentials' | 'form' | 'provider' | 'urls';

/** Codes of a dry run in words, with the remedy. Of the rest the server's own English detail is shown. */
const PROBLEMS = {
  'provider-unreachable': 'address',
  'provider-timeout': 'address',
  'provider-answer': 'address',
  'address-refused': 'address',
  'wrong-issuer': 'address',
  'provider-refused': 'credentials',
  'token-refused': 'credentials',
  'wrong-audience': 'credentials',
  'wrong-signature': 'provider',
  'wrong-nonce': 'again',
  'wrong-state': 'again',
  'login-expired': 'again',
  replayed: 'again',
  changed: 'again',
  incomplete: 'form',
  'token-expired': 'clock',
  'token-too-early': 'clock',
  'wrong-subject': 'provider',
  'saml-status': 'provider',
  'saml-unsigned': 'provider',
  'saml-not-encrypted': 'provider',
  'saml-not-decrypted': 'urls',
  'saml-weak-algorithm': 'provider',
  'saml-weak-encryption': 'provider',
  'saml-wrong-signature': 'certificate',
  'saml-wrong-issuer': 'certificate',
  'saml-wrong-destination': 'urls',
  'saml-wrong-audience': 'urls',
  'saml-wrong-recipient': 'urls',
  'saml-too-early': 'clock',
  'saml-expired': 'clock',
  'saml-wrong-subject': 'attributes',
  'saml-wrong-domain': 'attributes',
  'saml-unsolicited': 'again',
  'saml-wrong-request': 'again',
  'saml-replayed': 'again',
} as const satisfies Record<string, Advice>;

type Known = keyof typeof PROBLEMS;
const isKnown = (code: string): code is Known => Object.hasOwn(PROBLEMS, code);

/** What went wrong in a dry run, and what to do about it. */
export function problemWords(t: Translate, code: string | null): { what: string; advice: string | undefined } {
  if (code === null || !isKnown(code)) {
    const id: MessageId = code?.startsWith('saml-') === true ? 'problem.saml-other' : 'problem.other';
    return { what: t(id, { code: code ?? '' }), advice: t('advice.provider') };
  }
  return { what: t(`problem.${code}`), advice: t(`advice.${PROBLEMS[code]}`) };
}

/**
 * Why a dry run could not even begin. The server's message holds the code and what the provider said:
 * `wrong-issuer: The provider calls itself …`.
 */
export function startProblem(t: Translate, message: string) {
  const [, code = null, detail = null] = /^([a-z-]+)(?:: (.+))?$/su.exec(message) ?? [];
  return { ...problemWords(t, code ?? 'provider-unreachable'), detail: code === null ? message : detail };
}

/** What metadata cannot be used for. */
const METADATA_PROBLEMS = [
  'not-an-address',
  'too-large',
  'not-xml',
  'doctype',
  'not-metadata',
  'several-providers',
  'no-provider',
  'expired',
  'no-redirect',
  'address',
  'no-certificate',
  'certificate-unreadable',
  'weak-key',
] as const;

/** Why a document was not taken for a provider's metadata. */
export function metadataProblem(t: Translate, code: string | undefined): string {
  const known = METADATA_PROBLEMS.find((one) => one === code?.replace(/^metadata-/u, ''));
  return t(`metadata.problem.${known ?? 'not-metadata'}`);
}
