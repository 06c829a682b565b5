import fc from 'fast-check';
import { formatNumber, numberProblem, yearOf } from '../../../../plugin/rules/documents/number';

const january = { firstMonth: 1 };
const april = { firstMonth: 4 };

describe("a document's number", () => {
  test.each([
    [{ prefix: 'INV-', padding: 5, yearly: null }, 42, 'INV-00042'],
    [{ prefix: 'INV-', padding: 2, yearly: null }, 12345, 'INV-12345'],
    [{ prefix: '', padding: 0, yearly: null }, 7, '7'],
    [{ prefix: 'INV-', padding: 5, yearly: january }, 42, 'INV-2026-00042'],
    [{ prefix: 'INV/', padding: 5, yearly: april }, 42, 'INV/26-27/00042'],
  ])('of %j at %i is %s', (series, next, number) => {
    expect(formatNumber(series, next, '2026-11-30')).toBe(number);
  });

  test.each([
    ['2026-01-01', january, '2026'],
    ['2026-12-31', january, '2026'],
    ['2026-03-31', april, '25-26'],
    ['2026-04-01', april, '26-27'],
    ['2099-04-01', april, '99-00'],
    ['2026-01-31', { firstMonth: 12 }, '25-26'],
  ])('on %s, in years that begin as %j, is of %s', (date, yearly, year) => {
    expect(yearOf(date, yearly)).toBe(year);
  });

  test('is another for every one of its series', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'INV-', 'R/'),
        fc.nat({ max: 8 }),
        fc.boolean(),
        fc.nat(),
        fc.nat(),
        (prefix, padding, yearly, a, b) => {
          const series = { prefix, padding, yearly: yearly ? april : null };
          const numbers = [a, b].map((next) => formatNumber(series, next, '2026-11-30'));
          expect(numbers[0] === numbers[1]).toBe(a === b);
        },
      ),
    );
  });

  test.each([
    ['INV/26-27/000042', true, undefined],
    ['INV/26-27/0000421', true, 'too-long'],
    ['INV/26-27/0000421', false, undefined],
    ['INV.42', true, 'wrong-format'],
    ['INV 42', true, 'wrong-format'],
    ['Ä-1', true, 'wrong-format'],
    ['', true, 'wrong-format'],
    ['-', true, undefined],
    ['INV.42', false, undefined],
    ['RE № 42', false, 'wrong-format'],
    ['Ä-1', false, undefined],
    ['५', false, undefined],
    ['', false, 'wrong-format'],
    ['INV-', false, 'wrong-format'],
    ['../42', false, 'wrong-format'],
    ['42\n', false, 'wrong-format'],
    ['1'.repeat(40), false, undefined],
    ['1'.repeat(41), false, 'too-long'],
  ])('%j under GST (%s): %s', (number, gst, problem) => {
    expect(numberProblem(number, { gst })).toBe(problem);
  });
});
