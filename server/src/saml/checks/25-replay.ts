import { createHash } from 'node:crypto';
import { endOf, type Message } from '../message';
import type { Check } from './check';

/**
 * An assertion signs in once (Web SSO profile 4.1.4.5). Its id is inserted into a unique column and
 * kept until the assertion is over by every clock that is accepted: of any number of parallel posts
 * one is first. Hashed with the issuer, since ids are unique for each issuer only.
 */
export const replay: Check<Message> = {
  code: 'saml-replayed',
  async refuses(message, { clock, rememberAssertion }) {
    const { issuer, id } = message.assertion;
    const hash = createHash('sha256')
      .update(JSON.stringify([issuer, id]))
      .digest('hex');
    // A second more than the last instant at which the time check can still pass.
    const until = new Date(endOf(message).getTime() + (clock.skewSeconds + 1) * 1000);
    return !(await rememberAssertion(hash, until)) && id;
  },
};
