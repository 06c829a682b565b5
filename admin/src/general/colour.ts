import { BLACK, contrast as contrastOfColours, inkOn as inkOnRgb, parseHex, toHex } from '../../../plugin/rules/contrast';

/** `#rrggbb`, lower-cased, or undefined if it is not one. `#abc` and a missing `#` are understood. */
export function normaliseColour(value: string): string | undefined {
  const digits = value.trim().toLowerCase().replace(/^#/u, '');
  if (/^[0-9a-f]{6}$/u.test(digits)) return `#${digits}`;
  if (/^[0-9a-f]{3}$/u.test(digits)) return `#${[...digits].map((digit) => digit + digit).join('')}`;
  return undefined;
}

/** The colour of text on an accent, `#rrggbb`; at least 4.5:1 for any accent. */
export const inkOn = (accent: string): string => toHex(inkOnRgb(parseHex(accent) ?? BLACK));

/** Contrast ratio of two colours, 1 to 21; 1 where one is not a colour. */
export const contrast = (one: string, other: string): number => contrastOfColours(one, other) ?? 1;
