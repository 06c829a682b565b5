/**
 * Contrast of colours as WCAG 2.2 defines it. The portal, the admin's preview and the mails take
 * the ink on the organisation's accent colour from here, so that all three show the same.
 */

/** WCAG 2.2 §1.4.3: contrast that text of normal size needs. */
export const MIN_CONTRAST = 4.5;

/** Channels from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

export const BLACK: Rgb = [0, 0, 0];
export const WHITE: Rgb = [255, 255, 255];

/** `#rgb` or `#rrggbb` in either case; undefined for anything else. */
export function parseHex(colour: string): Rgb | undefined {
  const hex = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/iu.exec(colour.trim())?.[0].slice(1);
  if (!hex) return undefined;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const channel = (index: number) => Number.parseInt(full.slice(index * 2, index * 2 + 2), 16);
  return [channel(0), channel(1), channel(2)];
}

/** `#rrggbb`, lower case. */
export const toHex = (rgb: Rgb): string => `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance. */
function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Contrast ratio, 1 to 21. */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Contrast ratio of two colours, 1 to 21; undefined where one is not a colour. */
export function contrast(one: string, other: string): number | undefined {
  const [a, b] = [parseHex(one), parseHex(other)];
  return a && b ? contrastOf(a, b) : undefined;
}

/** Colour of text on a fill: white where it can be read, else black, which then always can. */
export const inkOn = (fill: Rgb): Rgb => (contrastOf(fill, WHITE) >= MIN_CONTRAST ? WHITE : BLACK);
