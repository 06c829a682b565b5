import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs } from '@zxcvbn-ts/language-common';
import { passwordProblem } from '../../../plugin/rules/password';
import { createEstimate } from '../../../plugin/rules/password-strength';
import { portal } from '../portal-data';

const guesses = createEstimate(new ZxcvbnFactory({ graphs: adjacencyGraphs }));

/** Whether the server would call a password easy to guess, as far as that can be seen without its lists. */
export const isGuessable = (password: string): boolean =>
  passwordProblem(password, { ...portal.password, guesses, isBreached: () => false, personal: [] }) === 'password-guessable';
