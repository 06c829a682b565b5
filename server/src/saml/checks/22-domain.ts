import { emailOf } from '../account';
import type { Message } from '../message';
import type { Check } from './check';

/**
 * The address is of a domain that the connection was given: an identity provider's administrator can
 * put any address into an assertion, but may speak for its own people only. Subdomains are others.
 */
export const domain: Check<Message> = {
  code: 'saml-wrong-domain',
  refuses(message, { settings }) {
    const email = emailOf(message, settings);
    if (email.found === null) return false;
    // What is not an address at all is of no domain either.
    return !settings.domains.includes(email.address?.split('@').at(-1) ?? '') && email.found;
  },
};
