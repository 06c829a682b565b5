/**
 * Whether this could be an address: a first look, which takes all that `canonicalEmail` takes. The whole rule would
 * make the portal's first load 2 kB larger. Pure.
 */
export const looksLikeEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+[.\u3002\uFF0E\uFF61][^\s@]+$/u.test(value.trim());
