/** `#rrggbb`, lower-cased. */
export const COLOUR = /^#[0-9a-f]{6}$/u;
