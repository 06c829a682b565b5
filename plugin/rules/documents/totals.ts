/**
 * The figures of a document, from its lines. One function for server, editor's grid and portal. Pure.
 *
 * By EN 16931: a line's net is rounded once (BT-131); tax is rounded once for each category and rate, on the sum of line
 * nets less discounts plus charges (BR-S-08, BR-CO-17); sums of rounded amounts are not rounded again (BR-CO-10 to 16).
 * Where prices include tax, a line's gross is rounded, and the tax of a rate is taken out of the sum of grosses, so that
 * what the customer was told to pay stays. Tax that is shown for a line is a part of its rate's tax, not a basis of it.
 */
import { allocate, roundedTo } from '../money/allocate';
import { exponentOf } from '../money/currency';
import {
  compare,
  decimal,
  DECIMAL_PLACES,
  fraction,
  minorUnits,
  minus,
  over,
  percentage,
  plus,
  rounded,
  times,
  type Fraction,
} from '../money/decimal';
import type { Adjustment, DocumentLines, Line, PricingTerms, TaxPart, TaxRate } from './lines';

/** Net, tax and gross, in minor units: gross = net + tax. */
export interface Figures {
  net: number;
  tax: number;
  gross: number;
}

export interface LineTotals extends Figures {
  id: string;
  /** Quantity × rate, and what of it the discount takes off; with tax where prices include it. */
  amount: number;
  discount: number;
}

export interface AdjustmentTotals extends Figures {
  id: string;
  /** What of it falls to which rate (EN 16931 wants an allowance for each): one, but for an adjustment taxed as the lines are. */
  shares: (Figures & { rate: TaxRate | null })[];
}

/** A row of the breakdown of taxes (BG-23). */
export interface TaxTotals {
  /** As the first that has it names it. */
  rate: TaxRate;
  /** BT-116. */
  taxable: number;
  /** BT-117. */
  tax: number;
  /** The tax over the rate's parts: together exactly the tax. */
  parts: (TaxPart & { tax: number })[];
}

export interface Totals extends Figures {
  lines: LineTotals[];
  discounts: AdjustmentTotals[];
  charges: AdjustmentTotals[];
  /** Sum of line nets, BT-106. */
  lineNet: number;
  /** Sums of nets of discounts (BT-107) and charges (BT-108). Net (BT-109) = lineNet − discount + charge. */
  discount: number;
  charge: number;
  /** Highest rate first; what has no tax at all is in none. */
  taxes: TaxTotals[];
  prepaid: number;
  /** Gross less what was paid in advance, BT-115. */
  due: number;
}

/** Something that is taxed: a line, or what of a discount or charge falls to one rate. */
interface Entry {
  rate: TaxRate | null;
  /** What makes two rates one: category, percentage and parts (BR-S-08), whatever it is called and where it was taken from. */
  key: string;
  /** With tax where prices include it; of a discount below 0. */
  base: bigint;
}

type Group = [Entry, ...Entry[]];

const ZERO = fraction(0);
const ONE = fraction(1);

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const sumOf = (amounts: readonly number[]): number => minorUnits(sum(amounts.map(BigInt)));
const basesOf = (entries: readonly Entry[]): bigint => sum(entries.map(({ base }) => base));
const percentOf = (rate: TaxRate | null): Fraction => (rate === null ? ZERO : percentage(rate.percent));

/** Percentages as whole numbers in the same proportion, so that `9` and `9.00` are one. */
const whole = (percent: string): bigint => rounded(times(decimal(percent), fraction(10 ** DECIMAL_PLACES)));

const entry = (rate: TaxRate | null, base: bigint): Entry => ({
  rate,
  key:
    rate === null
      ? ''
      : [rate.category, whole(rate.percent), ...rate.parts.flatMap(({ name, percent }) => [name, whole(percent)])].join('\n'),
  base,
});

/** By rate, the highest first: an order that does not depend on that of the lines. */
function grouped(entries: readonly Entry[]): Group[] {
  const groups = new Map<string, Group>();
  for (const each of entries) {
    const group = groups.get(each.key);
    if (group) group.push(each);
    else groups.set(each.key, [each]);
  }
  return [...groups.values()].sort(([a], [b]) => compare(percentOf(b.rate), percentOf(a.rate)) || (a.key > b.key ? -1 : 1));
}

/** What a line comes to before tax is looked at: quantity × rate less its discount, rounded once (BT-131). */
function priced({ quantity, rate, discount, tax }: Line, exponent: number): { amount: bigint; line: Entry } {
  const exact = times(times(decimal(quantity), decimal(rate)), fraction(10n ** BigInt(exponent)));
  const amount = rounded(exact);
  if (discount === null) return { amount, line: entry(tax, amount) };
  if ('percent' in discount) return { amount, line: entry(tax, rounded(times(exact, minus(ONE, percentage(discount.percent))))) };
  const off = BigInt(discount.amount);
  return { amount, line: entry(tax, amount < 0n ? amount + off : amount - off) };
}

/** A discount or charge: a percentage is of the sum of lines, rounded once (BT-92, BT-99). An entry for its rate, or one for each rate of the lines. */
function adjustmentEntries({ value, tax }: Adjustment, sign: 1n | -1n, lines: readonly Entry[]): Entry[] {
  const amount = 'percent' in value ? rounded(times(fraction(basesOf(lines)), percentage(value.percent))) : BigInt(value.amount);
  const groups = tax === 'as-lines' ? grouped(lines) : [];
  if (groups.length === 0) return [entry(tax === 'as-lines' ? null : tax, sign * amount)];
  const shares = allocate(minorUnits(amount), groups.map(basesOf));
  return groups.map(([{ rate }], index) => entry(rate, sign * BigInt(shares[index] ?? 0)));
}

/** The tax of each entry of one rate: of the sum of them, over them; or of each, rounded. */
function taxesOf(group: Group, { pricesIncludeTax, taxRounding }: PricingTerms): bigint[] {
  const percent = percentOf(group[0].rate);
  const factor = pricesIncludeTax ? over(percent, plus(ONE, percent)) : percent;
  const exact = group.map(({ base }) => times(fraction(base), factor));
  return taxRounding === 'line' ? exact.map(rounded) : roundedTo(rounded(times(fraction(basesOf(group)), factor)), exact);
}

const added = (all: readonly Figures[]): Figures => ({
  net: sumOf(all.map(({ net }) => net)),
  tax: sumOf(all.map(({ tax }) => tax)),
  gross: sumOf(all.map(({ gross }) => gross)),
});

/** `0 - n`, since `-0` is another number to tests and to JSON's readers. */
const reversed = ({ net, tax, gross }: Figures): Figures => ({ net: 0 - net, tax: 0 - tax, gross: 0 - gross });

/** A row of the breakdown, its tax over the parts of the rate. */
export function breakdown(rate: TaxRate, { net, tax }: Pick<Figures, 'net' | 'tax'>): TaxTotals {
  const shares =
    rate.parts.length === 0
      ? []
      : allocate(
          tax,
          rate.parts.map(({ percent }) => whole(percent)),
        );
  return { rate, taxable: net, tax, parts: rate.parts.map((part, index) => ({ ...part, tax: shares[index] ?? 0 })) };
}

/**
 * All figures of a document that `plugin/rules/documents/check.ts` finds nothing wrong with.
 * @param prepaid minor units that were paid before it was written (BT-113)
 * @throws AmountTooLarge where a figure is beyond what JSON's numbers hold; RangeError for an unknown currency or what is no decimal
 */
export function totalsOf(document: DocumentLines, terms: PricingTerms, prepaid = 0): Totals {
  const exponent = exponentOf(terms.currency);
  const lines = document.lines.map((line) => ({ id: line.id, ...priced(line, exponent) }));
  const lineEntries = lines.map(({ line }) => line);
  const entriesOf = (all: readonly Adjustment[], sign: 1n | -1n) =>
    all.map((adjustment) => ({ id: adjustment.id, entries: adjustmentEntries(adjustment, sign, lineEntries) }));
  const discounts = entriesOf(document.discounts, -1n);
  const charges = entriesOf(document.charges, 1n);

  const groups = grouped([...lineEntries, ...[...discounts, ...charges].flatMap(({ entries }) => entries)]);
  const figures = new Map<Entry, Figures>();
  for (const group of groups) {
    const taxes = taxesOf(group, terms);
    group.forEach((each, index) => {
      const tax = taxes[index] ?? 0n;
      const net = terms.pricesIncludeTax ? each.base - tax : each.base;
      figures.set(each, { net: minorUnits(net), tax: minorUnits(tax), gross: minorUnits(net + tax) });
    });
  }
  const figuresOf = (each: Entry): Figures => figures.get(each) ?? { net: 0, tax: 0, gross: 0 };
  const adjusted = (all: typeof discounts, shown: (figures: Figures) => Figures): AdjustmentTotals[] =>
    all.map(({ id, entries }) => {
      const shares = entries.map((each) => ({ rate: each.rate, ...shown(figuresOf(each)) }));
      return { id, ...added(shares), shares };
    });

  const totals = {
    lines: lines.map(({ id, amount, line }) => ({
      id,
      amount: minorUnits(amount),
      discount: minorUnits(amount - line.base),
      ...figuresOf(line),
    })),
    discounts: adjusted(discounts, reversed),
    charges: adjusted(charges, (same) => same),
  };
  const all = added([...figures.values()]);
  return {
    ...totals,
    lineNet: added(totals.lines).net,
    discount: added(totals.discounts).net,
    charge: added(totals.charges).net,
    ...all,
    taxes: groups.flatMap((group) => (group[0].rate === null ? [] : [breakdown(group[0].rate, added(group.map(figuresOf)))])),
    prepaid,
    due: minorUnits(BigInt(all.gross) - BigInt(prepaid)),
  };
}
