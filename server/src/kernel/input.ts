import type { z } from 'zod';
import type { FieldError, FieldErrorCode } from '../../../plugin/contract/errors';
import { fieldError, PortalError } from '../platform/errors';

const MAX_DEPTH = 20;

const unknownKey = (path: FieldError['path']): PortalError => fieldError(path, 'unknown-key', 'is not known here');

/**
 * Refuses what no endpoint wants whatever its schema says: NUL bytes (PostgreSQL cannot store
 * them), lone surrogates (no valid UTF-8), numbers that JSON carries but JavaScript cannot hold
 * exactly, and nesting that only an attacker writes.
 */
export function refuseHostileValues(value: unknown, path: (string | number)[] = []): void {
  const refuse = (code: FieldErrorCode, message: string): never => {
    throw fieldError(path, code, message);
  };
  if (path.length > MAX_DEPTH) refuse('too-deep', 'is nested too deeply');
  if (typeof value === 'string') {
    if (value.includes('\0')) refuse('not-text', 'contains a NUL character');
    if (!value.isWellFormed()) refuse('not-text', 'is not valid Unicode');
  } else if (typeof value === 'number') {
    const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    if (!exact) refuse('number-too-large', 'is too large a number');
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => refuseHostileValues(item, [...path, index]));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      // zod passes over this key without a word, since objects cannot safely carry it.
      if (key === '__proto__') throw unknownKey([...path, key]);
      refuseHostileValues(key, path);
      refuseHostileValues(item, [...path, key]);
    }
  }
}

type Issue = z.core.$ZodIssue;
/** zod's codes in our spelling; types tell where an update brings another. */
type ZodCode = Hyphenated<Exclude<Issue['code'], 'unrecognized_keys'>>;
type Hyphenated<S extends string> = S extends `${infer A}_${infer B}` ? `${A}-${Hyphenated<B>}` : S;

/** The errors that one issue of zod stands for. */
function fieldErrorsOf(issue: Issue): FieldError[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], code: 'unknown-key', message: 'is not known here' }));
  }
  const own = issue.code === 'custom' ? (issue.params as { code?: FieldErrorCode } | undefined)?.code : undefined;
  return [{ path, code: own ?? (issue.code.replaceAll('_', '-') as ZodCode), message: issue.message }];
}

/** Parses one part of a request, or throws `invalid-request` with an error for each wrong field. */
export function parse<T extends z.ZodType>(schema: T, value: unknown, where: (string | number)[] = []): z.output<T> {
  refuseHostileValues(value, where);
  return parseKnown(schema, value, where);
}

/** The same for what has been parsed before as a part of something whose schema says less of it. */
export function parseKnown<T extends z.ZodType>(schema: T, value: unknown, where: (string | number)[] = []): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(fieldErrorsOf).slice(0, 50);
  throw new PortalError('invalid-request', {
    errors: errors.map((error) => ({ ...error, path: [...where, ...error.path] })),
  });
}
