import type { FieldError } from '../../../plugin/contract/errors';
import type { ApiError } from '../api/api-error';
import type { MessageId } from '../language/messages';

/** What is wrong with one field: a message and the numbers that it mentions. */
export interface Problem {
  /** The field as the form names it: `email`, `customer.phone`. */
  field: string;
  message: Extract<MessageId, `problem.${string}`>;
  values?: Record<string, number>;
}

/** Bounds that messages mention; whatever is known of the field. */
export interface Bounds {
  min?: number;
  max?: number;
  minLength?: number;
  maxLength?: number;
}

const MESSAGES: Record<string, Problem['message']> = {
  required: 'problem.required',
  'invalid-email': 'problem.email',
  email: 'problem.email',
  integer: 'problem.integer',
  number: 'problem.decimal',
  date: 'problem.date',
  time: 'problem.time',
  'too-small': 'problem.too-small',
  'too-large': 'problem.too-large',
  'too-short': 'problem.too-short',
  'too-long': 'problem.too-long',
  pattern: 'problem.pattern',
  'not-unique': 'problem.not-unique',
  'read-only': 'problem.read-only',
  'password-too-short': 'problem.password-too-short',
  'password-too-long': 'problem.password-too-long',
  'password-breached': 'problem.password-breached',
  'password-personal': 'problem.password-personal',
};

/** Messages that cannot be read without a number. */
const NEEDS: Partial<Record<Problem['message'], 'min' | 'max'>> = {
  'problem.too-small': 'min',
  'problem.too-large': 'max',
  'problem.too-short': 'min',
  'problem.too-long': 'max',
  'problem.password-too-short': 'min',
  'problem.password-too-long': 'max',
};

/** A problem with its message's numbers, or the general one where a number is not known. */
export function problemOf(field: string, message: Problem['message'], bounds: Bounds = {}): Problem {
  const needs = NEEDS[message];
  if (!needs) return { field, message };
  const length = message.includes('short') || message.includes('long');
  const bound = length ? bounds[`${needs}Length`] : bounds[needs];
  return bound === undefined ? { field, message: 'problem.invalid' } : { field, message, values: { [needs]: bound } };
}

/** A field error of the server's, by its code and never by its message, which is for developers. */
export const serverProblem = ({ path, code }: FieldError, bounds?: Bounds): Problem =>
  problemOf(path.join('.'), MESSAGES[code] ?? 'problem.invalid', bounds);

/**
 * Splits what the server refused into problems at fields that the form has and whether something
 * is left to say above the form.
 */
export function splitErrors(
  error: ApiError,
  fields: ReadonlyMap<string, Bounds>,
): { problems: Problem[]; rest: boolean } {
  const problems = error.fieldErrors
    .filter(({ path }) => fields.has(path.join('.')))
    .map((fieldError) => serverProblem(fieldError, fields.get(fieldError.path.join('.'))));
  return { problems, rest: problems.length === 0 || problems.length < error.fieldErrors.length };
}

/** Whole minutes to wait, at least one; 0 where the server did not say. */
export const minutesOf = (seconds: number | undefined): number =>
  seconds === undefined ? 0 : Math.max(1, Math.ceil(seconds / 60));

/** Whether this could be an address; the server decides. */
export const looksLikeEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value.trim());
