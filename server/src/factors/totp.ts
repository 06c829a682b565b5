import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with what every authenticator app supports: SHA-1, six digits, 30 seconds; a seed of 160 bits (RFC 4226 §4 R6). */
const PERIOD = 30;
const SEED_BYTES = 20;

const totp = (secret: string, label?: { issuer: string; account: string }): TOTP =>
  new TOTP({
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
    ...(label && { issuer: label.issuer, label: label.account }),
  });

/** A new seed in base32. */
export const newSeed = (): string => new Secret({ size: SEED_BYTES }).base32;

/** What the QR code holds: `otpauth://totp/<issuer>:<account>?…`. A colon would end the issuer. */
export const otpauthUri = (secret: string, issuer: string, account: string): string =>
  totp(secret, { issuer: issuer.replaceAll(':', ' '), account: account.replaceAll(':', ' ') }).toString();

/** The time step at an instant. */
export const stepAt = (instant: Date): number => Math.floor(instant.getTime() / 1000 / PERIOD);

/**
 * The time step that a code belongs to, if it is the present or the previous one (RFC 6238 §5.2: one
 * step for the delay), else undefined. Whether the step was used already is for the caller. Pure.
 */
export function stepOf(code: string, secret: string, instant: Date): number | undefined {
  // Both are computed whatever the first says, so that time tells nothing.
  const delta = totp(secret).validate({ token: code, timestamp: instant.getTime(), window: 1 });
  if (delta !== 0 && delta !== -1) return undefined;
  return stepAt(instant) + delta;
}
