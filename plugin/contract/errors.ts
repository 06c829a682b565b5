import type { ProofChallenge } from './proof';

/**
 * Every error an endpoint may answer with: the stable `details.code`, the HTTP status, Strapi's
 * error name and the default English message. Clients translate by code, never by message.
 */
export const ERRORS = {
  'invalid-request': [400, 'ValidationError', 'The request is not valid. Check the fields listed in details.errors.'],
  'malformed-body': [400, 'ValidationError', 'The body is not valid JSON.'],
  'weak-password': [400, 'ValidationError', 'This password cannot be used. Choose another one.'],
  'publishing-refused': [400, 'ApplicationError', 'The project does not let this be published.'],
  'invalid-link': [400, 'ApplicationError', 'This link is not valid any more. Ask for a new one.'],
  'signed-out': [401, 'UnauthorizedError', 'Sign in to continue.'],
  'wrong-credentials': [401, 'UnauthorizedError', 'Email or password is wrong.'],
  'factor-required': [401, 'UnauthorizedError', 'Prove your second factor to finish signing in.'],
  'wrong-password': [403, 'ForbiddenError', 'The current password is wrong.'],
  'cross-site-request': [403, 'ForbiddenError', 'The request does not come from the portal.'],
  'not-allowed': [403, 'ForbiddenError', 'You are not allowed to do this.'],
  'preference-off': [403, 'ForbiddenError', 'This is switched off in the portal settings.'],
  'wrong-code': [403, 'ForbiddenError', 'The code is wrong, too old or was used already.'],
  'wrong-passkey': [403, 'ForbiddenError', 'The passkey could not be verified.'],
  'sso-only': [403, 'ForbiddenError', 'Sign in through your organisation.'],
  'step-up-required': [403, 'ForbiddenError', 'Confirm that it is you to continue.'],
  'no-room': [403, 'ForbiddenError', 'There is no room for more. Remove some first.'],
  'no-access': [403, 'ForbiddenError', 'Your access to the portal is switched off. Contact the organisation.'],
  'not-found': [404, 'NotFoundError', 'Not found.'],
  conflict: [409, 'ConflictError', 'Somebody else changed this in the meantime. Load it again to see the change.'],
  'payment-pending': [409, 'ConflictError', 'A payment of this is not settled yet. Wait until it is, or give it up first.'],
  'amount-changed': [409, 'ConflictError', 'What is left to pay has changed. Look at it again before you pay.'],
  'contact-exists': [409, 'ConflictError', 'There is a contact with this email address already.'],
  'already-member': [409, 'ConflictError', 'This contact acts for this customer already.'],
  'team-changes': [409, 'ConflictError', "The team's own draft has changes that would be published too. Look at them first."],
  'submission-outdated': [409, 'ConflictError', 'Some of what was submitted would be left out by now. Look at it first.'],
  'factor-needed': [409, 'ConflictError', 'A second factor is required here: add another one before you remove the last.'],
  'email-missing': [409, 'ConflictError', 'There is nobody to write to: the customer has no contact that can receive mail.'],
  'last-way-in': [409, 'ConflictError', 'This is the only way to sign in. Set a password first.'],
  'body-too-large': [413, 'PayloadTooLargeError', 'The request is too large.'],
  'unsupported-media-type': [415, 'ValidationError', 'Send JSON with the content type application/json, not compressed.'],
  'range-not-satisfiable': [416, 'RangeNotSatisfiableError', 'The file has no such bytes.'],
  'idempotency-key-reused': [422, 'UnprocessableEntityError', 'This Idempotency-Key came with another request before. Use a new one.'],
  'too-many-requests': [429, 'RateLimitError', 'Too many attempts. Try again later.'],
  'publishing-failed': [
    500,
    'InternalServerError',
    "This could not be published because of an error on the server. The server's log says more.",
  ],
  'pdf-failed': [500, 'InternalServerError', "The PDF could not be made. The server's log says why."],
  'provider-unreachable': [502, 'BadGatewayError', 'The provider does not answer, or not as it should.'],
} as const satisfies Record<string, readonly [status: number, name: string, message: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** What may be wrong with one field, by what it is about. Clients translate by code, and have words for each that they can meet. */
export const FIELD_ERRORS = {
  /** It does not fit the contract; zod's own codes, in our spelling, are among them. */
  schema: [
    'custom',
    'invalid-element',
    'invalid-format',
    'invalid-key',
    'invalid-type',
    'invalid-union',
    'invalid-value',
    'not-multiple-of',
    'number-too-large',
    'too-big',
    'too-deep',
    'unknown-key',
  ],
  /** What somebody typed does not fit its field; `invalid` is a rule of Strapi's or of the project's. */
  value: [
    'html',
    'invalid',
    'no-such-file',
    'no-such-record',
    'not-a-date',
    'not-a-datetime',
    'not-a-time',
    'not-an-email',
    'not-an-option',
    'not-rich-text',
    'not-text',
    'not-unique',
    'not-whole',
    'read-only',
    'required',
    'too-few',
    'too-large',
    'too-long',
    'too-many',
    'too-precise',
    'too-short',
    'too-small',
    'twice',
    'unsafe-link',
    'wrong-format',
    'wrong-type',
  ],
  file: ['empty-file', 'too-many-pixels', 'unsafe-file', 'wrong-file-kind', 'wrong-file-type'],
  /** Passwords and codes of one's own account; of the codes the portal says so itself, at their field. */
  account: [
    'password-breached',
    'password-guessable',
    'password-personal',
    'password-too-long',
    'password-too-short',
    'password-unchanged',
    'wrong-code',
    'wrong-password',
    'wrong-recovery-code',
  ],
  /** Met by editors only. `refused` comes with the words of Strapi or of the project's code. */
  editor: [
    'connection-untested',
    'default-wrong',
    'fixed',
    'level-not-possible',
    'no-draft-and-publish',
    'no-such-customer',
    'not-an-address',
    'pdf-broken',
    'pdf-protected',
    'portal-name-characters',
    'portal-name-reserved',
    'portal-name-too-long',
    'portal-name-too-short',
    'refused',
    'tab-url-has-credentials',
    'tab-url-not-a-url',
    'tab-url-not-https',
    'tab-url-own-origin',
    'too-many-modules',
    'too-many-tabs',
    'type-gone',
  ],
  /** What of a submission does not hold any more when it is approved. */
  submission: ['field-closed', 'module-off', 'not-for-library', 'not-on-server', 'type-changed', 'wrong-kind'],
  /** An identity provider's metadata that cannot be used. */
  metadata: [
    'metadata-address',
    'metadata-certificate-unreadable',
    'metadata-doctype',
    'metadata-expired',
    'metadata-no-certificate',
    'metadata-no-provider',
    'metadata-no-redirect',
    'metadata-not-metadata',
    'metadata-not-xml',
    'metadata-several-providers',
    'metadata-too-large',
    'metadata-weak-key',
    'metadata-web-page',
  ],
} as const;

/** Code of a wrong field; of some of the groups of `FIELD_ERRORS`. */
export type FieldErrorCode<G extends keyof typeof FIELD_ERRORS = keyof typeof FIELD_ERRORS> = (typeof FIELD_ERRORS)[G][number];

/** One wrong field: `path` names it, `code` is stable, `message` is English for developers. */
export interface FieldError {
  path: (string | number)[];
  code: FieldErrorCode;
  message: string;
}

/** What the `error` member of a failed response holds. */
export interface ErrorBody {
  status: number;
  name: string;
  message: string;
  /** `challenge` comes with a `too-many-requests` that a proof of work opens (plugin/contract/proof.ts). */
  details: { code: ErrorCode; errors?: FieldError[]; retryAfter?: number; challenge?: ProofChallenge };
}
