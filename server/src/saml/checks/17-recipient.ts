import { bearerOf, type Message } from '../message';
import type { Check } from './check';

/**
 * The assertion is for our address (Web SSO profile 4.1.4.2, 4.1.4.3): another service provider of the
 * same identity provider cannot bring here what it was given.
 */
export const recipient: Check<Message> = {
  code: 'saml-wrong-recipient',
  refuses(message, { urls }) {
    const found = bearerOf(message)?.recipient ?? null;
    return found !== urls.acs && (found ?? 'no Recipient');
  },
};
