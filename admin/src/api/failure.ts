import { isFetchError } from '@strapi/admin/strapi-admin';
import type { ErrorCode, FieldError } from '../../../plugin/contract/errors';

/**
 * Why a call did not work: what the server said, or `unreachable` when it said nothing. `lock-out` is
 * a conflict with nobody: the change would leave customers no way to sign in.
 */
export class ApiFailure extends Error {
  constructor(
    readonly code: ErrorCode | 'unreachable' | 'unknown' | 'lock-out',
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
