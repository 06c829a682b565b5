import { randomBytes } from 'node:crypto';

/** Crockford's base32: no letters that look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 24;

/** How many are made at a time, and how many are left when the portal begins to warn. */
export const RECOVERY_CODES = 10;

/** A recovery code: 24 characters of 5 random bits each, 120 bits in all, so that a plain hash keeps it. */
export const newRecoveryCode = (): string =>
  // 256 is a multiple of 32: no character is likelier than another.
  [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** In groups of four, as people read and type it. */
export const grouped = (code: string): string => code.match(/.{4}/gu)?.join('-') ?? code;
