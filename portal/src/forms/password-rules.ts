import { portal } from '../portal-data';
import { problemOf, type Problem } from './problems';

export const passwordBounds = portal.password;

let isGuessable: ((password: string) => boolean) | undefined;

/** Loads the estimate of a password's strength, for pages that set one. Where it does not come, the server says it. */
export async function loadPasswordStrength(): Promise<void> {
  try {
    ({ isGuessable } = await import('./password-strength'));
  } catch {
    // Offline, say: the form works without.
  }
}

/** What is wrong with a new password that can be seen here; lists of known passwords are the server's. */
export function newPasswordProblem(field: string, password: string): Problem[] {
  if (!password) return [{ field, message: 'problem.new-password-required' }];
  if (password.length < passwordBounds.minLength) {
    return [problemOf(field, 'problem.password-too-short', passwordBounds)];
  }
  if (password.length > passwordBounds.maxLength) {
    return [problemOf(field, 'problem.password-too-long', passwordBounds)];
  }
  return isGuessable?.(password) ? [{ field, message: 'problem.password-guessable' }] : [];
}
