import { z } from 'zod';
import { CONTACT_ACTIVITY_KINDS } from '../../activity-kinds';
import { FACTOR_KINDS } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, instant, line, password, webauthnOptions, webauthnResponse } from '../schemas';
import { newTotp, recoveryCode, totpCode } from './challenge';
import { sessionInfo } from './session';

const factor = z.strictObject({
  id: documentId,
  kind: z.enum(['totp', 'passkey']),
  name: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});

/** What the account security page shows. */
export const securityInfo = z.strictObject({
  /** Whether the contact has a password of its own that it can sign in with. */
  password: z.boolean(),
  factors: z.array(factor),
  /** Recovery codes that are left; null where there are no factors. */
  recoveryCodesLeft: z.int().nullable(),
  /** The settings ask everybody for a factor: the last one cannot be removed. */
  factorRequired: z.boolean(),
  /** Passkeys sign in by themselves, too. */
  passkeySignIn: z.boolean(),
  connections: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      icon: z.string(),
      /** The linked identity, or null where the connection is offered to be linked. */
      identity: z.strictObject({ id: documentId, email: z.string().nullable(), linkedAt: instant }).nullable(),
    }),
  ),
});
export type SecurityInfo = z.output<typeof securityInfo>;

export const sessionRow = z.strictObject({
  id: documentId,
  /** This very browser. */
  current: z.boolean(),
  method: z.string(),
  /** `Chrome on Windows`, as well as it can be told; empty where it cannot. */
  device: z.string(),
  ipAddress: z.string(),
  startedAt: instant,
  lastSeenAt: instant,
});

export const securityEvent = z.strictObject({
  at: instant,
  kind: z.enum(CONTACT_ACTIVITY_KINDS),
  device: z.string(),
  ipAddress: z.string(),
});

const params = z.strictObject({ id: documentId });
const signedIn = { kind: 'signed-in' } as const;
const steppedUp = { kind: 'stepped-up' } as const;
const whileFactorOwed = true;

/** The contact's own factors, sessions and recent events. Changes of factors need a recent step-up. */
export const securityContract = resource('security', {
  find: endpoint('GET /security', {
    access: signedIn,
    whileFactorOwed,
    summary: "The contact's factors, passkeys and connected logins.",
    response: securityInfo,
  }),
  stepUpWays: endpoint('GET /session/step-up', {
    access: signedIn,
    whileFactorOwed,
    summary: 'What the contact can confirm with that it is them; `sign-in` means signing in anew, through one of the connections.',
    response: z.strictObject({
      ways: z.array(z.enum(['password', ...FACTOR_KINDS, 'sign-in'])),
      /** Logins of the contact's that can be asked anew, with `sign-in`; without any it signs out and in again. */
      connections: z.array(z.strictObject({ key: z.string(), name: z.string(), icon: z.string() })),
      enrol: z.boolean(),
    }),
  }),
  stepUp: endpoint('POST /session/step-up', {
    access: signedIn,
    whileFactorOwed,
    summary: 'Confirm that it is the contact. The session goes on under a new token.',
    body: z.discriminatedUnion('way', [
      z.strictObject({ way: z.literal('password'), password }),
      z.strictObject({ way: z.literal('totp'), code: totpCode }),
      z.strictObject({ way: z.literal('recovery-code'), code: recoveryCode }),
      z.strictObject({ way: z.literal('passkey'), response: webauthnResponse }),
    ]),
    response: sessionInfo,
    errors: ['wrong-password', 'wrong-code', 'wrong-passkey', 'not-allowed', 'too-many-requests'],
  }),
  stepUpPasskeyOptions: endpoint('POST /session/step-up/passkey/options', {
    access: signedIn,
    whileFactorOwed,
    summary: "What the browser's passkey dialog takes, to confirm with a passkey.",
    response: webauthnOptions,
  }),
  beginTotp: endpoint('POST /security/totp', {
    access: steppedUp,
    whileFactorOwed,
    summary: 'A new authenticator, pending until its first code confirms it.',
    response: newTotp,
    errors: ['conflict'],
  }),
  confirmTotp: endpoint('PUT /security/totp', {
    access: steppedUp,
    whileFactorOwed,
    summary: 'Confirm the new authenticator with its first code. Recovery codes are shown this once, with the first factor.',
    body: z.strictObject({ code: totpCode, name: line(60).optional() }),
    response: z.strictObject({ session: sessionInfo, recoveryCodes: z.array(z.string()).nullable() }),
    errors: ['wrong-code', 'conflict', 'too-many-requests'],
  }),
  beginPasskey: endpoint('POST /security/passkeys/options', {
    access: steppedUp,
    whileFactorOwed,
    summary: "What the browser's dialog for a new passkey takes.",
    response: webauthnOptions,
  }),
  addPasskey: endpoint('POST /security/passkeys', {
    access: steppedUp,
    whileFactorOwed,
    summary: 'Add a passkey. Recovery codes are shown this once, with the first factor.',
    body: z.strictObject({ response: webauthnResponse, name: line(60).optional() }),
    response: z.strictObject({ session: sessionInfo, recoveryCodes: z.array(z.string()).nullable() }),
    status: 201,
    errors: ['wrong-passkey', 'conflict'],
  }),
  renameFactor: endpoint('PATCH /security/factors/:id', {
    access: signedIn,
    summary: 'Give a factor another name.',
    params,
    body: z.strictObject({ name: line(60).min(1, 'is needed') }),
    response: factor,
    errors: ['not-found'],
  }),
  removeFactor: endpoint('DELETE /security/factors/:id', {
    access: steppedUp,
    summary: 'Remove a factor; with the last one go the recovery codes.',
    params,
    response: sessionInfo,
    errors: ['not-found', 'factor-needed'],
  }),
  renewRecoveryCodes: endpoint('POST /security/recovery-codes', {
    access: steppedUp,
    summary: 'New recovery codes; the old ones stop working.',
    response: z.strictObject({ recoveryCodes: z.array(z.string()) }),
    errors: ['not-allowed'],
  }),
  sessions: endpoint('GET /sessions', {
    access: signedIn,
    summary: 'Where the contact is signed in, the latest use first.',
    response: z.array(sessionRow),
  }),
  endSession: endpoint('DELETE /sessions/:id', {
    access: signedIn,
    summary: 'Sign another browser out, at once.',
    params,
    response: z.strictObject({ ended: z.literal(true) }),
    errors: ['not-found', 'too-many-requests'],
  }),
  endOtherSessions: endpoint('DELETE /sessions', {
    access: signedIn,
    summary: 'Sign every other browser out, at once, and forget the remembered ones. After a fresh step-up, mailed links end as well.',
    response: z.strictObject({ ended: z.int() }),
    errors: ['too-many-requests'],
  }),
  events: endpoint('GET /security/events', {
    access: signedIn,
    summary: "The latest events of the contact's account, newest first, at most 20.",
    response: z.array(securityEvent),
  }),
});
