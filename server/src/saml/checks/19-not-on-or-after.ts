import { bearerOf, endOf, type Message } from '../message';
import { isOver } from '../time';
import type { Check } from './check';

/**
 * It holds still: NotOnOrAfter of both conditions, of the provider's session, and ten minutes of age
 * whatever it says of itself. A bearer assertion without an end is not one (Web SSO profile 4.1.4.2).
 */
export const notOnOrAfter: Check<Message> = {
  code: 'saml-expired',
  refuses(message, { clock }) {
    if (!bearerOf(message)?.notOnOrAfter) return 'no NotOnOrAfter';
    const end = endOf(message);
    return isOver(end, clock) && `${end.toISOString()}, here it is ${clock.now.toISOString()}`;
  },
};
