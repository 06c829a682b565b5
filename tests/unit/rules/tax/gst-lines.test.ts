import type { TaxRate } from '../../../../plugin/rules/documents/lines';
import { totalsOf } from '../../../../plugin/rules/documents/totals';
import { linesForSupply, rateForSupply } from '../../../../plugin/rules/tax/gst-lines';
import { gstParts, type Supply } from '../../../../plugin/rules/tax/gstin';
import { linesOf } from '../../../support/lines';

const supply = (placeOfSupply: string, treatment: Supply['treatment'] = 'registered-regular'): Supply => ({
  sellerState: '27',
  placeOfSupply,
  treatment,
});
const gst = (percent: string, of: Supply, more: Partial<TaxRate> = {}): TaxRate => ({
  id: `gst-${percent}`,
  name: `GST ${percent}`,
  category: 'S',
  percent,
  parts: gstParts(percent, of),
  ...more,
});
const names = ({ parts }: TaxRate): string[] => parts.map(({ name, percent }) => `${name} ${percent}`);

describe('a rate, when the supply becomes another', () => {
  it.each([
    ['another state', supply('29'), ['IGST 18']],
    ['a special economic zone, in the same state too', supply('27', 'sez'), ['IGST 18']],
    ['abroad', supply('96', 'overseas'), ['IGST 18']],
    ['the same state', supply('27', 'consumer'), ['CGST 9', 'SGST 9']],
  ])('%s', (_what, next, expected) => {
    expect(names(rateForSupply(gst('18', supply('27')), next, []))).toEqual(expected);
    expect(names(rateForSupply(gst('18', supply('29')), next, []))).toEqual(expected);
  });

  it('is one of the settings, if one has the same percentage and these parts', () => {
    const offered = [gst('5', supply('29')), gst('18', supply('29'), { id: 'own', name: 'IGST 18 %' })];
    expect(rateForSupply(gst('18', supply('27')), supply('29'), offered)).toEqual(offered[1]);
    // Another category is another rate.
    const exempt = offered.map((rate): TaxRate => ({ ...rate, category: 'G' }));
    expect(rateForSupply(gst('18', supply('27')), supply('29'), exempt)).toMatchObject({ id: 'gst-18', name: 'GST 18' });
  });

  it('loses a name that names a tax which it has no more', () => {
    expect(rateForSupply(gst('18', supply('29'), { name: 'IGST 18 %' }), supply('27'), []).name).toBe('GST');
  });

  it.each([
    ['without parts', { parts: [] }],
    [
      'of other taxes',
      {
        parts: [
          { name: 'State', percent: '10' },
          { name: 'City', percent: '8' },
        ],
      },
    ],
    [
      'of GST and something else',
      {
        parts: [
          { name: 'CGST', percent: '9' },
          { name: 'Cess', percent: '9' },
        ],
      },
    ],
    ['finer than GST has them', { percent: '0.0001', parts: [{ name: 'IGST', percent: '0.0001' }] }],
  ])('stays as it is %s', (_what, more) => {
    const rate = gst('18', supply('27'), more);
    expect(rateForSupply(rate, supply('29'), [])).toBe(rate);
  });
});

describe('lines', () => {
  const terms = { currency: 'INR', pricesIncludeTax: false, taxRounding: 'document' } as const;

  it('come to the same, of other parts: half each by allocation, to the last paisa', () => {
    const vat: TaxRate = { id: 'vat', name: 'VAT', category: 'S', percent: '20', parts: [] };
    const before = linesOf({ rate: '1', tax: gst('5', supply('29')) }, { rate: '100', tax: vat }, { rate: '10', tax: null });
    before.charges = [{ id: 'c', name: 'Freight', value: { amount: 1000 }, tax: gst('5', supply('29')) }];
    const { lines, changes } = linesForSupply(before, supply('27'), []);
    expect(changes.map(({ from, to }) => [names(from), names(to)])).toEqual([[['IGST 5'], ['CGST 2.5', 'SGST 2.5']]]);
    expect(lines.lines[1]?.tax).toBe(vat);
    const [was, is] = [totalsOf(before, terms), totalsOf(lines, terms)];
    expect([is.net, is.tax, is.gross]).toEqual([was.net, was.tax, was.gross]);
    // 5 % of 11.00 is 0.55: 0.28 and 0.27.
    expect(is.taxes.find(({ rate }) => rate.percent === '5')?.parts.map(({ name, tax }) => [name, tax])).toEqual([
      ['CGST', 28],
      ['SGST', 27],
    ]);
    expect(linesForSupply(lines, supply('27'), []).changes).toEqual([]);
  });
});
