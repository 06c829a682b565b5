import { isFetchError } from '@strapi/admin/strapi-admin';
import type { ErrorCode, FieldError } from '../../../plugin/contract/errors';

/** Why a call did not work: what the server said, or `unreachable` when it said nothing. */
export class ApiFailure extends Error {
  constructor(
    readonly code: ErrorCode | 'unreachable' | 'unknown',
    readonly status: number | undefined,
    readonly fieldErrors: FieldError[],
    message: string,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }
}

interface Details {
  code?: ErrorCode;
  errors?: FieldError[];
}

/** Whatever Strapi's fetch client threw, as an `ApiFailure`. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  if (!isFetchError(error)) {
    return new ApiFailure('unreachable', undefined, [], error instanceof Error ? error.message : String(error));
  }
  const answer = error.response?.data.error;
  const status = answer?.status ?? error.status;
  const details = (answer?.details ?? {}) as Details;
  const fallback = status === 403 ? 'not-allowed' : status === 404 ? 'not-found' : 'unknown';
  return new ApiFailure(details.code ?? fallback, status, details.errors ?? [], error.message);
}

/**
 * Errors by field name, for the form. The server's paths start at the request (`body`, `values`);
 * the form's names start behind that.
 */
export function errorsByField(failure: ApiFailure): Map<string, FieldError> {
  const entries = failure.fieldErrors.map((fieldError): [string, FieldError] => {
    const path = fieldError.path.map(String);
    while (path[0] === 'body' || path[0] === 'values') path.shift();
    // The levels of customer fields have flat names in their form: `customer/phone`.
    return [path[0] === 'levels' ? path.slice(1).join('/') : path.join('.'), fieldError];
  });
  return new Map(entries.reverse());
}
