/** Decimals as an editor types them, with the decimal sign of the language, to and from the digits that documents keep. Pure. */

/** The decimal sign of a language. */
const signOf = (locale: string): string =>
  new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.';

/**
 * The digits of what was typed or pasted: spaces, signs of currencies and grouped thousands are left out. Of one comma
 * or dot that is not the language's decimal sign, three digits behind it are thousands, anything else is a fraction.
 * What is no number comes back as it was typed, for the check to say so.
 */
export function digitsTyped(typed: string, locale: string): string {
  const bare = typed
    .replace(/[\s'’\u00a0\u202f]|\p{Sc}/gu, '')
    .replace(/^[−–]/u, '-')
    .replace(/^\+/u, '');
  if (!/^-?[\d.,]+$/u.test(bare)) return typed.trim();
  const sign = signOf(locale);
  const other = sign === ',' ? '.' : ',';
  const [last, single] = [Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.')), (bare.match(/[.,]/gu) ?? []).length === 1];
  let decimal = sign;
  if (!bare.includes(sign)) decimal = single && !/^-?\d{1,3}[.,]\d{3}$/u.test(bare) ? other : sign;
  else if (bare.includes(other) && bare[last] === other) decimal = other;
  const grouping = decimal === ',' ? '.' : ',';
  const [whole = '', ...places] = bare.split(decimal);
  // Thousands stand in groups of three, in India of two and three.
  if (!new RegExp(`^-?(?:\\d*|\\d{1,3}(?:[${grouping}]\\d{2,3})+)$`, 'u').test(whole)) return typed.trim();
  const plain = [whole.replaceAll(grouping, ''), ...places].join('.');
  const digits = plain
    .replace(/^(-?)0+(?=\d)/u, '$1')
    .replace(/^(-?)\./u, '$10.')
    .replace(/\.$/u, '');
  return /^-?\d+(?:\.\d+)?$/u.test(digits) ? digits : typed.trim();
}

/** Digits as the language writes them, without grouping; what is no number as it stands. */
export const digitsShown = (digits: string, locale: string): string =>
  /^-?\d+(?:\.\d+)?$/u.test(digits) ? digits.replace('.', signOf(locale)) : digits;
