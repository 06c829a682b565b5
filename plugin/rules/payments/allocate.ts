/** How an amount is spread over what is owed. Pure; minor units of one currency. */

export interface Owed {
  /** Names it among the others. */
  key: string;
  /** Calendar date by which it is due; null: not said, which comes last. */
  due: string | null;
  /** Calendar date of issue, which decides among those of one due date. */
  issued: string;
  /** What is left to pay. */
  left: number;
}

/** What is owed in the order in which it is paid: what is due first, first. */
export const oldestFirst = <T extends Pick<Owed, 'key' | 'due' | 'issued'>>(owed: readonly T[]): T[] =>
  [...owed].sort((one, other) => {
    if (one.due !== other.due) {
      if (one.due === null) return 1;
      if (other.due === null) return -1;
      return one.due < other.due ? -1 : 1;
    }
    if (one.issued !== other.issued) return one.issued < other.issued ? -1 : 1;
    return one.key < other.key ? -1 : 1;
  });

/**
 * Spreads an amount over what is owed, oldest first, none above what is left of it.
 *
 * @returns what falls to each by its key, without those that nothing falls to; and what is over, which becomes credit
 */
export function spread(amount: number, owed: readonly Owed[]): { parts: Map<string, number>; over: number } {
  const parts = new Map<string, number>();
  let over = amount;
  for (const { key, left } of oldestFirst(owed)) {
    const part = Math.min(over, Math.max(0, left));
    if (part > 0) parts.set(key, part);
    over -= part;
  }
  return { parts, over };
}
