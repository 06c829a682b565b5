import type { StatementLine } from '../../../../plugin/contract/editor/payments';
import { plainReference } from '../../../../plugin/rules/payments/creditor-reference';
import type { Line } from './line';

/** A payment whose transfer is waited for. */
export interface Waiting {
  /** Document id. */
  payment: string;
  /** What stands in the transfer. */
  reference: string;
  /** Minor units. */
  amount: number;
  currency: string;
  customer: string;
}

/** Payments whose references stand in a text, wherever the payer's bank broke it, in the order of the text. */
function finder(waiting: readonly Waiting[]): (text: string) => Waiting[] {
  const byReference = new Map(waiting.map((one) => [plainReference(one.reference), one]));
  const lengths = [...new Set([...byReference.keys()].map(({ length }) => length))].sort((one, other) => other - one);
  return (text) => {
    const plain = plainReference(text);
    const found = new Set<Waiting>();
    for (let at = plain.indexOf('RF'); at >= 0; at = plain.indexOf('RF', at + 1)) {
      const one = lengths.map((length) => byReference.get(plain.slice(at, at + length))).find((match) => match !== undefined);
      if (one) found.add(one);
    }
    return [...found];
  };
}

/**
 * What each line of a statement is for: the payment whose reference it has, where amount and currency are the payment's.
 * A second line for a payment is for none: money that came twice is looked at by somebody.
 *
 * @param taken names of lines that were taken in before (`bankReference`)
 */
export function matchLines(lines: readonly Line[], waiting: readonly Waiting[], taken: ReadonlySet<string> = new Set()): StatementLine[] {
  const find = finder(waiting);
  const given = new Set<string>();
  return lines.map(({ reversal, ...line }) => {
    const shown = (outcome: StatementLine['outcome'], one?: Waiting): StatementLine => ({
      ...line,
      outcome,
      payment: one ? { id: one.payment, reference: one.reference, amount: one.amount, customer: one.customer } : null,
    });
    if (taken.has(line.bankReference)) return shown('taken-before');
    if (line.amount <= 0) return shown('outgoing');
    if (reversal) return shown('no-match');
    const found = find(line.text).filter(({ currency }) => currency === line.currency);
    const open = found.filter(({ payment }) => !given.has(payment));
    const exact = open.find(({ amount }) => amount === line.amount);
    if (exact) {
      given.add(exact.payment);
      return shown('matched', exact);
    }
    return open[0] ? shown('amount-differs', open[0]) : shown('no-match', found[0]);
  });
}
