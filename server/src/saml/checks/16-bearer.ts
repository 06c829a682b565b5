import { BEARER, type Message } from '../message';
import type { Check } from './check';

/**
 * Whoever brings the assertion may use it: the bearer method, once (Web SSO profile 4.1.4.2). A
 * holder-of-key assertion is for somebody who proves a key, and nobody here asked for that proof.
 */
export const bearer: Check<Message> = {
  code: 'saml-not-bearer',
  refuses: ({ assertion: { confirmations } }) =>
    confirmations.filter(({ method }) => method === BEARER).length !== 1 &&
    (confirmations.map(({ method }) => method).join(', ') || 'no confirmation'),
};
