import fc from 'fast-check';
import { checkLines } from '../../../../plugin/rules/documents/check';
import { LINE_LIMITS, type DocumentLines, type PricingTerms } from '../../../../plugin/rules/documents/lines';
import { totalsOf } from '../../../../plugin/rules/documents/totals';
import { adjustment, allTerms, documentOf, documents, GST_18, line, taxRate, terms } from './documents';

const problemsIn = (value: unknown, by: PricingTerms = terms()): string[] => {
  const checked = checkLines(value, by);
  return 'problems' in checked ? checked.problems.map(({ path, code }) => `${path.join('.')}: ${code}`) : [];
};

/** A right document with one member replaced. */
const with_ = (path: string, value: unknown): unknown => {
  const document: unknown = JSON.parse(
    JSON.stringify(
      documentOf([line('1', '10', GST_18, { discount: { percent: '5' } }), line('1', '10', null, { discount: { amount: 5 } })], {
        discounts: [adjustment({ percent: '5' }, 'as-lines')],
      }),
    ),
  );
  const keys = path.split('.');
  const last = keys.pop()!;
  const holder = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, document as Record<string, unknown>);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = value;
  return document;
};

const long = (length: number): string => 'x'.repeat(length);

describe("a document's lines", () => {
  test.each<[string, unknown, string]>([
    ['version', 2, 'not-an-option'],
    ['extra', 1, 'unknown-key'],
    ['lines', {}, 'wrong-type'],
    ['lines', Array.from({ length: LINE_LIMITS.lines + 1 }, () => 0), 'too-many'],
    ['lines.0', null, 'wrong-type'],
    ['lines.0.id', '', 'required'],
    ['lines.0.id', 'a b', 'wrong-format'],
    ['lines.1.id', 'line-0', 'twice'],
    ['lines.0.item', long(LINE_LIMITS.name + 1), 'too-long'],
    ['lines.0.item', 'two\nlines', 'not-text'],
    ['lines.0.item', ' ', 'required'],
    ['lines.0.description', long(LINE_LIMITS.description + 1), 'too-long'],
    ['lines.0.description', 'nul\u0000', 'not-text'],
    ['lines.0.unit', undefined, 'required'],
    ['lines.0.extra', '', 'unknown-key'],
    ['lines.0.quantity', 1, 'wrong-type'],
    ['lines.0.quantity', '1,5', 'wrong-format'],
    ['lines.0.quantity', '', 'wrong-format'],
    ['lines.0.quantity', '1.1234567', 'too-precise'],
    ['lines.0.quantity', '1000000000.1', 'too-large'],
    ['lines.0.rate', '-1000000000000.1', 'too-small'],
    ['lines.0.discount', undefined, 'required'],
    ['lines.0.discount', '5', 'wrong-type'],
    ['lines.0.discount.percent', '100.1', 'too-large'],
    ['lines.0.discount.percent', '-1', 'too-small'],
    ['lines.0.discount.percent', '5.12345', 'too-precise'],
    ['lines.1.discount.percent', '5', 'unknown-key'],
    ['lines.1.discount.amount', 1.5, 'not-whole'],
    ['lines.1.discount.amount', -1, 'too-small'],
    ['lines.1.discount.amount', 2 ** 60, 'too-large'],
    ['lines.1.discount.amount', 10_01, 'too-large'],
    ['lines.0.tax', undefined, 'required'],
    ['lines.0.tax', 'as-lines', 'wrong-type'],
    ['lines.0.tax.name', '', 'required'],
    ['lines.0.tax.category', 'X', 'not-an-option'],
    ['lines.0.tax.percent', '1001', 'too-large'],
    ['lines.0.tax.parts.1.percent', 'nine', 'wrong-format'],
    ['lines.0.tax.parts', Array.from({ length: 6 }, () => ({ name: 'A', percent: '3' })), 'too-many'],
    ['discounts.0.name', '', 'required'],
    ['discounts.0.tax', 'none', 'wrong-type'],
    ['discounts.0.value', {}, 'required'],
    ['charges', undefined, 'required'],
  ])('are refused with %s as %j: %s', (path, value, code) => {
    const found = problemsIn(with_(path, value));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}(\\.percent)?: ${code}$`, 'u'));
  });

  test.each([null, undefined, 'text', 5, [], {}])('are not %j', (value) => {
    expect(problemsIn(value)).not.toEqual([]);
  });

  test('have rates whose percentages fit their categories and parts', () => {
    const withRate = (rate: ReturnType<typeof taxRate>) => problemsIn(documentOf([line('1', '1', rate)]));
    expect(withRate(taxRate('0', { category: 'S' }))).toEqual(['lines.0.tax.percent: too-small']);
    for (const category of ['Z', 'E', 'AE', 'K', 'G', 'O'] as const) {
      expect(withRate(taxRate('1', { category }))).toEqual(['lines.0.tax.percent: too-large']);
      expect(withRate(taxRate('0', { category }))).toEqual([]);
    }
    for (const percent of ['0', '7']) expect(withRate(taxRate(percent, { category: 'L' }))).toEqual([]);
    expect(withRate(taxRate('18', { parts: [{ name: 'CGST', percent: '9' }] }))).toEqual(['lines.0.tax.parts: invalid']);
    expect(withRate(taxRate('0.25', { parts: ['0.125', '0.1250'].map((percent, index) => ({ name: `${index}`, percent })) }))).toEqual([]);
  });

  test('need an item or a description', () => {
    expect(problemsIn(documentOf([line('1', '1', null, { item: '', description: 'Line one\nline two' })]))).toEqual([]);
  });

  test('are refused where they come to more than is kept exactly', () => {
    expect(problemsIn(documentOf([line('1000000000', '1000000000000')]))).toEqual([': too-large']);
  });

  test('are taken, through JSON and back, whatever people write', () => {
    fc.assert(
      fc.property(documents, allTerms, (document, by) => {
        const read: unknown = JSON.parse(JSON.stringify(document));
        expect(checkLines(read, by)).toEqual({ lines: document, totals: totalsOf(document, by) });
        expect(totalsOf(read as DocumentLines, by)).toEqual(totalsOf(document, by));
      }),
    );
  });

  test('never make the check fail, whatever is sent, and what it takes has totals', () => {
    const odd = fc.oneof(fc.anything(), fc.constantFrom('', '-0', '1e9', '9'.repeat(17), 'as-lines', -0, 1e300, NaN));
    const places = [
      'version',
      'lines',
      'lines.0',
      'lines.0.quantity',
      'lines.0.rate',
      'lines.0.discount',
      'lines.0.tax',
      'lines.0.tax.parts',
      'lines.1.discount.amount',
      'discounts',
      'discounts.0.value',
      'discounts.0.tax',
      'charges',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), odd, allTerms, (path, value, by) => {
        const checked = checkLines(with_(path, value), by);
        if ('lines' in checked) expect(Number.isSafeInteger(totalsOf(checked.lines, by).gross)).toBe(true);
        else expect(checked.problems).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
