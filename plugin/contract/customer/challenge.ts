import { z } from 'zod';
import { FACTOR_KINDS } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { instant, webauthnOptions, webauthnResponse } from '../schemas';
import { sessionInfo } from './session';

/** Six digits, as an authenticator app shows them; spaces between them are people's. */
export const totpCode = z
  .string()
  .max(20)
  .transform((code) => code.replace(/\s/gu, ''))
  .pipe(z.string().regex(/^\d{6}$/u, 'has six digits'));

/** A recovery code, however it is grouped and whatever its case. */
export const recoveryCode = z
  .string()
  .max(64)
  .transform((code) => code.replace(/[\s-]/gu, '').toUpperCase())
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{24}$/u, 'is not a recovery code'));

/** A new authenticator: what its QR code holds, and the same to type. */
export const newTotp = z.strictObject({
  /** Base32, RFC 4648, without padding. */
  secret: z.string(),
  /** `otpauth://totp/…` */
  uri: z.string(),
});

export const challenge = z.strictObject({
  /** `prove` a factor, or `enrol` the first one, which the settings ask for. */
  step: z.enum(['prove', 'enrol']),
  email: z.string(),
  /** What can be proved with, best first. Empty while enrolling. */
  factors: z.array(z.enum(FACTOR_KINDS)),
  /** Days that this browser can be remembered for; 0: it is not offered. */
  rememberDays: z.int(),
  expiresAt: instant,
});
export type Challenge = z.output<typeof challenge>;

const access = { kind: 'challenge' } as const;
const remember = z.boolean().optional();

/** The step between a proof and a session. Nothing else opens with a challenge. */
export const challengeContract = resource('challenge', {
  find: endpoint('GET /challenge', {
    access,
    summary: 'What is still to be proved before the session begins.',
    response: challenge,
  }),
  cancel: endpoint('DELETE /challenge', {
    access,
    summary: 'Give up this sign-in.',
    response: z.strictObject({ cancelled: z.literal(true) }),
  }),
  totp: endpoint('POST /challenge/totp', {
    access,
    summary: 'Prove the authenticator app with its present code, which works once.',
    body: z.strictObject({ code: totpCode, remember }),
    response: sessionInfo,
    status: 201,
    errors: ['wrong-code', 'no-access', 'too-many-requests'],
  }),
  recoveryCode: endpoint('POST /challenge/recovery-code', {
    access,
    summary: 'Use up one of the recovery codes in place of a factor.',
    body: z.strictObject({ code: recoveryCode }),
    response: sessionInfo,
    status: 201,
    errors: ['wrong-code', 'no-access', 'too-many-requests'],
  }),
  passkeyOptions: endpoint('POST /challenge/passkey/options', {
    access,
    summary: "What the browser's passkey dialog takes, for the contact's own passkeys.",
    response: webauthnOptions,
  }),
  passkey: endpoint('POST /challenge/passkey', {
    access,
    summary: 'Prove a passkey as the second factor.',
    body: z.strictObject({ response: webauthnResponse, remember }),
    response: sessionInfo,
    status: 201,
    errors: ['wrong-passkey', 'no-access', 'too-many-requests'],
  }),
  beginEnrolment: endpoint('POST /challenge/enrolment', {
    access,
    summary: 'A new authenticator for a contact who has no factor yet and needs one.',
    response: newTotp,
    errors: ['not-allowed'],
  }),
  enrol: endpoint('PUT /challenge/enrolment', {
    access,
    summary: 'Confirm the new authenticator with its first code, and begin the session. Recovery codes are shown this once.',
    body: z.strictObject({ code: totpCode, remember }),
    response: z.strictObject({ session: sessionInfo, recoveryCodes: z.array(z.string()) }),
    status: 201,
    errors: ['wrong-code', 'not-allowed', 'no-access', 'too-many-requests'],
  }),
});
