import { looksLikeEmail } from '../../../plugin/rules/email-shape';
import type { Problem } from './problems';

/**
 * An input for an email address. Not `type="email"`: browsers refuse addresses there whose local part is
 * not ASCII, and rewrite the domains of others while they are typed.
 */
export const EMAIL_INPUT = { type: 'text', inputMode: 'email', autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } as const;

/** What is wrong with an address in the field `email`. */
export function emailProblem(email: string): Problem[] {
  if (!email.trim()) return [{ field: 'email', message: 'problem.email-required' }];
  return looksLikeEmail(email) ? [] : [{ field: 'email', message: 'problem.email' }];
}
