/** How a list is sorted: by a column, `-` before it for the other way round. Pure. */
export type Direction = 'ascending' | 'descending';

interface Sorted {
  sort: string;
}

/** Which way a column is sorted now, if by it at all. */
export const directionOf = ({ sort }: Sorted, column: string): Direction | undefined =>
  sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined;

/** Sorting by a column once more turns it round. What changed last, is wanted first. */
export function sortBy<C extends string>(state: Sorted, column: C, newestFirst = column === 'updatedAt'): C | `-${C}` {
  const now = directionOf(state, column);
  const descending = now ? now === 'ascending' : newestFirst;
  return descending ? `-${column}` : column;
}
