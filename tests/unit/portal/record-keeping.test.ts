import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dropKept, parseKept, readKept, writeKept, type Kept } from '../../../portal/src/modules/kept';
import { KEPT, storage } from '../../../portal/src/storage';

const kept: Kept = { at: new Date().toISOString(), revision: 3, key: 'k', form: { title: 'half' }, files: [], related: {} };
const place = { contact: 'a', customer: 'b', module: 'c', record: 'd' };

/** What a browser has. */
function fakeStorage(): Storage {
  const held = new Map<string, string>();
  const methods = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
  return new Proxy(methods, { ownKeys: () => [...held.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }) as unknown as Storage;
}

beforeEach(() => {
  globalThis.localStorage = fakeStorage();
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage');
});

describe('what is typed and not saved', () => {
  it('is kept for one contact, customer and record alone', () => {
    expect(writeKept(place, kept)).toBe(true);
    expect(readKept(place)).toEqual(kept);
    for (const name of ['contact', 'customer', 'module', 'record']) expect(readKept({ ...place, [name]: 'other' })).toBeUndefined();
    expect(readKept({ contact: 'a', customer: 'b', module: 'c' })).toBeUndefined();
    dropKept(place);
    expect(readKept(place)).toBeUndefined();
  });

  it('is found by its name when everything is to go', () => {
    writeKept(place, kept);
    storage.write('customer-portal.language', 'x');
    expect(storage.keys(KEPT)).toEqual([`${KEPT}a.b.c.d`]);
  });

  it('is told to be kept only where it is', () => {
    const full = (): never => {
      throw new Error('full');
    };
    globalThis.localStorage = { ...fakeStorage(), setItem: full };
    expect(writeKept(place, kept)).toBe(false);
  });

  it('is forgotten when it is old or cannot be read', () => {
    const text = JSON.stringify(kept);
    expect(parseKept(text, Date.now() + 29 * 86_400_000)).toEqual(kept);
    expect(parseKept(text, Date.now() + 31 * 86_400_000)).toBeUndefined();
    for (const broken of ['', '{', 'null', '[]', '{"at":1}', JSON.stringify({ ...kept, form: [] }), JSON.stringify({ ...kept, at: 'never' })]) {
      expect(parseKept(broken, Date.now())).toBeUndefined();
    }
  });
});
