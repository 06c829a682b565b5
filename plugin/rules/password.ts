export interface PasswordRules {
  minLength: number;
  maxLength: number;
  /** Whether a password (lower-cased) is on the list of breached ones. */
  isBreached(password: string): boolean;
  /** What the password must not be made of: email address, names, portal name. */
  personal: string[];
  /** About how many guesses somebody needs who knows what is personal (`password-strength.ts`). */
  guesses(password: string, personal: string[]): number;
}

/**
 * Fewest guesses. Eight characters without a pattern have just that many; words, keys side by side, dates,
 * repeated and counted characters have fewer.
 */
const LEAST_GUESSES = 10 ** 7.9;

export type PasswordProblem = 'password-too-short' | 'password-too-long' | 'password-breached' | 'password-personal' | 'password-guessable';

export const PASSWORD_PROBLEMS: Record<PasswordProblem, string> = {
  'password-too-short': 'is too short',
  'password-too-long': 'is too long',
  'password-breached': 'is on lists of passwords that attackers try first',
  'password-personal': 'is made of your email address, your name or the name of the portal',
  'password-guessable': 'is easy to guess: it repeats, counts or follows the keyboard, or is one word or date',
};

/** Letters and digits only, lower case: what remains of a word when its decoration is taken off. */
const core = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The words of what is personal: each text whole, an address's part before the `@`, and every word in them. */
function wordsOf(personal: string[]): string[] {
  const words = personal.flatMap((text) => [text, text.split('@')[0] ?? '', ...text.split(/[^\p{L}\p{N}]+/u)]).map(core);
  // Longest first, so that taking one out does not break a longer one.
  return [...new Set(words)].filter((word) => word.length >= 4).sort((a, b) => b.length - a.length);
}

/**
 * What is wrong with a new password (NIST SP 800-63B-4 §3.1.1, ASVS 5.0 6.2): its length in
 * characters, breached lists, the context it is for, and how many guesses it takes. No composition rules. Pure.
 */
export function passwordProblem(password: string, rules: PasswordRules): PasswordProblem | undefined {
  const length = [...password.normalize('NFC')].length;
  if (length < rules.minLength) return 'password-too-short';
  if (length > rules.maxLength) return 'password-too-long';
  if (rules.isBreached(password.toLowerCase())) return 'password-breached';
  // Made of personal words: what is left without them would not be a password of its own.
  const bare = core(password);
  const rest = wordsOf(rules.personal).reduce((text, word) => text.replaceAll(word, ''), bare);
  if (rest.length < bare.length && rest.length < rules.minLength / 2) return 'password-personal';
  return rules.guesses(password, rules.personal) < LEAST_GUESSES ? 'password-guessable' : undefined;
}
