import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Endpoint } from '../../../plugin/contract/endpoint';
import { configOf } from '../platform/config';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import type { SessionParty } from './party';

/** Seconds. */
const WINDOW = 60;

/** Where a session is kept from others' doing: what a stolen one uses up must not keep the owner from ending it. */
const OF_THE_SESSION = new Set(['session', 'security', 'password', 'connection']);

const limiters = new WeakMap<Strapi, RateLimiterMemory>();

function limiterOf(strapi: Strapi): RateLimiterMemory {
  let limiter = limiters.get(strapi);
  if (!limiter) {
    limiter = new RateLimiterMemory({ points: configOf(strapi).throttle.changesPerMinute, duration: WINDOW });
    limiters.set(strapi, limiter);
  }
  return limiter;
}

/**
 * Counts a request that changes something, for the contact and the kind of thing that it changes. It keeps load off,
 * not guesses: so it is counted in the process, since a row for each would cost as much as the change itself, and
 * each instance protects itself.
 * @throws PortalError `too-many-requests`
 */
export async function countChange(strapi: Strapi, { id }: Endpoint, { contact, session }: SessionParty): Promise<void> {
  const [resource = ''] = id.split('.');
  const who = OF_THE_SESSION.has(resource) ? `session:${session.id}` : `contact:${contact.id}`;
  try {
    await limiterOf(strapi).consume(`${who}:${resource}`);
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    throw new PortalError('too-many-requests', { retryAfter: Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)) });
  }
}
