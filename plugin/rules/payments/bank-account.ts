import { remainderBy97 } from './check-digits';

/** How accounts that money is transferred to are written. Pure; free for browsers. */

/** Without the spaces that it is written with. */
export const plainIban = (text: string): string => text.replace(/\s+/gu, '').toUpperCase();

/** An IBAN: country, check digits and an account of 11 to 30 characters, whose remainder by 97 is 1 (ISO 13616-1, ISO 7064). */
export function isIban(text: string): boolean {
  const iban = plainIban(text);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(iban)) return false;
  return remainderBy97(iban.slice(4) + iban.slice(0, 4)) === 1;
}

/** A BIC (ISO 9362): bank, country, place, and an office where there are several. */
export const isBic = (text: string): boolean => /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/u.test(text);

/** A UPI address (virtual payment address): a name and the handle of a bank or app. */
export const isUpiAddress = (text: string): boolean => /^[A-Za-z0-9.-]{2,64}@[A-Za-z][A-Za-z0-9]{1,31}$/u.test(text);
