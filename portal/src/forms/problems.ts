import type { FieldError, FieldErrorCode } from '../../../plugin/contract/errors';
import type { ApiError } from '../api/api-error';
import type { MessageId } from '../language/messages';

/** What is wrong with one field: a message and the numbers that it mentions. */
export interface Problem {
  /** The field as the form names it: `email`, `customer.phone`. */
  field: string;
  message: Extract<MessageId, `problem.${string}`>;
  values?: Record<string, string | number>;
}

/** Bounds that messages mention; whatever is known of the field. */
export interface Bounds {
  min?: number;
  max?: number;
  minLength?: number;
  maxLength?: number;
}

/** What customers can meet, and of what does not even fit the contract what they can mend. */
const MESSAGES: Record<FieldErrorCode<'value' | 'account'>, Problem['message']> & Partial<Record<FieldErrorCode, Problem['message']>> = {
  required: 'problem.required',
  invalid: 'problem.invalid',
  'wrong-type': 'problem.invalid',
  'not-rich-text': 'problem.invalid',
  'not-an-email': 'problem.email',
  'not-whole': 'problem.integer',
  'not-a-date': 'problem.date',
  'not-a-datetime': 'problem.date',
  'not-a-time': 'problem.time',
  'not-an-option': 'problem.option',
  'not-text': 'problem.characters',
  'wrong-format': 'problem.pattern',
  html: 'problem.html',
  'unsafe-link': 'problem.unsafe-link',
  'number-too-large': 'problem.too-large',
  'too-small': 'problem.too-small',
  'too-large': 'problem.too-large',
  'too-short': 'problem.too-short',
  'too-long': 'problem.too-long',
  'too-precise': 'problem.precise',
  'too-many': 'problem.too-many',
  'too-few': 'problem.too-few',
  twice: 'problem.twice',
  'no-such-file': 'problem.file-gone',
  'no-such-record': 'problem.record-gone',
  'not-unique': 'problem.unique',
  'read-only': 'problem.read-only',
  // A field that was hidden after the form had been loaded.
  'unknown-key': 'problem.read-only',
  'wrong-password': 'problem.wrong-password',
  'wrong-code': 'problem.wrong-code',
  'wrong-recovery-code': 'problem.wrong-recovery-code',
  'password-too-short': 'problem.password-too-short',
  'password-too-long': 'problem.password-too-long',
  'password-breached': 'problem.password-breached',
  'password-personal': 'problem.password-personal',
  'password-guessable': 'problem.password-guessable',
  'password-unchanged': 'problem.password-unchanged',
};

/** Messages that mention a bound, and what to say where it is not known. */
const BOUNDED: Partial<Record<Problem['message'], { bound: keyof Bounds; name: 'min' | 'max'; plain: Problem['message'] }>> = {
  'problem.too-small': { bound: 'min', name: 'min', plain: 'problem.larger' },
  'problem.too-large': { bound: 'max', name: 'max', plain: 'problem.smaller' },
  'problem.too-short': { bound: 'minLength', name: 'min', plain: 'problem.longer' },
  'problem.too-long': { bound: 'maxLength', name: 'max', plain: 'problem.shorter' },
  'problem.too-many': { bound: 'max', name: 'max', plain: 'problem.fewer' },
  'problem.too-few': { bound: 'min', name: 'min', plain: 'problem.more' },
  'problem.password-too-short': { bound: 'minLength', name: 'min', plain: 'problem.longer' },
  'problem.password-too-long': { bound: 'maxLength', name: 'max', plain: 'problem.shorter' },
};

/** A problem with the number that its message mentions, or a plainer message where that is not known. */
export function problemOf(field: string, message: Problem['message'], bounds: Bounds = {}): Problem {
  const bounded = BOUNDED[message];
  if (!bounded) return { field, message };
  const bound = bounds[bounded.bound];
  return bound === undefined ? { field, message: bounded.plain } : { field, message, values: { [bounded.name]: bound } };
}

/** A field error of the server's, by its code and never by its message, which is for developers. */
export const serverProblem = ({ path, code }: FieldError, bounds?: Bounds): Problem =>
  problemOf(path.join('.'), MESSAGES[code] ?? 'problem.invalid', bounds);

/**
 * Splits what the server refused into problems at fields that the form has and whether something
 * is left to say above the form.
 */
export function splitErrors(error: ApiError, fields: ReadonlyMap<string, Bounds>): { problems: Problem[]; rest: boolean } {
  const problems = error.fieldErrors
    .filter(({ path }) => fields.has(path.join('.')))
    .map((fieldError) => serverProblem(fieldError, fields.get(fieldError.path.join('.'))));
  return { problems, rest: problems.length === 0 || problems.length < error.fieldErrors.length };
}

/** Whole minutes to wait, at least one; 0 where the server did not say. */
export const minutesOf = (seconds: number | undefined): number => (seconds === undefined ? 0 : Math.max(1, Math.ceil(seconds / 60)));
