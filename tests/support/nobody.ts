/** A document id that is well-formed, and nobody's. */
export const NOBODY = 'a'.repeat(24);
