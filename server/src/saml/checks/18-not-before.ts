import { bearerOf, type Message } from '../message';
import { hasBegun } from '../time';
import type { Check } from './check';

/** It holds already: NotBefore of both conditions, and it was not made in the future (SAML Core 2.5.1.2). */
export const notBefore: Check<Message> = {
  code: 'saml-too-early',
  refuses(message, { clock }) {
    const { issueInstant, notBefore: conditions } = message.assertion;
    const late = [issueInstant, conditions, bearerOf(message)?.notBefore ?? null].find((it) => it && !hasBegun(it, clock));
    return late instanceof Date && `${late.toISOString()}, here it is ${clock.now.toISOString()}`;
  },
};
