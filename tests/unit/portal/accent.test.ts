import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contrast, MIN_CONTRAST, parseHex } from '../../../plugin/rules/contrast';
import { accentFor } from '../../../portal/src/styles/accent';

/** The surfaces that the portal really has: the tokens are their one source. */
const tokens = readFileSync(path.resolve(__dirname, '../../../portal/src/styles/tokens.css'), 'utf8');
const token = (name: string): string => {
  const value = new RegExp(`--${name}:\\s*(#[0-9a-f]{6});`, 'u').exec(tokens)?.[1];
  if (!value) throw new Error(`tokens.css has no colour --${name}`);
  return value;
};
const themes = (['light', 'dark'] as const).map((theme) => ({
  theme,
  surfaces: { background: token(`${theme}-background`), surface: token(`${theme}-surface`) },
}));

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

const atLeast = (one: string, other: string): boolean => (contrast(one, other) ?? 0) >= MIN_CONTRAST;

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#000000', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#2f5bd7', '#2f5bd7', 1],
  ])('of %s on %s is %d', (one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 2);
  });

  it('is unknown for what is not a colour', () => {
    expect(contrast('red', '#ffffff')).toBeUndefined();
  });
});

describe('parseHex', () => {
  it.each([
    ['#1A2b3C', [26, 43, 60]],
    ['#fff', [255, 255, 255]],
    [' #000000 ', [0, 0, 0]],
  ])('reads %s', (text, expected) => {
    expect(parseHex(text)).toEqual(expected);
  });

  it.each(['', '#12', '#12345', '#gggggg', '123456', '#1234567'])('refuses %j', (text) => {
    expect(parseHex(text)).toBeUndefined();
  });
});

describe.each(themes)('accentFor on the $theme theme', ({ surfaces }) => {
  it('keeps every text readable whatever the accent', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const accent = accentFor(colour, surfaces);
        if (!accent) return false;
        const grounds = [surfaces.background, surfaces.surface, accent.soft];
        return (
          grounds.every((ground) => atLeast(accent.text, ground)) &&
          atLeast(accent.ink, accent.fill) &&
          atLeast(accent.ink, accent.fillHover)
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps plain text readable on the soft tint of any accent', () => {
    const text = surfaces === themes[0]?.surfaces ? '#1a1f26' : '#e8ebef';
    expect(tokens).toContain(`--text: ${text};`);
    fc.assert(
      fc.property(anyColour, (colour) => atLeast(text, accentFor(colour, surfaces)?.soft ?? text)),
      {
        numRuns: 2000,
      },
    );
  });

  it('fills with the colour that the editor chose', () => {
    fc.assert(fc.property(anyColour, (colour) => accentFor(colour, surfaces)?.fill === colour));
  });

  it('gives nothing for what is not a colour', () => {
    expect(accentFor('nonsense', surfaces)).toBeUndefined();
    expect(accentFor('#123456', { ...surfaces, surface: '' })).toBeUndefined();
  });
});

it('leaves a colour that is readable already as it is', () => {
  const light = themes[0]?.surfaces ?? { background: '', surface: '' };
  expect(accentFor('#0b5a45', light)?.text).toBe('#0b5a45');
});
