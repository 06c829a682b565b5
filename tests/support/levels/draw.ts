import fc from 'fast-check';

/** Choices that are the same for the same seed. */
export interface Draw {
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean;
  int(min: number, max: number): number;
  pick<T>(list: readonly T[]): T;
  /** Some of a list, in its order; each one with `percent`. */
  some<T>(list: readonly T[], percent?: number): T[];
  shuffled<T>(list: readonly T[]): T[];
}

export function drawing(seed: number): Draw {
  const [given] = fc.sample(fc.gen(), { seed, numRuns: 1 });
  if (!given) throw new Error('fast-check gives nothing.');
  const int = (min: number, max: number): number => given(fc.integer, { min, max });
  const chance = (percent: number): boolean => int(1, 100) <= percent;
  return {
    chance,
    int,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new Error('There is nothing to pick from.');
      return list[int(0, list.length - 1)] as T;
    },
    some: (list, percent = 50) => list.filter(() => chance(percent)),
    shuffled(list) {
      const rest = [...list];
      return list.map(() => rest.splice(int(0, rest.length - 1), 1)[0] as (typeof list)[number]);
    },
  };
}

/**
 * Things that stand nowhere else, so that a text which holds one tells where it is from: words,
 * numbers, dates and times of day (these come again after a day's worth).
 */
export class Tokens {
  private count = 0;

  constructor(private readonly seed: number) {}

  private next(): number {
    this.count += 1;
    return this.count;
  }

  /** `zq` and eight letters. */
  word(): string {
    let left = (this.next() * 1_000_003 + Math.abs(this.seed) * 7919) % 26 ** 8;
    let letters = '';
    for (let index = 0; index < 8; index += 1) {
      letters += String.fromCharCode(97 + (left % 26));
      left = Math.floor(left / 26);
    }
    return `zq${letters}`;
  }

  /** A bound of numbers: eight digits, smaller than every number. */
  bound = (): number => 10_000_000 + this.next() * 13;
  integer = (): number => 100_000_000 + this.next() * 1009;
  float = (): number => 700_000_000 + this.next() * 1009 + 0.5;
  /** Eight digits before the point, as many as a `decimal` column keeps. */
  decimal = (): number => 30_000_000 + this.next() * 37 + 0.25;
  bigInteger = (): string => (5_000_000_000_000_000n + BigInt(this.next()) * 1_000_003n).toString();

  private day(start: number, days: number): string {
    return new Date(Date.UTC(start, 0, 1) + (this.next() % days) * 86_400_000).toISOString().slice(0, 10);
  }
  date = (): string => this.day(3000, 300_000);
  datetime = (): string => `${this.day(5000, 300_000)}T12:00:00.000Z`;
  /** `timestamp` columns of MariaDB end in 2038. */
  timestamp = (): string => `${this.day(2030, 2500)}T12:00:00.000Z`;
  time(): string {
    const minute = (this.next() * 7) % 1440;
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  }
}

/** Everything in a text that could be a token; the words in lower case, as searching and slugs have them. */
export function tokensIn(text: string): Set<string> {
  const found = [
    ...[...text.matchAll(/(?<![a-z0-9])[a-z0-9]{24}(?![a-z0-9])/gu)].map(([id]) => id),
    ...[...text.matchAll(/zq[a-z]{8}/giu)].map(([word]) => word.toLowerCase()),
    ...[...text.matchAll(/\d{8,}/gu)].map(([digits]) => digits),
    ...[...text.matchAll(/\d{4}-\d{2}-\d{2}/gu)].map(([date]) => date),
    ...[...text.matchAll(/"(\d{2}:\d{2})(?::\d{2}(?:\.\d{1,3})?)?"/gu)].map(([, time]) => time as string),
  ];
  return new Set(found);
}

/** What `tokensIn` finds of a value. */
export const tokenOf = (value: string | number): string => [...tokensIn(JSON.stringify(value))][0] ?? String(value);
