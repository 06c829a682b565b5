import fc from 'fast-check';
import { takeOver } from '../../../../plugin/rules/documents/given-totals';
import { totalsOf, type Totals } from '../../../../plugin/rules/documents/totals';
import { allTerms, documentOf, documents, GST_18, line, taxRate, terms } from './documents';

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const figures = ({ net, tax, gross }: Totals) => ({ net, tax, gross });
/** What has no tax at all stands in no row of the breakdown. */
const untaxed = (totals: Totals): number => totals.net - sum(totals.taxes.map(({ taxable }) => taxable));

describe('totals that another system worked out', () => {
  it('that are ours are taken over, and change nothing', () => {
    fc.assert(
      fc.property(documents, allTerms, (document, by) => {
        const ours = totalsOf(document, by);
        expect(takeOver(ours, figures(ours))).toEqual(ours);
        const taxes = ours.taxes.map(({ rate, taxable, tax }) => ({ percent: rate.percent, taxable, tax }));
        expect(takeOver(ours, { ...figures(ours), taxes })).toEqual(ours);
      }),
    );
  });

  it('that differ by up to a unit a rate are taken over, and parts still come to the sums; by more they are not', () => {
    fc.assert(
      fc.property(documents, allTerms, fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }), (document, by, net, tax) => {
        const ours = totalsOf(document, by);
        const given = { net: ours.net + net, tax: ours.tax + tax, gross: ours.gross + net + tax };
        const taken = takeOver(ours, given);
        expect(taken !== null).toBe(Math.max(Math.abs(net), Math.abs(tax)) <= ours.taxes.length);
        if (!taken) return;
        expect(figures(taken)).toEqual(given);
        expect(sum(taken.taxes.map((row) => row.tax))).toBe(given.tax);
        expect(sum(taken.taxes.map((row) => row.taxable)) + untaxed(ours)).toBe(given.net);
        taken.taxes.forEach((row, index) => {
          expect(Math.abs(row.tax - ours.taxes[index]!.tax)).toBeLessThanOrEqual(1);
          if (row.parts.length > 0) expect(sum(row.parts.map((part) => part.tax))).toBe(row.tax);
        });
      }),
    );
  });

  it('that do not add up are not taken, unless they are trusted: then they stand as they are', () => {
    const ours = totalsOf(documentOf([line('1', '100', GST_18)]), terms());
    const given = { net: 10000, tax: 1800, gross: 11801 };
    expect(takeOver(ours, given)).toBeNull();
    expect(takeOver(ours, given, true)).toMatchObject(given);
    const far = { net: 9000, tax: 1900, gross: 10900 };
    expect(takeOver(ours, far)).toBeNull();
    expect(takeOver(ours, far, true)).toMatchObject({
      ...far,
      taxes: [{ taxable: 9000, tax: 1900, parts: [{ tax: 950 }, { tax: 950 }] }],
    });
  });

  it('say themselves which rate came to what, of the rates that are there', () => {
    const ours = totalsOf(documentOf([line('1', '100', taxRate('19')), line('1', '100', taxRate('7'))]), terms());
    const taxes = [
      { percent: '7.00', taxable: 10000, tax: 701 },
      { percent: '19', taxable: 10000, tax: 1899 },
    ];
    const given = { net: 20000, tax: 2600, gross: 22600 };
    expect(takeOver(ours, { ...given, taxes })?.taxes.map(({ tax }) => tax)).toEqual([1899, 701]);
    expect(takeOver(ours, { ...given, taxes: taxes.slice(1) })).toBeNull();
    expect(takeOver(ours, { ...given, taxes: [taxes[0]!, { percent: '20', taxable: 10000, tax: 1899 }] })).toBeNull();
    expect(takeOver(ours, { ...given, tax: 2601, gross: 22601, taxes })).toBeNull();
  });
});
