import type { ScalarValue } from '../../../plugin/fields/scalar';
import type { ScalarType } from '../../../plugin/vocabulary';
import type { Problem } from '../forms/problems';

/** What stands in a control: always text, empty for nothing. */
export type Draft = string;

/** What somebody typed could not be read as the field's type. */
export interface Unreadable {
  unreadable: Problem['message'];
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** An instant as the browser's own clock shows it: `2026-03-04T09:30`, what a datetime-local input takes. */
function toLocal(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '';
  const day = `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The decimal sign of a language: `,` in German. */
const decimalSign = (locale: string): string =>
  new Intl.NumberFormat(locale).formatToParts(1.1).find(({ type }) => type === 'decimal')?.value ?? '.';

/** A number as its reader types it: their decimal sign, no groups. */
const formatDecimal = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 20 }).format(value);

/**
 * A number as people type it: their decimal sign or a point, groups where they are unambiguous.
 * Undefined where it cannot be read, or where it could be read in two ways (`1.234` in German).
 */
export function parseDecimal(text: string, locale: string): number | undefined {
  const sign = decimalSign(locale);
  const group = sign === ',' ? '.' : ',';
  let plain = text.replace(/[\s'’]/gu, '').replace('−', '-');
  if (plain.includes(group)) {
    const whole = new RegExp(`^-?\\d{1,3}(?:[${group}]\\d{3})+(?:[${sign}]\\d+)?$`, 'u');
    if (whole.test(plain)) {
      // `1.234` alone: groups or decimals? Somebody has to say.
      if (group === '.' && !plain.includes(sign) && plain.split(group).length === 2) return undefined;
      plain = plain.replaceAll(group, '');
    } else if (group !== '.' || plain.includes(sign)) {
      return undefined;
    }
  }
  plain = plain.replace(sign, '.');
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)$/u.test(plain)) return undefined;
  return Number(plain);
}

/** What a control shows for a value. */
export function toDraft(type: ScalarType, value: ScalarValue, locale: string): Draft {
  if (value === null) return '';
  switch (type) {
    case 'decimal':
    case 'integer':
      return typeof value === 'number' ? formatDecimal(value, locale) : String(value);
    case 'datetime':
      return toLocal(String(value));
    case 'time':
      return String(value).slice(0, 5);
    default:
      return String(value);
  }
}

/** What the server gets for what stands in a control. */
export function fromDraft(type: ScalarType, draft: Draft, locale: string): ScalarValue | Unreadable {
  const text = type === 'multiline' ? draft.replace(/\r\n?/gu, '\n').trim() : draft.trim();
  if (text === '') return null;
  switch (type) {
    case 'integer': {
      const number = parseDecimal(text, locale);
      return number !== undefined && Number.isSafeInteger(number) ? number : { unreadable: 'problem.integer' };
    }
    case 'decimal': {
      const number = parseDecimal(text, locale);
      return number !== undefined && Number.isFinite(number) ? number : { unreadable: 'problem.decimal' };
    }
    case 'biginteger': {
      const digits = text.replace(/[\s'’]/gu, '');
      return /^-?\d+$/u.test(digits) ? digits : { unreadable: 'problem.integer' };
    }
    case 'boolean':
      return text === 'true';
    case 'datetime': {
      const date = new Date(text);
      return Number.isNaN(date.getTime()) ? { unreadable: 'problem.date' } : date.toISOString();
    }
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/u.test(text) ? text : { unreadable: 'problem.date' };
    case 'time':
      return /^\d{2}:\d{2}$/u.test(text) ? text : { unreadable: 'problem.time' };
    default:
      return text;
  }
}

export const isUnreadable = (value: ScalarValue | Unreadable): value is Unreadable => typeof value === 'object' && value !== null;
