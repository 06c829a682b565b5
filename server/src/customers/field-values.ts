import { z } from 'zod';
import type { FieldError } from '../../../plugin/contract/errors';
import type { FieldValue } from '../../../plugin/contract/customer/profile';
import type { FieldOwner } from '../../../plugin/vocabulary';
import { effectiveLevel, limitsOf, type Field } from './fields';

/** `decimal` columns keep two digits behind the point; SQLite would keep more, PostgreSQL would round. */
const DECIMAL_PLACES = 2;

// eslint-disable-next-line no-control-regex -- naming them is the point
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;
const IS_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;

type Check = { value: FieldValue } | { code: string; message: string };

const wrong = (code: string, message: string): Check => ({ code, message });

function checkText(field: Field, value: unknown): Check {
  if (typeof value !== 'string') return wrong('wrong-type', 'must be text');
  const { regex } = field.attribute;
  const { minLength, maxLength = Infinity } = limitsOf(field);
  const text = field.type === 'email' ? value.trim().toLowerCase() : value.trim();
  if (text.length > maxLength) return wrong('too-long', `may have at most ${maxLength} characters`);
  if (minLength !== undefined && text.length < minLength) return wrong('too-short', `must have at least ${minLength} characters`);
  if (CONTROL.test(text) || (field.type !== 'multiline' && /[\r\n]/u.test(text))) {
    return wrong('not-text', 'contains characters that are not allowed');
  }
  if (field.type === 'email' && !z.email().safeParse(text).success) return wrong('not-an-email', 'is not an email address');
  if (regex && !new RegExp(regex).test(text)) return wrong('wrong-format', 'does not have the expected format');
  return { value: text };
}

function checkNumber(field: Field, value: unknown): Check {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrong('wrong-type', 'must be a number');
  if (field.type === 'integer' && !Number.isSafeInteger(value)) return wrong('not-whole', 'must be a whole number');
  const { min = -Infinity, max = Infinity } = limitsOf(field);
  if (value < min) return wrong('too-small', `must be at least ${min}`);
  if (value > max) return wrong('too-large', `may be at most ${max}`);
  if (field.attribute.type === 'decimal' && Number(value.toFixed(DECIMAL_PLACES)) !== value) {
    return wrong('too-precise', `may have at most ${DECIMAL_PLACES} digits behind the point`);
  }
  return { value };
}

/** A calendar date that exists, between the years that all three databases hold. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  const exact = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
  return exact && date.getUTCFullYear() >= 1000 && date.getUTCFullYear() <= 9999;
}

function checkMoment(field: Field, value: unknown): Check {
  if (typeof value !== 'string') return wrong('wrong-type', 'must be text');
  if (field.type === 'date') return isDate(value) ? { value } : wrong('not-a-date', 'must be a date like 2026-01-31');
  if (field.type === 'time') return IS_TIME.test(value) ? { value: `${value}:00.000` } : wrong('not-a-time', 'must be a time like 09:30');
  const date = new Date(value);
  const valid = z.iso.datetime({ offset: true }).safeParse(value).success && !Number.isNaN(date.getTime());
  // Its offset may move a moment over the bounds of the years.
  return valid && isDate(date.toISOString().slice(0, 10))
    ? { value: date.toISOString() }
    : wrong('not-a-datetime', 'must be a moment like 2026-01-31T09:30:00Z');
}

/** Checks one value against its field's type and constraints and gives the value to store. Pure. */
export function checkValue(field: Field, value: unknown): Check {
  const empty = value === null || (typeof value === 'string' && value.trim() === '');
  if (empty) {
    return effectiveLevel(field) === 'mandatory' ? wrong('required', 'is needed') : { value: null };
  }
  switch (field.type) {
    case 'text':
    case 'multiline':
    case 'email':
      return checkText(field, value);
    case 'integer':
    case 'decimal':
      return checkNumber(field, value);
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrong('wrong-type', 'must be true or false');
    case 'enumeration':
      return typeof value === 'string' && field.attribute.enum?.includes(value)
        ? { value }
        : wrong('not-an-option', 'is not one of the options');
    default:
      return checkMoment(field, value);
  }
}

/**
 * Checks a customer's changes of one record. A hidden field answers as one that does not exist. A
 * save must leave no mandatory field empty, whether or not it is among the changes. Pure.
 */
export function checkChanges(
  owner: FieldOwner,
  fields: Field[],
  changes: Record<string, unknown>,
  stored: Record<string, unknown>,
): { data: Record<string, FieldValue>; errors: FieldError[] } {
  const data: Record<string, FieldValue> = {};
  const errors: FieldError[] = [];
  const refuse = (name: string, code: string, message: string) => errors.push({ path: [owner, name], code, message });
  const visible = new Map(fields.filter((field) => field.level !== 'hidden').map((field) => [field.name, field]));
  for (const [name, value] of Object.entries(changes)) {
    const field = visible.get(name);
    if (!field) refuse(name, 'unknown-key', 'is not known here');
    else if (field.level === 'read-only') refuse(name, 'read-only', 'cannot be changed here');
    else {
      const checked = checkValue(field, value);
      if ('value' in checked) data[name] = checked.value;
      else refuse(name, checked.code, checked.message);
    }
  }
  for (const field of visible.values()) {
    const untouched = !Object.hasOwn(changes, field.name);
    const value = stored[field.name];
    const empty = value === null || value === undefined || value === '';
    if (untouched && empty && effectiveLevel(field) === 'mandatory') refuse(field.name, 'required', 'is needed');
  }
  return { data, errors };
}
