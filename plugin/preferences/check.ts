import type { FieldErrorCode } from '../contract/errors';
import { COLOUR } from '../rules/colour';
import { CONTROL_CHARACTERS, NOT_ONE_LINE } from '../rules/control-characters';
import { canonicalEmail, emailsIn } from '../rules/email';
import { isCurrency } from '../rules/money/currency';
import { isBic, isIban, isUpiAddress } from '../rules/payments/bank-account';
import { portalNameProblem } from '../rules/portal-name';
import { isTimeZone } from '../rules/time-zone';
import { LANGUAGES } from '../vocabulary';
import type { Shape, TextFormat } from './shapes';

/** What is wrong with a value: where in it, and a code that the panel has words for. */
export interface ValueProblem {
  path: string[];
  code: FieldErrorCode;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const FORMATS: Record<TextFormat, (text: string) => FieldErrorCode | undefined> = {
  line: (text) => (NOT_ONE_LINE.test(text) ? 'invalid-format' : undefined),
  lines: (text) => (CONTROL_CHARACTERS.test(text) ? 'invalid-format' : undefined),
  email: (text) => (canonicalEmail(text) === null ? 'not-an-email' : undefined),
  emails: (text) => (emailsIn(text) === null ? 'not-an-email' : undefined),
  colour: (text) => (COLOUR.test(text.trim().toLowerCase()) ? undefined : 'invalid-format'),
  'portal-name': (text) => {
    const problem = portalNameProblem(text);
    return problem && `portal-name-${problem}`;
  },
  'time-zone': (text) => (isTimeZone(text) ? undefined : 'invalid-format'),
  currency: (text) => (isCurrency(text) ? undefined : 'invalid-format'),
  iban: (text) => (isIban(text) ? undefined : 'invalid-format'),
  bic: (text) => (isBic(text) ? undefined : 'invalid-format'),
  upi: (text) => (isUpiAddress(text) ? undefined : 'invalid-format'),
};

/** What is wrong with a text. White space around plain text does not count. */
function textProblem(
  value: unknown,
  { format, max, required }: { format: TextFormat; max: number; required?: true },
): FieldErrorCode | undefined {
  if (typeof value !== 'string') return 'invalid-type';
  const plain = format === 'line' || format === 'lines' || format === 'emails';
  const text = plain ? value.trim() : value;
  if (text === '' && format !== 'portal-name') return required ? 'required' : undefined;
  return plain && text.length > max ? 'too-big' : FORMATS[format](text);
}

/** What is wrong with a record of exactly these keys. */
function recordProblems(value: unknown, keys: readonly string[], of: (member: unknown, key: string) => ValueProblem[]): ValueProblem[] {
  if (!isRecord(value) || Object.keys(value).length !== keys.length) return [{ path: [], code: 'invalid-type' }];
  return keys.flatMap((key) => of(value[key], key).map(({ path, code }) => ({ path: [key, ...path], code })));
}

const problem = (code: FieldErrorCode | undefined): ValueProblem[] => (code === undefined ? [] : [{ path: [], code }]);
const switchProblems = (value: unknown): ValueProblem[] => problem(typeof value === 'boolean' ? undefined : 'invalid-type');

/**
 * What is wrong with a value of a preference; nothing where it can be saved. The same rule as the schema that
 * `plugin/settings/from-catalogue.ts` makes of the entry (a property test holds them together), without its library:
 * for the admin's forms.
 */
export function problemsIn(shape: Shape, value: unknown): ValueProblem[] {
  switch (shape.shape) {
    case 'switch':
      return switchProblems(value);
    case 'choice':
      return problem(shape.choices.includes(value as string) ? undefined : 'invalid-value');
    case 'number':
      if (!Number.isSafeInteger(value)) return problem('not-whole');
      return problem(Number(value) < shape.min ? 'too-small' : Number(value) > shape.max ? 'too-big' : undefined);
    case 'text':
      return problem(textProblem(value, shape));
    case 'localized-text':
      return recordProblems(value, LANGUAGES, (text) => problem(textProblem(text, shape)));
    case 'matrix':
      return recordProblems(value, shape.rows, (row) => recordProblems(row, shape.columns, switchProblems));
  }
}

/** A stored value with the languages, rows and columns that came since from the defaults, and without those that went. */
export function completed(shape: Shape, stored: unknown): unknown {
  if (stored === undefined) return shape.default;
  if ((shape.shape !== 'matrix' && shape.shape !== 'localized-text') || !isRecord(stored)) return stored;
  const fill = (value: unknown, given: unknown): unknown =>
    isRecord(value) && isRecord(given)
      ? Object.fromEntries(
          Object.entries(value).map(([key, member]) => [key, Object.hasOwn(given, key) ? fill(member, given[key]) : member]),
        )
      : given;
  return fill(shape.default, stored);
}
