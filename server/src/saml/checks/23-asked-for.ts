import { bearerOf, type Message } from '../message';
import type { Check } from './check';

/**
 * The person asked for this sign-in here, unless the connection lets the identity provider begin: then
 * anybody could sign a visitor in to an account of their own choice, and watch what is typed there.
 */
export const askedFor: Check<Message> = {
  code: 'saml-unsolicited',
  refuses: (message, { settings }) =>
    !settings.allowIdpInitiated && message.response.inResponseTo === null && (bearerOf(message)?.inResponseTo ?? null) === null,
};
