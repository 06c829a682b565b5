/** Lines of invoices and credit notes that a decision brings. One exact number each, rounded once. Pure. */
import type { TaxRate } from '../documents/lines';
import { fraction, minorUnits, minus, percentage, rounded, times, type Fraction } from '../money/decimal';
import type { Off } from './catalogue';

export interface Line {
  /** A credit is a line of a credit note: its amounts are what is given back, above 0. */
  kind: 'charge' | 'credit';
  why: 'term' | 'change' | 'once' | 'setup-fee' | 'cancellation' | 'date';
  /** Key of the plan or addon, and its name. */
  item: string;
  name: string;
  quantity: number;
  price: number;
  /** Days that it is for, half-open; null: for none in particular. */
  period: { from: string; to: string } | null;
  /** Which part of a whole term: days of days. */
  part: { days: number; of: number };
  /** Before what comes off. */
  amount: number;
  off: number;
  /** Without tax, or with it where prices include it: documents say. */
  net: number;
  tax: TaxRate | null;
}

/** What is sold: enough of an item to price it. */
export interface Priced {
  key: string;
  name: string;
  price: number;
  quantity: number;
  tax: TaxRate | null;
  off: Off | null;
}

const ONE = fraction(1n);

const grossOf = ({ price, quantity }: Priced): bigint => BigInt(price) * BigInt(quantity);

/** What a whole term of an item comes to, exactly; never below 0. */
function wholeNet(item: Priced): Fraction {
  const gross = grossOf(item);
  if (item.off === null) return fraction(gross);
  if ('percent' in item.off) return times(fraction(gross), minus(ONE, percentage(item.off.percent)));
  const left = gross - BigInt(item.off.amount);
  return fraction(left > 0n ? left : 0n);
}

/** The whole term's net as it is invoiced. */
export const termNet = (item: Priced): number => minorUnits(rounded(wholeNet(item)));

export const termGross = (item: Priced): number => minorUnits(grossOf(item));

interface Of {
  kind: Line['kind'];
  why: Line['why'];
  period: Line['period'];
  part: Line['part'];
}

const WHOLE = { days: 1, of: 1 };

/** A part of an item's whole term, by days. */
export function partLine(item: Priced, { kind, why, period, part }: Of): Line {
  const share = fraction(part.days, part.of);
  const amount = minorUnits(rounded(times(fraction(grossOf(item)), share)));
  const net = minorUnits(rounded(times(wholeNet(item), share)));
  const { key, name, quantity, price, tax } = item;
  return { kind, why, item: key, name, quantity, price, period, part, amount, off: amount - net, net, tax };
}

/** All of an item, less what of it is invoiced already. */
export function wholeLine(item: Priced, why: Line['why'], period: Line['period'], already = 0): Line {
  const line = partLine(item, { kind: 'charge', why, period, part: WHOLE });
  return { ...line, net: line.net - already, off: line.off + already };
}

/** What is to be paid for lines: charges less credits. Below 0: the customer gets it. */
export const sumOf = (lines: readonly Line[]): number =>
  minorUnits(lines.reduce((sum, { kind, net }) => sum + (kind === 'charge' ? BigInt(net) : -BigInt(net)), 0n));

/** Without what says nothing: a credit of nothing, a charge for what costs nothing. */
export const telling = (lines: readonly Line[]): Line[] =>
  lines.filter(({ kind, amount, net }) => (kind === 'credit' ? net > 0 : amount > 0));
