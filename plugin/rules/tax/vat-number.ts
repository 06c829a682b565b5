/**
 * VAT numbers of the European Union (as VIES describes them), Northern Ireland, Great Britain and Switzerland: their
 * shapes, by the prefix that they begin with. Whether a number is somebody's, only its state knows. Pure.
 */

const BRITISH = String.raw`\d{9}(?:\d{3})?|(?:GD|HA)\d{3}`;

/** What follows each prefix; Greece has EL. */
const SHAPES = {
  AT: String.raw`U\d{8}`,
  BE: String.raw`[01]\d{9}`,
  BG: String.raw`\d{9,10}`,
  CHE: String.raw`\d{9}(?:MWST|TVA|IVA)?`,
  CY: String.raw`\d{8}[A-Z]`,
  CZ: String.raw`\d{8,10}`,
  DE: String.raw`\d{9}`,
  DK: String.raw`\d{8}`,
  EE: String.raw`\d{9}`,
  EL: String.raw`\d{9}`,
  ES: String.raw`[A-Z]\d{7}[A-Z\d]|\d{8}[A-Z]`,
  FI: String.raw`\d{8}`,
  FR: String.raw`[A-HJ-NP-Z\d]{2}\d{9}`,
  GB: BRITISH,
  HR: String.raw`\d{11}`,
  HU: String.raw`\d{8}`,
  IE: String.raw`\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W]`,
  IT: String.raw`\d{11}`,
  LT: String.raw`\d{9}(?:\d{3})?`,
  LU: String.raw`\d{8}`,
  LV: String.raw`\d{11}`,
  MT: String.raw`\d{8}`,
  NL: String.raw`\d{9}B\d{2}`,
  PL: String.raw`\d{10}`,
  PT: String.raw`\d{9}`,
  RO: String.raw`[1-9]\d{1,9}`,
  SE: String.raw`\d{10}01`,
  SI: String.raw`[1-9]\d{7}`,
  SK: String.raw`\d{10}`,
  XI: BRITISH,
} as const;

export type VatPrefix = keyof typeof SHAPES;

export const VAT_PREFIXES = Object.keys(SHAPES) as VatPrefix[];

/** A number in its one spelling: capitals, without spaces, dots and hyphens; `EL` where Greece's country code was typed. */
export const normalVatNumber = (typed: string): string =>
  typed
    .replace(/[\s.-]/gu, '')
    .toUpperCase()
    .replace(/^GR(?=\d)/u, 'EL');

/** The prefix of a number in its one spelling, or null where its shape is none of the national ones. */
export function vatPrefixOf(number: string): VatPrefix | null {
  return VAT_PREFIXES.find((prefix) => new RegExp(`^${prefix}(?:${SHAPES[prefix]})$`, 'u').test(number)) ?? null;
}
