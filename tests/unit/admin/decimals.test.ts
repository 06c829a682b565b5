import { digitsShown, digitsTyped } from '../../../admin/src/documents/decimals';

describe('decimals that an editor types', () => {
  test.each([
    ['en', '1234.5', '1234.5'],
    ['en', '1,234.50', '1234.50'],
    ['en', '1,234', '1234'],
    ['en', '1,5', '1.5'],
    ['en', '1.234', '1.234'],
    ['de', '1.234,5', '1234.5'],
    ['de', '1.234', '1234'],
    ['de', '1.5', '1.5'],
    ['de', '12,5', '12.5'],
    ['de', '1,234.56', '1234.56'],
    ['de', '1.234.567', '1234567'],
    ['de', ',5', '0.5'],
    ['de', '5,', '5'],
    ['en', '−3', '-3'],
    ['en', '€ 1 000.00', '1000.00'],
    ['en', '0012', '12'],
    ['en', '', ''],
    ['en', 'ten', 'ten'],
    ['en', '1.2.3,4', '1.2.3,4'],
  ])('in %s are read: %s', (locale, typed, digits) => {
    expect(digitsTyped(typed, locale)).toBe(digits);
  });

  test('are shown with the decimal sign of the language, and come back the same', () => {
    expect(digitsShown('1234.5', 'de')).toBe('1234,5');
    expect(digitsShown('1234.5', 'en')).toBe('1234.5');
    expect(digitsShown('ten', 'de')).toBe('ten');
    for (const locale of ['en', 'de'])
      for (const digits of ['0.001', '12', '-7.25', '1.234']) expect(digitsTyped(digitsShown(digits, locale), locale)).toBe(digits);
  });
});
