import { ERRORS, type ErrorBody, type ErrorCode, type FieldError, type FieldErrorCode } from '../../../plugin/contract/errors';
import type { ProofChallenge } from '../../../plugin/contract/proof';

/**
 * The one error that features throw. The binder turns it into Strapi's error shape. It is not a
 * Strapi error class on purpose: Strapi's router swallows the details of its own 401 and 403.
 */
export class PortalError extends Error {
  readonly code: ErrorCode;
  readonly fieldErrors?: FieldError[];
  /** Seconds until a retry makes sense (RFC 9110 §10.2.3). */
  readonly retryAfter?: number;
  /** What to solve to be let through before that. */
  readonly challenge?: ProofChallenge;

  constructor(code: ErrorCode, more: { message?: string; errors?: FieldError[]; retryAfter?: number; challenge?: ProofChallenge } = {}) {
    super(more.message ?? ERRORS[code][2]);
    this.name = 'PortalError';
    this.code = code;
    this.fieldErrors = more.errors;
    this.retryAfter = more.retryAfter;
    this.challenge = more.challenge;
  }

  /** The response that says it. */
  get body(): { data: null; error: ErrorBody } {
    const [status, name] = ERRORS[this.code];
    return {
      data: null,
      error: {
        status,
        name,
        message: this.message,
        details: {
          code: this.code,
          ...(this.fieldErrors && { errors: this.fieldErrors }),
          ...(this.retryAfter !== undefined && { retryAfter: this.retryAfter }),
          ...(this.challenge && { challenge: this.challenge }),
        },
      },
    };
  }
}

/** A refusal of one field. */
export const fieldError = (
  path: FieldError['path'],
  code: FieldErrorCode,
  message: string,
  refusal: 'invalid-request' | 'weak-password' | 'wrong-password' = 'invalid-request',
): PortalError => new PortalError(refusal, { errors: [{ path, code, message }] });
