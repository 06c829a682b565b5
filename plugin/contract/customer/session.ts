import { z } from 'zod';
import { ABILITIES } from '../../preferences';
import { RIGHT_LEVELS, type Area } from '../../rights';
import { endpoint, resource } from '../endpoint';
import { customerKind, documentId, email, instant, language, linkToken, password, webauthnOptions, webauthnResponse } from '../schemas';

const rightLevel = z.enum(RIGHT_LEVELS);
const abilities = Object.fromEntries(ABILITIES.map((name) => [name, z.boolean()])) as Record<(typeof ABILITIES)[number], z.ZodBoolean>;

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
  /** What its role at that customer allows. */
  rights: z.strictObject({
    documents: rightLevel,
    payments: rightLevel,
    subscriptions: rightLevel,
    records: rightLevel,
    people: rightLevel,
    account: rightLevel,
  } satisfies Record<Area, unknown>),
  /** What the settings allow this contact; the portal shows nothing that the server would refuse. */
  abilities: z.strictObject(abilities),
  /** The settings ask for a second factor that this session has not proved: only account security is open. */
  factorOwed: z.boolean(),
  /** When the session ends at the latest, whatever the contact does. */
  expiresAt: instant,
});
export type SessionInfo = z.output<typeof sessionInfo>;

export const sessionContract = resource('session', {
  create: endpoint('POST /session', {
    access: { kind: 'public' },
    summary: 'Sign in with email and password. Sets the session cookie.',
    body: z.strictObject({ email, password }),
    signInMode: 'default',
    response: sessionInfo,
    status: 201,
    errors: ['wrong-credentials', 'no-access', 'factor-required', 'too-many-requests'],
  }),
  passkeyOptions: endpoint('POST /session/passkey/options', {
    access: { kind: 'public' },
    preference: 'passkeySignIn',
    signInMode: 'default',
    summary: "What the browser's passkey dialog takes; the same for everybody.",
    response: webauthnOptions,
    errors: ['too-many-requests'],
  }),
  createByPasskey: endpoint('POST /session/passkey', {
    access: { kind: 'public' },
    preference: 'passkeySignIn',
    signInMode: 'default',
    summary: 'Sign in with a passkey: it is both factors at once.',
    body: z.strictObject({ response: webauthnResponse }),
    response: sessionInfo,
    status: 201,
    errors: ['wrong-passkey', 'no-access', 'too-many-requests'],
  }),
  requestLink: endpoint('POST /session/link/request', {
    access: { kind: 'public' },
    preference: 'emailLinkSignIn',
    signInMode: 'default',
    summary: 'Mail a sign-in link. The answer is the same for every address.',
    body: z.strictObject({ email }),
    response: z.strictObject({ accepted: z.literal(true) }),
    status: 202,
    errors: ['too-many-requests'],
  }),
  createByLink: endpoint('POST /session/link', {
    access: { kind: 'public' },
    summary: 'Sign in with a mailed link: the one that the contact asked for, or one that an editor sent.',
    body: z.strictObject({ token: linkToken }),
    response: sessionInfo,
    status: 201,
    errors: ['invalid-link', 'no-access', 'factor-required', 'sso-only', 'too-many-requests'],
  }),
  find: endpoint('GET /session', {
    access: { kind: 'signed-in' },
    whileFactorOwed: true,
    summary: 'Who is signed in and for which customer.',
    response: sessionInfo,
  }),
  switchCustomer: endpoint('PUT /session/customer', {
    access: { kind: 'signed-in' },
    summary: 'Act for another customer of the contact.',
    body: z.strictObject({ customer: documentId }),
    response: sessionInfo,
    errors: ['not-found'],
  }),
  delete: endpoint('DELETE /session', {
    access: { kind: 'signed-in' },
    whileFactorOwed: true,
    summary: 'Sign out: the session ends at once.',
    response: z.strictObject({
      signedOut: z.literal(true),
      /** Where to go on to, to sign out at the identity provider as well (SAML single logout); null: nowhere. */
      next: z.string().nullable(),
    }),
  }),
});
