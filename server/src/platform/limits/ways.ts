import { PortalError } from '../errors';
import type { Counted } from './counted';

/** Takes a counted attempt back, as part of the transaction that it is done in: it turned out to be legitimate. */
export type TakeBack = () => Promise<void>;

/** What is tried; it takes back what it was counted as where it was right. */
export type Attempt<T> = (takeBack: TakeBack) => Promise<T>;

/** Counters that an attempt is counted with, or the next ones where one of them is used up. */
export type Ways = readonly (readonly Counted[])[];

/** Counts by the first of the ways that has room; the last one's refusal is the answer. */
export async function byFirst<T>(ways: Ways, count: (way: readonly Counted[]) => Promise<T>): Promise<T> {
  for (const way of ways.slice(0, -1)) {
    try {
      return await count(way);
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
    }
  }
  return count(ways.at(-1) ?? []);
}
