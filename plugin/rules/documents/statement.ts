/**
 * A statement of account: what a customer owed on a day, what moved it, and what it owes at the end. Amounts are minor
 * units of one currency, above 0 where the customer owes; dates are calendar dates. Pure.
 */
import { plusDays } from '../calendar';
import { minorUnits } from '../money/decimal';

/**
 * What moves what is owed, in the order of a day:
 * - `charged`: an invoice or a retainer invoice; `credited`: a credit note.
 * - `settled`: paid, or settled in another way, outside of the portal; `unsettled`: that taken back.
 * - `used`: of a credit note, outside of the portal; `unused`: that taken back.
 * - `refunded`: of a credit note, paid out.
 * - `written-off`: given up by the organisation.
 * - `credit-added`: more was paid than was owed, or what was paid came off a document: the customer's credit.
 * - `credit-refunded`: of that credit, paid out.
 *
 * A credit note or credit that is put on an invoice moves nothing: what is owed and what is left to use go down by the same.
 */
export const ENTRY_KINDS = [
  'charged',
  'credited',
  'settled',
  'unsettled',
  'used',
  'unused',
  'refunded',
  'written-off',
  'credit-added',
  'credit-refunded',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Which way each goes. */
export const DIRECTIONS: Readonly<Record<EntryKind, 1 | -1>> = {
  charged: 1,
  credited: -1,
  settled: -1,
  unsettled: 1,
  used: 1,
  unused: -1,
  refunded: 1,
  'written-off': -1,
  'credit-added': -1,
  'credit-refunded': 1,
};

export interface Move {
  date: string;
  kind: EntryKind;
  /** As the document or the row has it, whichever way it goes. */
  amount: number;
  number: string;
}

export type Entry<M extends Move> = Omit<M, 'amount'> & {
  /** By so much is more owed. */
  amount: number;
  /** What is owed after it. */
  balance: number;
};

const rank = ({ kind }: Move): number => ENTRY_KINDS.indexOf(kind);
const order = (one: Move, other: Move): number =>
  one.date.localeCompare(other.date) || rank(one) - rank(other) || (one.number < other.number ? -1 : one.number > other.number ? 1 : 0);

/**
 * Puts what moved in a period in its order, with what is owed after each.
 * @throws AmountTooLarge beyond what JSON's numbers hold
 */
export function entriesOf<M extends Move>(opening: number, moves: readonly M[]): { entries: Entry<M>[]; closing: number } {
  let balance = BigInt(opening);
  const entries = [...moves].sort(order).map((move): Entry<M> => {
    const amount = DIRECTIONS[move.kind] * move.amount;
    balance += BigInt(amount);
    return { ...move, amount, balance: minorUnits(balance) };
  });
  return { entries, closing: minorUnits(balance) };
}

/** Days past due, at most; the last has no end. */
export const AGEING = ['notDue', 'days30', 'days60', 'days90', 'older'] as const;
export type Ageing = Record<(typeof AGEING)[number], number>;

const DAYS = 30;

/**
 * What is open, by how long it is past due on a day. On the due date itself it is not; without one it never is.
 * @throws AmountTooLarge beyond what JSON's numbers hold
 */
export function ageingOf(open: readonly { dueOn: string | null; amount: number }[], on: string): Ageing {
  const ends = [0, 1, 2, 3].map((step) => plusDays(on, -step * DAYS));
  const sums = AGEING.map(() => 0n);
  for (const { dueOn, amount } of open) {
    const overdue = dueOn === null ? 0 : ends.filter((end) => dueOn < end).length;
    sums[overdue] = (sums[overdue] ?? 0n) + BigInt(amount);
  }
  return Object.fromEntries(AGEING.map((name, index) => [name, minorUnits(sums[index] ?? 0n)])) as Ageing;
}
