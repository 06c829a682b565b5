import { BLACK, contrastOf, inkOn, MIN_CONTRAST, parseHex, toHex, WHITE, type Rgb } from '../../../plugin/rules/contrast';

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

/** Rounded as a screen shows it, so that contrast is computed from the colour that is seen. */
const mix = (from: Rgb, to: Rgb, share: number): Rgb => {
  const blend = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [blend(0), blend(1), blend(2)];
};

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
