import { createEstimate } from '../../../plugin/rules/password-strength';
import type { PasswordRules } from '../../../plugin/rules/password';

type Known = Pick<PasswordRules, 'isBreached' | 'guesses'>;

let known: Promise<Known> | undefined;

async function load(): Promise<Known> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const breached = new Set(dictionary['passwords-common']);
  return {
    isBreached: (password) => breached.has(password),
    guesses: createEstimate(new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })),
  };
}

/**
 * What attackers know: whether a lower-cased password is among the tens of thousands that breaches show most
 * often, and how many guesses others take. Loaded at the first new password: most instances never need it in memory at boot.
 */
export const knownPasswords = (): Promise<Known> => (known ??= load());
