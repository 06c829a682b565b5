/**
 * The remainder by 97 of letters and digits, each letter read as two digits: A is 10, Z is 35 (ISO 7064, MOD 97-10). What
 * has check digits in it has the remainder 1. Pure.
 */
export function remainderBy97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
