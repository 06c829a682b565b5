/** Arithmetic of the accent colour, after WCAG 2.2's definitions of relative luminance and contrast ratio. */

/** `#rrggbb`, lower-cased, or undefined if it is not one. `#abc` and a missing `#` are understood. */
export function normaliseColour(value: string): string | undefined {
  const digits = value.trim().toLowerCase().replace(/^#/u, '');
  if (/^[0-9a-f]{6}$/u.test(digits)) return `#${digits}`;
  if (/^[0-9a-f]{3}$/u.test(digits)) return `#${[...digits].map((digit) => digit + digit).join('')}`;
  return undefined;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const WHITE = '#ffffff';
const BLACK = '#000000';

/** The colour of text on an accent: whichever of white and black reads better; at least 4.58:1 for any accent. */
export const inkOn = (accent: string): string =>
  contrast(accent, WHITE) >= contrast(accent, BLACK) ? WHITE : BLACK;
