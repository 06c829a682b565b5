import type { Message } from '../message';
import type { Check } from './check';

/**
 * It says that somebody signed in (Web SSO profile 4.1.4.2), once. An assertion that only tells
 * attributes, made for a query about a person, is not a sign-in of that person.
 */
export const signInStatement: Check<Message> = {
  code: 'saml-no-sign-in',
  refuses: ({ assertion: { statements } }) => statements.length !== 1 && `${String(statements.length)} statements`,
};
