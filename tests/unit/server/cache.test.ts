import { createCache } from '../../../server/src/platform/cache';
import { setClock } from '../../../server/src/platform/clock';
import type { Strapi } from '../../../server/src/platform/strapi';

describe('a cache', () => {
  let time: number;
  let inTransaction: boolean;
  /** Loads under way, in their order: each is ended by hand. */
  let under: { key: string; resolve: (value: string) => void; reject: (error: Error) => void }[];
  const strapi = { db: { inTransaction: () => inTransaction } } as unknown as Strapi;
  const load = (key = 'all'): Promise<string> => new Promise((resolve, reject) => under.push({ key, resolve, reject }));

  beforeEach(() => {
    [time, inTransaction, under] = [1_000_000, false, []];
    setClock(strapi, () => new Date(time));
  });

  it('loads again when its time is over, counted from when the load began', async () => {
    const cache = createCache(strapi, () => load(), { freshMs: 100 });
    const first = cache.get();
    time += 60;
    under[0]!.resolve('old');
    expect(await first).toBe('old');
    time += 39;
    expect(await cache.get()).toBe('old');
    time += 1;
    const second = cache.get();
    under[1]!.resolve('new');
    expect([await second, await cache.get(), under.length]).toEqual(['new', 'new', 2]);
  });

  it('keeps a value for half a second unless told otherwise', async () => {
    const cache = createCache(strapi, () => load());
    void cache.get();
    under[0]!.resolve('value');
    await cache.get();
    time += 499;
    await cache.get();
    expect(under).toHaveLength(1);
    time += 1;
    void cache.get();
    expect(under).toHaveLength(2);
  });

  it('has callers at the same time wait for one load, however long it takes', async () => {
    const cache = createCache(strapi, () => load(), { freshMs: 100 });
    const first = cache.get();
    time += 200;
    const callers = [first, cache.get(), cache.get()];
    expect(under).toHaveLength(1);
    under[0]!.resolve('value');
    expect(await Promise.all(callers)).toEqual(['value', 'value', 'value']);
  });

  it('keeps by the first argument, and hands all of them to the load', async () => {
    const seen: [string, number][] = [];
    const cache = createCache(strapi, async (key: string, more: number) => {
      seen.push([key, more]);
      return `${key}${more}`;
    });
    expect([await cache.get('a', 1), await cache.get('a', 2), await cache.get('b', 3)]).toEqual(['a1', 'a1', 'b3']);
    expect(seen).toEqual([
      ['a', 1],
      ['b', 3],
    ]);
  });

  it('drops what was loaded longest ago where it has no room', async () => {
    const loads: string[] = [];
    const cache = createCache(strapi, async (key: string) => loads.push(key), { freshMs: 100, most: 2 });
    for (const key of ['a', 'b']) await cache.get(key);
    time += 100;
    // Loaded anew, and so the newest; it takes its own place.
    await cache.get('a');
    await cache.get('c');
    await cache.get('a');
    await cache.get('b');
    expect(loads).toEqual(['a', 'b', 'a', 'c', 'b']);
  });

  it('forgets what it has, and does not keep what was being loaded meanwhile', async () => {
    const cache = createCache(strapi, load);
    const before = cache.get('a');
    cache.forget();
    const after = cache.get('a');
    expect(under).toHaveLength(2);
    under[1]!.resolve('new');
    expect(await after).toBe('new');
    under[0]!.resolve('old');
    expect([await before, await cache.get('a')]).toEqual(['old', 'new']);
    cache.forget();
    void cache.get('a');
    expect(under).toHaveLength(3);
  });

  it('tells everybody who waited that a load failed, and loads again for the next', async () => {
    const cache = createCache(strapi, load);
    const callers = [cache.get('a'), cache.get('a')];
    under[0]!.reject(new Error('down'));
    for (const caller of callers) await expect(caller).rejects.toThrow('down');
    const next = cache.get('a');
    under[1]!.resolve('up');
    expect([await next, await cache.get('a'), under.length]).toEqual(['up', 'up', 2]);
  });

  it('lets a load that was forgotten fail without taking the next one with it', async () => {
    const cache = createCache(strapi, load);
    const before = cache.get('a');
    cache.forget();
    const after = cache.get('a');
    under[0]!.reject(new Error('down'));
    await expect(before).rejects.toThrow('down');
    under[1]!.resolve('up');
    expect([await after, await cache.get('a'), under.length]).toEqual(['up', 'up', 2]);
  });

  it('has a transaction take what is fresh, wait for nobody and leave nothing', async () => {
    const cache = createCache(strapi, load);
    const outside = cache.get('a');
    inTransaction = true;
    const inside = cache.get('a');
    expect(under).toHaveLength(2);
    under[1]!.resolve('its own');
    expect(await inside).toBe('its own');
    under[0]!.resolve("everybody's");
    expect([await outside, await cache.get('a'), under.length]).toEqual(["everybody's", "everybody's", 2]);
  });
});
