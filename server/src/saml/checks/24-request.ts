import { bearerOf, type Message } from '../message';
import type { Check } from './check';

/**
 * The answer is to a request of this browser, which is used up by it (Web SSO profile 4.1.4.3). The
 * signed InResponseTo of the confirmation counts; the response's may be unsigned and must agree.
 */
export const request: Check<Message> = {
  code: 'saml-wrong-request',
  async refuses(message, { consumeRequest }) {
    const id = bearerOf(message)?.inResponseTo ?? null;
    if (id !== message.response.inResponseTo) return 'InResponseTo of response and assertion differ';
    return id !== null && !(await consumeRequest(id)) && id;
  },
};
