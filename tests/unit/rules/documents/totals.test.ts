import { dinero, halfAwayFromZero, multiply, transformScale } from 'dinero.js/bigint';
import fc from 'fast-check';
import type { Adjustment, DocumentLines, Line, TaxRate } from '../../../../plugin/rules/documents/lines';
import { totalsOf, type Figures, type Totals } from '../../../../plugin/rules/documents/totals';
import { exponentOf } from '../../../../plugin/rules/money/currency';
import { allTerms, documents } from './documents';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const sumOf = (all: readonly Figures[], key: keyof Figures): number => sum(all.map((figures) => figures[key]));

/** Everything with a rate or none, as it counts in the totals: lines, and the shares of discounts (less) and charges (more). */
const entriesOf = (document: DocumentLines, totals: Totals): (Figures & { rate: TaxRate | null })[] => [
  ...totals.lines.map((figures, index) => ({ ...figures, rate: document.lines[index]!.tax })),
  ...totals.discounts.flatMap(({ shares }) =>
    shares.map(({ rate, net, tax, gross }) => ({ rate, net: 0 - net, tax: 0 - tax, gross: 0 - gross })),
  ),
  ...totals.charges.flatMap(({ shares }) => shares),
];

/** One rate whatever it is called: what the generated rates differ in. */
const sameRate = (a: TaxRate | null, b: TaxRate): boolean =>
  a !== null && Number(a.percent) === Number(b.percent) && JSON.stringify(a.parts) === JSON.stringify(b.parts);

/** What of totals does not depend on names and order. */
const whole = ({ lineNet, discount, charge, net, tax, gross, due, taxes }: Totals) => ({
  ...{ lineNet, discount, charge, net, tax, gross, due },
  taxes: taxes.map((row) => ({ taxable: row.taxable, tax: row.tax, parts: row.parts, percent: Number(row.rate.percent) })),
});

const negated = (value: unknown): unknown =>
  typeof value === 'number'
    ? 0 - value
    : JSON.parse(JSON.stringify(value), (_key, member: unknown) => (typeof member === 'number' ? 0 - member : member));

/** Digits as dinero.js takes them. */
const scaled = (digits: string) => {
  const [integer = '', places = ''] = digits.split('.');
  return { amount: BigInt(integer + places), scale: BigInt(places.length) };
};
const hundredths = (digits: string) => ({ ...scaled(digits), scale: scaled(digits).scale + 2n });

/** Net of a line by dinero.js: quantity × rate × what the discount leaves, rounded at the end. */
function netByDinero({ quantity, rate, discount }: Line, currency: string): bigint {
  const exponent = BigInt(exponentOf(currency));
  const off = scaled(discount && 'percent' in discount ? discount.percent : '0');
  const left = { amount: 100n * 10n ** off.scale - off.amount, scale: off.scale + 2n };
  const price = dinero({ ...scaled(rate), currency: { code: currency, base: 10n, exponent } });
  return transformScale(multiply(multiply(price, scaled(quantity)), left), exponent, halfAwayFromZero).toJSON().amount;
}

function taxByDinero(taxable: bigint, percent: string, currency: string): bigint {
  const exponent = BigInt(exponentOf(currency));
  const base = dinero({ amount: taxable, currency: { code: currency, base: 10n, exponent } });
  return transformScale(multiply(base, hundredths(percent)), exponent, halfAwayFromZero).toJSON().amount;
}

describe('totals of any document', () => {
  test('are the sums of what is shown (BR-CO-10 to 16)', () => {
    fc.assert(
      fc.property(documents, allTerms, fc.nat(), (document, terms, prepaid) => {
        const totals = totalsOf(document, terms, prepaid);
        expect(totals.lineNet).toBe(sumOf(totals.lines, 'net'));
        expect(totals.discount).toBe(sumOf(totals.discounts, 'net'));
        expect(totals.charge).toBe(sumOf(totals.charges, 'net'));
        expect(totals.net).toBe(totals.lineNet - totals.discount + totals.charge);
        expect(totals.tax).toBe(sum(totals.taxes.map(({ tax }) => tax)));
        expect(totals.gross).toBe(totals.net + totals.tax);
        expect(totals.due).toBe(totals.gross - prepaid);
        for (const figures of [...totals.lines, ...totals.discounts, ...totals.charges])
          expect(figures.gross).toBe(figures.net + figures.tax);
        for (const { shares, ...figures } of [...totals.discounts, ...totals.charges]) {
          for (const key of ['net', 'tax', 'gross'] as const) expect(figures[key]).toBe(sumOf(shares, key));
        }
      }),
    );
  });

  test('have for each rate exactly the tax and the net that is shown with lines, discounts and charges (BR-S-08)', () => {
    fc.assert(
      fc.property(documents, allTerms, (document, terms) => {
        const totals = totalsOf(document, terms);
        const entries = entriesOf(document, totals);
        for (const { rate, taxable, tax, parts } of totals.taxes) {
          const its = entries.filter((each) => sameRate(each.rate, rate));
          expect(sumOf(its, 'tax')).toBe(tax);
          expect(sumOf(its, 'net')).toBe(taxable);
          if (parts.length > 0) expect(sum(parts.map((part) => part.tax))).toBe(tax);
        }
        for (const { rate, tax } of entries) if (rate === null) expect(tax).toBe(0);
      }),
    );
  });

  test('come from nets and taxes as dinero.js rounds them', () => {
    fc.assert(
      fc.property(documents, allTerms, (given, any) => {
        const [document, terms] = [
          { ...given, discounts: [], charges: [] },
          { ...any, pricesIncludeTax: false },
        ];
        const totals = totalsOf(document, terms);
        totals.lines.forEach(({ net, tax }, index) => {
          const { tax: rate } = document.lines[index]!;
          expect(BigInt(net)).toBe(netByDinero(document.lines[index]!, terms.currency));
          if (terms.taxRounding === 'line') expect(BigInt(tax)).toBe(rate ? taxByDinero(BigInt(net), rate.percent, terms.currency) : 0n);
        });
        if (terms.taxRounding === 'line') return;
        for (const { rate, taxable, tax } of totals.taxes) {
          expect(BigInt(tax)).toBe(taxByDinero(BigInt(taxable), rate.percent, terms.currency));
        }
      }),
    );
  });

  test('keep the gross of every line where prices include tax, and its net where they do not', () => {
    fc.assert(
      fc.property(documents, allTerms, (document, terms) => {
        const totals = totalsOf(document, terms);
        for (const { amount, discount, net, gross } of totals.lines) expect(terms.pricesIncludeTax ? gross : net).toBe(amount - discount);
        if (terms.pricesIncludeTax) {
          expect(totals.gross).toBe(sumOf(totals.lines, 'gross') - sumOf(totals.discounts, 'gross') + sumOf(totals.charges, 'gross'));
          const untaxed = totalsOf({ ...document, lines: document.lines.map((line) => ({ ...line, tax: null })) }, terms);
          expect(untaxed.lines.map(({ gross }) => gross)).toEqual(totals.lines.map(({ gross }) => gross));
        }
      }),
    );
  });

  test('do not depend on the order of lines', () => {
    fc.assert(
      fc.property(
        documents.chain((document) =>
          fc.tuple(fc.constant(document), fc.shuffledSubarray(document.lines, { minLength: document.lines.length })),
        ),
        allTerms,
        ([document, lines], terms) => {
          expect(whole(totalsOf({ ...document, lines }, terms))).toEqual(whole(totalsOf(document, terms)));
        },
      ),
    );
  });

  test('are the mirror image for what is given back', () => {
    const isAmount = ({ value }: Adjustment): boolean => 'amount' in value;
    const back = ({ lines, discounts, charges }: DocumentLines): DocumentLines => ({
      version: 1,
      lines: lines.map((line) => ({ ...line, quantity: line.quantity.startsWith('-') ? line.quantity.slice(1) : `-${line.quantity}` })),
      // A percentage turns with the lines; an amount that came off goes on.
      discounts: [...discounts.filter((each) => !isAmount(each)), ...charges.filter(isAmount)],
      charges: [...charges.filter((each) => !isAmount(each)), ...discounts.filter(isAmount)],
    });
    fc.assert(
      fc.property(documents, allTerms, (document, terms) => {
        const [there, home] = [totalsOf(document, terms), totalsOf(back(document), terms)];
        for (const key of ['lineNet', 'net', 'tax', 'gross'] as const) expect(home[key]).toBe(0 - there[key]);
        expect(home.taxes.map(({ taxable, tax }) => [taxable, tax])).toEqual(
          negated(there.taxes.map(({ taxable, tax }) => [taxable, tax])),
        );
        const plain = { ...document, discounts: [], charges: [] };
        expect(totalsOf(back(plain), terms).lines.map(({ tax }) => tax)).toEqual(
          negated(totalsOf(plain, terms).lines.map(({ tax }) => tax)),
        );
      }),
    );
  });

  test('differ between tax by document and by line at most by half a unit for each thing that is taxed, and one for the sum', () => {
    fc.assert(
      fc.property(documents, allTerms, (document, terms) => {
        const once = totalsOf(document, { ...terms, taxRounding: 'document' });
        const each = totalsOf(document, { ...terms, taxRounding: 'line' });
        expect(each.taxes).toHaveLength(once.taxes.length);
        once.taxes.forEach(({ rate, tax }, index) => {
          const count = entriesOf(document, once).filter((entry) => sameRate(entry.rate, rate)).length;
          expect(Math.abs(tax - each.taxes[index]!.tax)).toBeLessThanOrEqual((count + 1) / 2);
        });
        if (terms.pricesIncludeTax) expect(each.gross).toBe(once.gross);
        else expect(each.net).toBe(once.net);
      }),
    );
  });

  test('show with each thing less than one unit more or less than its own tax', () => {
    fc.assert(
      fc.property(documents, allTerms, (document, terms) => {
        const [once, each] = (['document', 'line'] as const).map((taxRounding) => totalsOf(document, { ...terms, taxRounding }));
        const own = entriesOf(document, each!);
        entriesOf(document, once!).forEach(({ tax }, index) => expect(Math.abs(tax - own[index]!.tax)).toBeLessThanOrEqual(1));
      }),
    );
  });
});
