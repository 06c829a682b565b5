import type { ErrorCode, FieldError } from '../../../plugin/contract/errors';
import type { ProofChallenge } from '../../../plugin/contract/proof';

/**
 * Failures that have no code of the server's: it was not reached, it answered what nobody declared,
 * the browser's own dialog for passkeys ended without one, or there is no room for another factor.
 */
export type ClientErrorCode =
  | 'network'
  | 'unexpected'
  | 'passkey-cancelled'
  | 'passkey-exists'
  | 'passkey-unsupported'
  | 'passkey-failed'
  | 'factors-full';

/** A call that did not succeed. */
export class ApiError extends Error {
  readonly code: ErrorCode | ClientErrorCode;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly fieldErrors: readonly FieldError[];
  /** Seconds until a retry makes sense. */
  readonly retryAfter: number | undefined;
  /** What a proof of work is asked for, where one lets the request through. */
  readonly challenge: ProofChallenge | undefined;
  /** What customers tell support so that the request can be found: its id, or when it was made. */
  readonly reference: string;

  constructor(
    code: ErrorCode | ClientErrorCode,
    more: {
      status?: number;
      fieldErrors?: readonly FieldError[];
      retryAfter?: number;
      challenge?: ProofChallenge;
      reference?: string;
    } = {},
  ) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.status = more.status ?? 0;
    this.fieldErrors = more.fieldErrors ?? [];
    this.retryAfter = more.retryAfter;
    this.challenge = more.challenge;
    this.reference = more.reference ?? new Date().toISOString();
  }
}

/** Whatever was thrown, as an ApiError. */
export const asApiError = (error: unknown): ApiError => (error instanceof ApiError ? error : new ApiError('unexpected'));

/** Whether `error` is an ApiError with this code. */
export const hasCode = (error: unknown, code: ApiError['code']): boolean => error instanceof ApiError && error.code === code;
