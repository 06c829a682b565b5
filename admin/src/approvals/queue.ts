/** Where a record stands among those that wait. */
export interface Place {
  /** Counted from one; nothing when the record does not wait. */
  position: number | undefined;
  count: number;
  previous: string | undefined;
  next: string | undefined;
}

/**
 * The neighbours of a record in the order of the inbox. One that was decided stands there no more:
 * `at` is where it stood, so that the next one is the one that took its place. `count` is how many
 * wait in all, where `ids` are the first of them.
 */
export function placeOf(ids: readonly string[], id: string, at: number, count = ids.length): Place {
  const index = ids.indexOf(id);
  const waits = index >= 0;
  const here = waits ? index : Math.min(at, ids.length);
  return {
    position: waits ? index + 1 : undefined,
    count,
    previous: ids[here - 1],
    // Behind the last one the first ones are next: they wait longest.
    next: (waits ? ids[here + 1] : ids[here]) ?? ids.find((other) => other !== id),
  };
}
