import { figuresOf } from '../../../admin/src/documents/grid/figures';
import { cellsIn, linesIn, newLine, pasted, ratesFor, shareShown, shareTyped, withCell } from '../../../admin/src/documents/grid/lines';
import type { Line, TaxRate } from '../../../plugin/rules/documents/lines';

const VAT: TaxRate = { id: 'vat', name: 'VAT 19 %', category: 'S', percent: '19', parts: [] };
const means = { rates: [VAT], exponent: 2, locale: 'en' };
const terms = { currency: 'EUR', pricesIncludeTax: false, taxRounding: 'document' } as const;

let serial = 0;
const blank = (): Line => newLine(`new-${(serial += 1)}`, null);
const paste = (text: string, column: 'item' | 'quantity' = 'item', lines: Line[] = [], row = 0): Line[] =>
  pasted(lines, cellsIn(text), { row, column }, means, blank);

describe('cells of a spreadsheet', () => {
  test.each([
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a\nb"\t"say ""x"""', [['a\nb', 'say "x"']]],
    ['a\t\tb', [['a', '', 'b']]],
    ['a\t', [['a', '']]],
    ['one', [['one']]],
    ['', []],
  ])('are read from %j', (text, cells) => {
    expect(cellsIn(text)).toEqual(cells);
  });

  test('become lines, without their headings, and without descriptions where there are none', () => {
    expect(paste('Item\tQty\tUnit\tPrice\nOak\t2\tm\t1,200.50\t5%\t19%')).toMatchObject([
      { item: 'Oak', description: '', quantity: '2', unit: 'm', rate: '1200.50', discount: { percent: '5' }, tax: VAT },
    ]);
    expect(paste('Oak\tPlaned\t2')).toMatchObject([{ item: 'Oak', description: 'Planed', quantity: '2' }]);
  });

  test('go into the lines that are there, from the cell on, and make new ones below', () => {
    const [first] = paste('Oak\t1\tm\t10');
    expect(paste('2\n3', 'quantity', first ? [first] : [])).toMatchObject([
      { item: 'Oak', quantity: '2', rate: '10' },
      { item: '', quantity: '3' },
    ]);
  });
});

describe('a discount', () => {
  test.each([
    ['10 %', { percent: '10' }, '10 %'],
    ['7,5%', { percent: '7.5' }, '7.5 %'],
    ['12.50', { amount: 1250 }, '12.50'],
    ['', null, ''],
    ['much', { percent: 'much' }, 'much %'],
  ])('is typed as %j', (typed, share, shown) => {
    expect(shareTyped(typed, 2, 'en')).toEqual(share);
    expect(shareShown(share, 2, 'en')).toBe(shown);
  });

  test('finer than the currency is told of at its cell', () => {
    const line = { ...blank(), item: 'Oak', rate: '10', discount: shareTyped('1.005', 2, 'en') };
    const { problems, totals } = figuresOf({ ...linesIn(null), lines: [line] }, terms);
    expect([...problems]).toEqual([['lines.0.discount', 'not-whole']]);
    expect(totals).toBeUndefined();
  });
});

describe('figures of the grid', () => {
  test('are those of the server, and those of right lines while another is wrong', () => {
    const oak = { ...blank(), item: 'Oak', quantity: '3', rate: '33.335', tax: VAT };
    const right = figuresOf({ ...linesIn(null), lines: [oak] }, terms);
    expect(right.totals).toMatchObject({ net: 10001, tax: 1900, gross: 11901 });
    const wrong = withCell({ ...blank(), item: 'Pine' }, 'quantity', 'three', means);
    const mixed = figuresOf({ ...linesIn(null), lines: [oak, wrong] }, terms);
    expect([...mixed.amounts]).toEqual([[oak.id, 10001]]);
    expect([...mixed.problems]).toEqual([['lines.1.quantity', 'wrong-format']]);
  });
});

test('a rate that is none of the settings any more is still offered where it stands', () => {
  const old = { ...VAT, percent: '16', name: 'VAT 16 %' };
  expect(ratesFor([VAT], old)).toEqual([old, VAT]);
  expect(ratesFor([VAT], { ...VAT })).toEqual([VAT]);
});
