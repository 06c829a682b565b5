import type { FieldError } from '../../../plugin/contract/errors';
import { PortalError } from '../platform/errors';

export interface PasswordRules {
  minLength: number;
  maxLength: number;
  /** Whether a password (lower-cased) is on the list of breached ones. */
  isBreached(password: string): boolean;
  /** What the password must not be made of: email address, names, portal name. */
  personal: string[];
}

export type PasswordProblem = 'password-too-short' | 'password-too-long' | 'password-breached' | 'password-personal';

const MESSAGES: Record<PasswordProblem, string> = {
  'password-too-short': 'is too short',
  'password-too-long': 'is too long',
  'password-breached': 'is on lists of passwords that attackers try first',
  'password-personal': 'is made of your email address, your name or the name of the portal',
};

/** Letters and digits only, lower case: what remains of a word when its decoration is taken off. */
const core = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What is wrong with a new password (NIST SP 800-63B-4 §3.1.1, ASVS 5.0 6.2): its length in
 * characters, breached lists, and the context it is for. No composition rules. Pure.
 */
export function passwordProblem(password: string, rules: PasswordRules): PasswordProblem | undefined {
  const length = [...password.normalize('NFC')].length;
  if (length < rules.minLength) return 'password-too-short';
  if (length > rules.maxLength) return 'password-too-long';
  if (rules.isBreached(password.toLowerCase())) return 'password-breached';
  const bare = core(password);
  const words = rules.personal
    .flatMap((text) => [text, ...text.split(/[@.]/u).slice(0, 1)])
    .map(core)
    .filter((word) => word.length >= 4);
  // Made of a personal word: what is left without it would not be a password of its own.
  const made = words.some((word) => bare.includes(word) && bare.length - word.length < rules.minLength / 2);
  return made ? 'password-personal' : undefined;
}

/** Throws `weak-password` with the error at the field. */
export function requireGoodPassword(password: string, rules: PasswordRules, field: string): void {
  const problem = passwordProblem(password, rules);
  if (!problem) return;
  const errors: FieldError[] = [{ path: [field], code: problem, message: MESSAGES[problem] }];
  throw new PortalError('weak-password', { errors });
}
