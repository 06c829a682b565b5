import { useState } from 'react';
import type { DocumentRow, Zipped } from '../../../../plugin/contract/customer/documents';
import type { DocumentListState } from '../list/list-state';

/** Documents that are chosen in a list: over its pages, and whatever it is narrowed to meanwhile. */
export interface Choice {
  /** All that the list finds. */
  all: boolean;
  count: number;
  has: (id: string) => boolean;
  /** Those that were seen: of all that the list finds they may be fewer. */
  rows: readonly DocumentRow[];
  tick: (rows: readonly DocumentRow[], on: boolean) => void;
  takeAll: () => void;
  clear: () => void;
  zipped: Zipped;
}

/** What narrows a list down, as a request names it. */
const narrowingOf = ({ q, state, from, to }: DocumentListState) => ({
  ...(q !== '' && { q }),
  ...(state && { state }),
  ...(from && { from }),
  ...(to && { to }),
});

/**
 * @param found how many documents the list finds
 * @param shown those of them that are shown
 */
export function useChoice(state: DocumentListState, found: number, shown: readonly DocumentRow[]): Choice {
  const [ticked, setTicked] = useState<ReadonlyMap<string, DocumentRow>>(new Map());
  // "All" is said of what was found then: of anything else it is not said.
  const [allOf, setAllOf] = useState<string>();
  const narrowing = narrowingOf(state);
  const all = found > 0 && allOf === JSON.stringify(narrowing);
  return {
    all,
    count: all ? found : ticked.size,
    has: (id) => all || ticked.has(id),
    rows: all ? shown : [...ticked.values()],
    tick: (rows, on) =>
      setTicked((before) => {
        const after = new Map(before);
        for (const row of rows)
          if (on) after.set(row.id, row);
          else after.delete(row.id);
        return after;
      }),
    takeAll: () => setAllOf(JSON.stringify(narrowing)),
    clear: () => {
      setTicked(new Map());
      setAllOf(undefined);
    },
    zipped: all ? { found: narrowing } : { documents: [...ticked.keys()] },
  };
}
