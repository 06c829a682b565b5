import type { Strapi } from './strapi';

const clocks = new WeakMap<Strapi, () => Date>();

/** Gives a Strapi another clock than the machine's: tests set one. */
export function setClock(strapi: Strapi, clock: () => Date): void {
  clocks.set(strapi, clock);
}

/** The present instant by a Strapi's clock, read nowhere else. Pure rules take the instant as an argument. */
export const now = (strapi: Strapi): Date => clocks.get(strapi)?.() ?? new Date();

/** `date` plus a number of seconds. */
export const plusSeconds = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000);
