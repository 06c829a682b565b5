import fc from 'fast-check';
import { contrast, inkOn, normaliseColour } from '../../../admin/src/general/colour';

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('the accent colour on the settings screen', () => {
  test.each([
    ['#1a73e8', '#1a73e8'],
    [' 1A73E8 ', '#1a73e8'],
    ['#Abc', '#aabbcc'],
  ])('understands %j', (typed, colour) => expect(normaliseColour(typed)).toBe(colour));

  test.each(['', '#', '#12', '#12345', '#1234567', 'red', '#12345g'])('refuses %j', (typed) => {
    expect(normaliseColour(typed)).toBeUndefined();
  });

  test('knows the contrast of known pairs', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  test('finds an ink that can be read on every accent', () => {
    fc.assert(fc.property(colours, (accent) => contrast(accent, inkOn(accent)) >= 4.5));
  });
});
