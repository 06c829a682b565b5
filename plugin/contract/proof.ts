import { z } from 'zod';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`, 'u'));

/**
 * A challenge of altcha's (PBKDF2, WebCrypto): find a counter whose derived key begins with `keyPrefix`.
 * It comes in `details.challenge` of a `too-many-requests` where a proof of work opens the way, is for one
 * purpose, good once and until `expiresAt` (seconds).
 */
export const proofChallenge = z.strictObject({
  parameters: z.strictObject({
    algorithm: z.literal('PBKDF2/SHA-256'),
    cost: z.int().min(1),
    data: z.strictObject({ purpose: z.string() }),
    expiresAt: z.int(),
    keyLength: z.literal(32),
    keyPrefix: z.string().regex(/^[0-9a-f]{2,6}$/u),
    nonce: hex(16),
    salt: hex(16),
  }),
  signature: hex(32),
});
export type ProofChallenge = z.output<typeof proofChallenge>;

export const proofSolution = z.strictObject({
  challenge: proofChallenge,
  solution: z.strictObject({ counter: z.int().min(0), derivedKey: hex(32), time: z.number().optional() }),
});
export type ProofSolution = z.output<typeof proofSolution>;
