/** Digits of a number with its country code (ITU-T E.164). */
const E164 = /^\+[1-9]\d{6,14}$/u;
const SEPARATORS = /[\s\u00a0().\-/\u2010-\u2013]/gu;
const WRITTEN = /^\+?[\d\s\u00a0().\-/\u2010-\u2013]+$/u;

/**
 * A number as people write it, in E.164; null where it is none, or has no country code and none is known. `(0)` behind
 * a country code is left out, and of a number without one the zero that begins it. Pure.
 */
export function phoneNumber(written: string | null | undefined, countryCode: string | undefined): string | null {
  const text = (written ?? '').trim();
  if (!WRITTEN.test(text)) return null;
  const abroad = text.startsWith('+') || text.startsWith('00');
  const digits = (abroad ? text.replace(/\(0\)/u, '') : text).replace(SEPARATORS, '');
  if (!abroad && countryCode === undefined) return null;
  const number = abroad ? digits.replace(/^00/u, '+') : `+${countryCode}${digits.replace(/^0/u, '')}`;
  return E164.test(number) ? number : null;
}

/** A number so that its owner knows it again and nobody else learns it: `•••••42`. Pure. */
export const maskedNumber = (number: string): string => `•••••${number.slice(-2)}`;

/** Whether messages go there: its country code is on the list, or there is none. Pure. */
export const isReached = (number: string, countries: readonly string[]): boolean =>
  countries.length === 0 || countries.some((code) => number.startsWith(`+${code}`));
