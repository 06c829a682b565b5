/** What a payment will do, before anybody is asked: what credit covers, what is paid of each document. Amounts in minor units of one currency. Pure. */
import type { BegunPayment, PaymentOptions } from '../../../plugin/contract/customer/payments';
import { exponentOf } from '../../../plugin/rules/money/currency';
import { spread } from '../../../plugin/rules/payments/allocate';
import { parseDecimal } from '../fields/values';

export type Payable = PaymentOptions['documents'][number];
type Parts = BegunPayment['parts'];

/** What the customer chose on the payment page. */
export interface Wish {
  /** Documents that are left out. */
  without: ReadonlySet<string>;
  /** What was typed for documents of which a part is paid; all is paid of the others. */
  parts: ReadonlyMap<string, string>;
  credit: boolean;
}

export interface PlannedLine {
  document: Payable;
  chosen: boolean;
  /** Left once credit is on it: all that is paid at most. */
  left: number;
  /** Least that may be paid of it; null where all of it is to be. */
  least: number | null;
  /** What is paid; undefined where what was typed is no amount that may be. */
  amount: number | undefined;
}

export interface Plan {
  lines: PlannedLine[];
  /** Credit that is used, in all. */
  credit: number;
  /** What is left of the chosen documents, before credit. */
  owed: number;
  /** To be paid; undefined as long as an amount is not right. */
  amount: number | undefined;
  /** What the server is told, credit first. */
  creditParts: Parts;
  payParts: Parts;
}

/**
 * An amount as people type it, in minor units.
 * @returns undefined for what is no amount, or has more digits than the currency
 */
export function amountOf(text: string, currency: string, locale: string): number | undefined {
  const number = parseDecimal(text.trim(), locale);
  if (number === undefined) return undefined;
  const amount = number * 10 ** exponentOf(currency);
  const whole = Math.round(amount);
  // A decimal that is not exact in binary is off by far less than this.
  return Number.isSafeInteger(whole) && Math.abs(amount - whole) < 1e-4 ? whole : undefined;
}

/** Whether it cannot be paid now: a payment of it is not settled, and there is to be no second one. */
export const isBlocked = (
  { pending }: Pick<Payable, 'pending'>,
  { preventsDuplicates }: Pick<PaymentOptions, 'preventsDuplicates'>,
): boolean => pending !== null && preventsDuplicates;

type Asked = Pick<PaymentOptions, 'currency' | 'documents' | 'credit' | 'preventsDuplicates'>;

/** @param locale of whoever typed the parts */
export function planOf(options: Asked, wish: Wish, locale: string): Plan {
  const { currency, documents } = options;
  const isChosen = (document: Payable) => !wish.without.has(document.id) && !isBlocked(document, options);
  const chosen = documents.filter(isChosen);
  const owed = chosen.reduce((sum, { left }) => sum + left, 0);
  const credit = wish.credit ? Math.min(options.credit, owed) : 0;
  const onCredit = spread(
    credit,
    chosen.map(({ id, dueDate, issueDate, left }) => ({ key: id, due: dueDate, issued: issueDate, left })),
  ).parts;
  const lines = documents.map((document): PlannedLine => {
    const left = document.left - (onCredit.get(document.id) ?? 0);
    // A part that is as much as all of it is none.
    const least = document.least !== null && document.least < left ? document.least : null;
    const typed = least === null ? undefined : wish.parts.get(document.id);
    if (!isChosen(document)) return { document, chosen: false, left, least, amount: 0 };
    const read = typed === undefined ? left : amountOf(typed, currency, locale);
    const fits = read !== undefined && read <= left && read >= (least ?? left);
    return { document, chosen: true, left, least, amount: fits ? read : undefined };
  });
  return {
    lines,
    credit,
    owed,
    amount: lines.reduce<number | undefined>(
      (sum, { amount }) => (sum === undefined || amount === undefined ? undefined : sum + amount),
      0,
    ),
    creditParts: chosen.flatMap(({ id, type, left }) => {
      const amount = onCredit.get(id);
      return amount === undefined ? [] : [{ type, document: id, amount, left }];
    }),
    payParts: lines.flatMap(({ document: { id, type }, left, amount }) => (amount ? [{ type, document: id, amount, left }] : [])),
  };
}

/** How one may pay. */
export type Way = PaymentOptions['ways'][number];
export type Saved = PaymentOptions['saved'][number];
export type ChosenWay =
  | { kind: 'saved'; key: string; saved: Saved; way: Way | undefined }
  | { kind: 'new'; key: string; way: Way; method: Way['methods'][number] };

/** Saved methods, the default one first, then each provider's. */
export function waysOf({ ways, saved }: Pick<PaymentOptions, 'ways' | 'saved'>): ChosenWay[] {
  const kept = saved.filter(({ state }) => state === 'active').sort((one, other) => Number(other.isDefault) - Number(one.isDefault));
  return [
    ...kept.map(
      (one): ChosenWay => ({
        kind: 'saved',
        key: `saved:${one.id}`,
        saved: one,
        way: ways.find(({ provider }) => provider === one.provider),
      }),
    ),
    ...ways.flatMap((way) => way.methods.map((method): ChosenWay => ({ kind: 'new', key: `${way.provider}:${method}`, way, method }))),
  ];
}

/** Why a way does not take an amount. */
export function refusalOf({ way }: ChosenWay, amount: number): { kind: 'least' | 'most'; limit: number } | undefined {
  if (way && amount < way.least) return { kind: 'least', limit: way.least };
  if (way && way.most !== null && amount > way.most) return { kind: 'most', limit: way.most };
  return undefined;
}
