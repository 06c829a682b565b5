import { remainderBy97 } from './check-digits';

/** Characters of a reference that are its own: few enough to be typed by hand, enough that two are never the same. */
const OWN = 12;
/** `RF`, two check digits, and up to 21 letters and digits (ISO 11649). */
const SHAPE = /^RF\d{2}[A-Z0-9]{1,21}$/u;

/** As banks and people write references: in groups, in lower case, across lines. Letters and digits alone are left. */
export const plainReference = (text: string): string => text.replace(/[^A-Za-z0-9]/gu, '').toUpperCase();

/**
 * A structured creditor reference (ISO 11649), by which a transfer is found again.
 *
 * @param unique what names one thing and nothing else; of a long one the last 12 characters are taken, which are random in
 * a document id: 36^12 of them
 * @throws RangeError where there is no letter or digit in it
 */
export function creditorReference(unique: string): string {
  const own = plainReference(unique).slice(-OWN);
  if (own === '') throw new RangeError('Nothing to make a reference of.');
  return `RF${String(98 - remainderBy97(`${own}RF00`)).padStart(2, '0')}${own}`;
}

/** Whether a text, without its spaces, is a creditor reference whose check digits fit. */
export function isCreditorReference(text: string): boolean {
  const plain = text.replace(/\s/gu, '').toUpperCase();
  return SHAPE.test(plain) && remainderBy97(plain.slice(4) + plain.slice(0, 4)) === 1;
}

/** In groups of four, as references and IBANs are printed. */
export const inGroups = (plain: string): string => plain.replace(/(.{4})(?=.)/gu, '$1 ');
