import { z } from 'zod';
import { endpoint, resource } from '../endpoint';
import { documentId, linkToken } from '../schemas';
import { sessionInfo } from './session';

/** A connection's document id, or the key of a strategy in the configuration. */
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/u);

/** Where in the portal to go on after the sign-in: a path of its own, never an address. */
export const wanted = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\p{Cc}]*$/u);

const away = z.strictObject({ url: z.string() });

/**
 * Signing in through somebody else. The provider sends the browser back to
 * `/portal-sign-in/<key>/…`, which ends on a page of the portal.
 */
export const connectionContract = resource('connection', {
  start: endpoint('POST /connections/:key/start', {
    access: { kind: 'public' },
    summary: 'Begin to sign in through a connection: where to send this browser.',
    params: z.strictObject({ key }),
    body: z.strictObject({ wanted: wanted.optional() }),
    response: away,
    errors: ['not-found', 'provider-unreachable', 'too-many-requests'],
  }),
  link: endpoint('POST /connections/:key/link', {
    access: { kind: 'stepped-up' },
    signInMode: 'default',
    summary: "Begin to add a connection to the contact's account: where to send this browser.",
    params: z.strictObject({ key }),
    response: away,
    errors: ['not-found', 'provider-unreachable'],
  }),
  stepUp: endpoint('POST /connections/:key/step-up', {
    access: { kind: 'signed-in' },
    whileFactorOwed: true,
    summary: 'Begin to confirm that it is the contact, by signing in anew where it has its login: where to send this browser.',
    params: z.strictObject({ key }),
    body: z.strictObject({ wanted: wanted.optional() }),
    response: away,
    errors: ['not-found', 'provider-unreachable', 'too-many-requests'],
  }),
  confirmLink: endpoint('POST /connections/link/confirm', {
    access: { kind: 'public' },
    signInMode: 'default',
    summary: 'Prove by the mailed link that the account is yours, connect the login that asked for it, and sign in.',
    body: z.strictObject({ token: linkToken }),
    response: sessionInfo,
    status: 201,
    errors: ['invalid-link', 'no-access', 'factor-required', 'conflict', 'too-many-requests'],
  }),
  unlink: endpoint('DELETE /connections/identities/:id', {
    access: { kind: 'stepped-up' },
    summary: 'Disconnect a login from the account.',
    params: z.strictObject({ id: documentId }),
    response: z.strictObject({ unlinked: z.literal(true) }),
    errors: ['not-found', 'last-way-in'],
  }),
});
