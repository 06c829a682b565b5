/**
 * Whether what somebody typed fits its field: the rules of both sides, so that the portal says what
 * the server would say. Pure, without zod: the portal's bundle carries it.
 */
import type { FieldErrorCode } from '../contract/errors';
import { CONTROL_CHARACTERS } from '../rules/control-characters';
import { canonicalEmail } from '../rules/email';
import type { PortalField } from './field';

/** The value to keep, or what is wrong with it: a stable code and an English message for developers. */
export type Checked<T = unknown> = { value: T } | { code: FieldErrorCode<'value'>; message: string; limit?: number };

/** How closely values are looked at. */
export interface Thoroughness {
  complete: boolean;
  matches?: (pattern: string, text: string, field: string) => boolean;
}

const isMatch = (pattern: string, text: string, _field: string): boolean => new RegExp(pattern).test(text);

/** What one field of text, numbers, moments or options keeps. */
export type ScalarValue = string | number | boolean | null;

/** Digits behind the point that a `decimal` column keeps; SQLite would keep more, PostgreSQL would round. */
export const DECIMAL_PLACES = 2;
/** Bounds of a 64-bit column. */
const BIG_MAX = 9_223_372_036_854_775_807n;

const IS_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;
const IS_MOMENT = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/u;

const wrong = (code: FieldErrorCode<'value'>, message: string, limit?: number): Exclude<Checked, { value: unknown }> => ({
  code,
  message,
  ...(limit !== undefined && { limit }),
});

function checkText(field: PortalField, value: unknown, complete: boolean, matches: typeof isMatch): Checked<string> {
  if (typeof value !== 'string') return wrong('wrong-type', 'must be text');
  const { minLength, maxLength = Infinity, pattern } = field;
  const email = field.type === 'email' ? canonicalEmail(value) : null;
  const text = email ?? value.trim();
  if (text.length > maxLength) return wrong('too-long', `may have at most ${maxLength} characters`, maxLength);
  if (CONTROL_CHARACTERS.test(text) || (field.type !== 'multiline' && /[\r\n]/u.test(text))) {
    return wrong('not-text', 'contains characters that are not allowed');
  }
  if (!complete) return { value: text };
  if (minLength !== undefined && text.length < minLength) {
    return wrong('too-short', `must have at least ${minLength} characters`, minLength);
  }
  if (field.type === 'email' && email === null) return wrong('not-an-email', 'is not an email address');
  if (pattern !== undefined && !matches(pattern, text, field.name)) return wrong('wrong-format', 'does not have the expected format');
  return { value: text };
}

function checkNumber(field: PortalField, value: unknown, complete: boolean): Checked<number> {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrong('wrong-type', 'must be a number');
  if (field.type === 'integer' && !Number.isSafeInteger(value)) return wrong('not-whole', 'must be a whole number');
  const { min = -Infinity, max = Infinity, places } = field;
  if (complete && value < min) return wrong('too-small', `must be at least ${min}`, min);
  if (complete && value > max) return wrong('too-large', `may be at most ${max}`, max);
  if (places !== undefined && Number(value.toFixed(places)) !== value) {
    return wrong('too-precise', `may have at most ${places} digits behind the point`, places);
  }
  return { value };
}

/** Whole numbers of 64 bits travel as digits, since JSON numbers do not hold all of them; one that they do hold is taken too. */
function checkBigInteger(field: PortalField, value: unknown, complete: boolean): Checked<string> {
  const digits = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof digits !== 'string' || !/^-?\d{1,19}$/u.test(digits.trim())) return wrong('not-whole', 'must be a whole number');
  const number = BigInt(digits.trim());
  const { min, max } = field;
  if (number > BIG_MAX) return wrong('too-large', 'is too large a number');
  if (number < -BIG_MAX) return wrong('too-small', 'is too small a number');
  if (complete && min !== undefined && number < BigInt(Math.ceil(min))) return wrong('too-small', `must be at least ${min}`, min);
  if (complete && max !== undefined && number > BigInt(Math.floor(max))) return wrong('too-large', `may be at most ${max}`, max);
  return { value: number.toString() };
}

/** A calendar date that exists, between the years that all three databases hold. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  const exact = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
  return exact && date.getUTCFullYear() >= 1000 && date.getUTCFullYear() <= 9999;
}

function checkMoment(field: PortalField, value: unknown): Checked<string> {
  if (typeof value !== 'string') return wrong('wrong-type', 'must be text');
  if (field.type === 'date') return isDate(value) ? { value } : wrong('not-a-date', 'must be a date like 2026-01-31');
  if (field.type === 'time') return IS_TIME.test(value) ? { value: `${value}:00.000` } : wrong('not-a-time', 'must be a time like 09:30');
  const date = new Date(value);
  const valid = IS_MOMENT.test(value) && isDate(value.slice(0, 10)) && !Number.isNaN(date.getTime());
  // Its offset may move a moment over the bounds of the years.
  return valid && isDate(date.toISOString().slice(0, 10))
    ? { value: date.toISOString() }
    : wrong('not-a-datetime', 'must be a moment like 2026-01-31T09:30:00Z');
}

/** Nothing, or text of nothing but space. */
export const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/**
 * Checks one value of text, a number, a moment, a switch or an option, and gives the value to store.
 * `complete: false` takes what is still being typed: of the right type and not too long. `matches` is
 * how a text is held against a pattern, where that needs care.
 */
export function checkScalar(
  field: PortalField,
  value: unknown,
  { complete, matches = isMatch }: Thoroughness = { complete: true },
): Checked<ScalarValue> {
  if (isBlank(value)) return complete && field.level === 'mandatory' ? wrong('required', 'is needed') : { value: null };
  switch (field.type) {
    case 'text':
    case 'multiline':
    case 'email':
      return checkText(field, value, complete, matches);
    case 'integer':
    case 'decimal':
      return checkNumber(field, value, complete);
    case 'biginteger':
      return checkBigInteger(field, value, complete);
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrong('wrong-type', 'must be true or false');
    case 'enumeration':
      return typeof value === 'string' && field.options?.includes(value) ? { value } : wrong('not-an-option', 'is not one of the options');
    case 'date':
    case 'time':
    case 'datetime':
      return checkMoment(field, value);
    default:
      return wrong('read-only', 'cannot be changed here');
  }
}
