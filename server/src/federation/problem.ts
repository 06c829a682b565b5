/**
 * What a person is told when a login through a connection ends without a session. Few on purpose:
 * each is something that a person can act on. The portal has a sentence for each.
 */
export const LOGIN_PROBLEMS = [
  'provider-refused',
  'provider-unreachable',
  'login-expired',
  'account-unknown',
  'link-mailed',
  'domain-not-allowed',
  'already-connected',
  'access-off',
  'not-anew',
  'another-person',
  'busy',
  'unexpected',
] as const;
export type LoginProblem = (typeof LOGIN_PROBLEMS)[number];

/**
 * A login came to nothing. `problem` is for the person; `code` (stable) and `detail` are for the dry
 * run and the activity log, and never reach a customer's browser.
 */
export class LoginFailed extends Error {
  /** The address that the provider named, where it came that far. */
  email = '';

  constructor(
    readonly problem: LoginProblem,
    readonly code: string,
    readonly detail: string | null = null,
  ) {
    super(detail ?? code);
    this.name = 'LoginFailed';
  }
}

/** One line of bounded length: what a provider sends is shown, not trusted. */
export const oneLine = (text: string, most = 300): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, most);
