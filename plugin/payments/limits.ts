/** Limits of payments that server, panel and portal share. Plain values, free for browsers. */

/** Proofs of one transfer: how many, how large each, and of which types. */
export const PROOFS_MAX = 5;
export const PROOF_BYTES_MAX = 10 * 1024 * 1024;
export const PROOF_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type ProofType = (typeof PROOF_TYPES)[number];
export const isProofType = (mime: string): mime is ProofType => (PROOF_TYPES as readonly string[]).includes(mime);

/** Bytes of a bank's statement (some ten thousand lines), and lines of it that are confirmed with one request. */
export const STATEMENT_BYTES_MAX = 5 * 1024 * 1024;
export const STATEMENT_ROWS_MAX = 1000;
