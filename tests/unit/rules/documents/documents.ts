import fc from 'fast-check';
import type { Adjustment, DocumentLines, Line, PricingTerms, TaxRate } from '../../../../plugin/rules/documents/lines';

export const taxRate = (percent: string, more: Partial<TaxRate> = {}): TaxRate => ({
  id: `vat-${percent.replace('.', '_')}`,
  name: `VAT ${percent} %`,
  category: Number(percent) === 0 ? 'Z' : 'S',
  percent,
  parts: [],
  ...more,
});

export const GST_18 = taxRate('18', {
  id: 'gst-18',
  name: 'GST 18 %',
  parts: [
    { name: 'CGST', percent: '9' },
    { name: 'SGST', percent: '9' },
  ],
});

export const line = (quantity: string, rate: string, tax: TaxRate | null = null, more: Partial<Line> = {}): Line => ({
  id: 'line',
  item: 'Item',
  description: '',
  quantity,
  unit: '',
  rate,
  discount: null,
  tax,
  ...more,
});

export const adjustment = (value: Adjustment['value'], tax: Adjustment['tax'] = null): Adjustment => ({
  id: 'adjustment',
  name: 'Adjustment',
  value,
  tax,
});

export const documentOf = (lines: Line[], more: Partial<DocumentLines> = {}): DocumentLines => ({
  version: 1,
  lines: lines.map((each, index) => ({ ...each, id: `${each.id}-${index}` })),
  discounts: [],
  charges: [],
  ...more,
});

export const terms = (more: Partial<PricingTerms> = {}): PricingTerms => ({
  currency: 'EUR',
  pricesIncludeTax: false,
  taxRounding: 'document',
  ...more,
});

/** Digits of a decimal between two whole numbers, with up to so many places. */
const digits = (min: number, max: number, places: number) =>
  fc
    .integer({ min: 0, max: places })
    .chain((used) => fc.integer({ min: min * 10 ** used, max: max * 10 ** used }).map((size) => (size / 10 ** used).toFixed(used)));

const RATES = [
  taxRate('19'),
  taxRate('19.00', { id: 'the-same', name: 'Standard' }),
  taxRate('5.5'),
  taxRate('0'),
  taxRate('7.7'),
  GST_18,
  taxRate('18', { parts: [{ name: 'IGST', percent: '18' }] }),
  taxRate('21', { parts: ['7', '7', '7'].map((percent, index) => ({ name: `Part ${index}`, percent })) }),
];

const rates = fc.option(fc.constantFrom(...RATES), { freq: 6 });
const share = (most: number) => fc.oneof(fc.record({ percent: digits(0, 100, 4) }), fc.record({ amount: fc.nat({ max: most }) }));

const lines = fc.record({
  id: fc.uuid(),
  item: fc.constant('Item'),
  description: fc.string({ maxLength: 10 }).map((text) => text.replace(/\p{Cc}/gu, '')),
  quantity: digits(-50, 200, 6),
  unit: fc.constantFrom('', 'h', 'kg'),
  rate: digits(0, 3000, 6),
  discount: fc.option(fc.record({ percent: digits(0, 100, 4) })),
  tax: rates,
});

const adjustments = fc.uniqueArray(
  fc.record({ id: fc.uuid(), name: fc.constant('Name'), value: share(5000), tax: fc.oneof(rates, fc.constant('as-lines' as const)) }),
  { maxLength: 3, selector: ({ id }) => id },
);

/** Documents as people write them, with returned goods, all kinds of tax, and discounts and charges on lines and document. */
export const documents: fc.Arbitrary<DocumentLines> = fc.record({
  version: fc.constant(1 as const),
  lines: fc.uniqueArray(lines, { maxLength: 12, selector: ({ id }) => id }),
  discounts: adjustments,
  charges: adjustments,
});

export const allTerms: fc.Arbitrary<PricingTerms> = fc.record({
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'),
  pricesIncludeTax: fc.boolean(),
  taxRounding: fc.constantFrom('document' as const, 'line' as const),
});
