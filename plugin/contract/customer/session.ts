import { z } from 'zod';
import { endpoint } from '../endpoint';
import { customerKind, documentId, email, instant, language, password } from '../schemas';

export const sessionInfo = z.strictObject({
  contact: z.strictObject({
    id: documentId,
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    language: language.nullable(),
  }),
  /** The customer that the contact acts for now. */
  customer: z.strictObject({ id: documentId, name: z.string(), kind: customerKind }),
  /** All customers that the contact may act for, by name. */
  customers: z.array(z.strictObject({ id: documentId, name: z.string(), kind: customerKind })),
  /** What the settings allow this contact; the portal shows nothing that the server would refuse. */
  abilities: z.strictObject({ customerFields: z.boolean() }),
  /** When the session ends at the latest, whatever the contact does. */
  expiresAt: instant,
});
export type SessionInfo = z.output<typeof sessionInfo>;

export const sessionContract = {
  create: endpoint({
    id: 'session.create',
    method: 'POST',
    path: '/session',
    access: { kind: 'public' },
    summary: 'Sign in with email and password. Sets the session cookie.',
    body: z.strictObject({ email, password }),
    response: sessionInfo,
    status: 201,
    errors: ['wrong-credentials', 'no-access'],
  }),
  find: endpoint({
    id: 'session.find',
    method: 'GET',
    path: '/session',
    access: { kind: 'signed-in' },
    summary: 'Who is signed in and for which customer.',
    response: sessionInfo,
  }),
  switchCustomer: endpoint({
    id: 'session.switchCustomer',
    method: 'PUT',
    path: '/session/customer',
    access: { kind: 'signed-in' },
    summary: 'Act for another customer of the contact.',
    body: z.strictObject({ customer: documentId }),
    response: sessionInfo,
    errors: ['not-found'],
  }),
  delete: endpoint({
    id: 'session.delete',
    method: 'DELETE',
    path: '/session',
    access: { kind: 'signed-in' },
    summary: 'Sign out: the session ends at once.',
    response: z.strictObject({ signedOut: z.literal(true) }),
  }),
} as const;
