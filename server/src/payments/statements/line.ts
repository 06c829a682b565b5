import { createHash } from 'node:crypto';

/** Money that came to the organisation's account or left it, as its bank says. */
export interface Line {
  /** Of a CSV file its line; else the how manieth it is. From 1. */
  line: number;
  /** Calendar date on which the bank booked it. */
  date: string;
  /** Minor units of the currency; below 0: it left the account. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  /** Who paid; empty where the bank does not say. */
  from: string;
  text: string;
  /** What names it among all lines of the bank, the same in every export: it is taken in once. At most 200 characters. */
  bankReference: string;
  /** It takes an earlier one back: nobody paid anything with it. */
  reversal: boolean;
}

/** A line before it has its name: `own` is what the bank calls it, if it does. */
export type Unnamed = Omit<Line, 'bankReference'> & { own: string };

/** Lines of one statement: as many as people look through, and as fit into an answer. */
export const LINES_MAX = 20_000;

/** Why a statement cannot be read, in English, with the line where there is one. */
export class StatementProblem extends Error {
  constructor(message: string, line?: number) {
    super(line === undefined ? message : `Line ${line}: ${message}`);
    this.name = 'StatementProblem';
  }
}

const CONTROLS = /[\p{Cc}\u2028\u2029\p{Cs}]+/gu;
/** One line of text, of no more characters than that. */
export const oneLine = (text: string, most: number): string => text.replace(CONTROLS, ' ').replace(/ {2,}/gu, ' ').trim().slice(0, most);

/** What banks write in the place of a reference that there is not. */
const NO_REFERENCE = /^(?:|nonref|notprovided|0+)$/iu;

/**
 * Names lines by what the bank calls them, else by what they say: of those that are the same the second is another one.
 * So a period that is exported twice, or a part of it, has the same names.
 */
export function named(lines: readonly Unnamed[]): Line[] {
  const seen = new Map<string, number>();
  return lines.map(({ own, ...line }) => {
    const { date, amount, currency, from, text } = line;
    const content = createHash('sha256')
      .update(JSON.stringify([date, amount, currency, from, text]))
      .digest('hex')
      .slice(0, 40);
    const reference = oneLine(own, 150);
    const name = NO_REFERENCE.test(reference) ? content : reference;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { ...line, bankReference: times === 1 ? name : `${name}#${times}` };
  });
}
