/** WCAG 2.2 §1.4.3: contrast that text of normal size needs. */
export const MIN_CONTRAST = 4.5;

type Rgb = readonly [red: number, green: number, blue: number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** How much of the accent tints a soft surface. */
const SOFT = 0.1;
/** How far a pressed or hovered fill moves away from its ink. */
const HOVER = 0.12;

/** The surfaces of one theme, `#rrggbb`. */
export interface Surfaces {
  background: string;
  surface: string;
}

/** Colours that one theme derives from the organisation's accent colour, `#rrggbb` each. */
export interface Accent {
  /** Fill of primary buttons: the accent as the editor chose it. */
  fill: string;
  fillHover: string;
  /** Text on `fill` and `fillHover`. */
  ink: string;
  /** Links, marks and focus rings on the theme's surfaces and on `soft`. */
  text: string;
  /** Quiet tint behind a banner or the current entry of the navigation. */
  soft: string;
}

/** `#rgb` or `#rrggbb` in either case; undefined for anything else. */
export function parseHex(colour: string): Rgb | undefined {
  const hex = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/iu.exec(colour.trim())?.[0].slice(1);
  if (!hex) return undefined;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const channel = (index: number) => Number.parseInt(full.slice(index * 2, index * 2 + 2), 16);
  return [channel(0), channel(1), channel(2)];
}

const toHex = (rgb: Rgb): string =>
  `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** Rounded as a screen shows it, so that contrast is computed from the colour that is seen. */
const mix = (from: Rgb, to: Rgb, share: number): Rgb => {
  const blend = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [blend(0), blend(1), blend(2)];
};

/** Relative luminance (WCAG 2.2). */
function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function contrastOf(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Contrast ratio of two colours, 1 to 21; undefined where one is not a colour. */
export function contrast(one: string, other: string): number | undefined {
  const [a, b] = [parseHex(one), parseHex(other)];
  return a && b ? contrastOf(a, b) : undefined;
}

/** Black or white, whichever reads better; one of them always has at least 4.58:1. */
const inkOn = (fill: Rgb): Rgb => (contrastOf(fill, WHITE) >= MIN_CONTRAST ? WHITE : BLACK);

/** The colour nearest to `accent` on the way to `end` that is readable on all `grounds`. */
function readable(accent: Rgb, end: Rgb, grounds: readonly Rgb[]): Rgb {
  for (let percent = 0; percent < 100; percent += 1) {
    const candidate = mix(accent, end, percent / 100);
    if (grounds.every((ground) => contrastOf(candidate, ground) >= MIN_CONTRAST)) return candidate;
  }
  return end;
}

/**
 * What a theme with these surfaces makes of an accent colour. Whatever the accent, text never has
 * less than 4.5:1. Undefined where one of the three is not a colour.
 */
export function accentFor(colour: string, surfaces: Surfaces): Accent | undefined {
  const [accent, background, surface] = [colour, surfaces.background, surfaces.surface].map(parseHex);
  if (!accent || !background || !surface) return undefined;
  const end = contrastOf(surface, BLACK) >= contrastOf(surface, WHITE) ? BLACK : WHITE;
  const soft = mix(surface, accent, SOFT);
  const ink = inkOn(accent);
  return {
    fill: toHex(accent),
    fillHover: toHex(mix(accent, ink === WHITE ? BLACK : WHITE, HOVER)),
    ink: toHex(ink),
    text: toHex(readable(accent, end, [background, surface, soft])),
    soft: toHex(soft),
  };
}
