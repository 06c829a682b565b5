import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseAutosave } from '../../../portal/src/forms/autosave';
import { isTypedRecord, recordAutosave, type TypedRecord } from '../../../portal/src/modules/record-autosave';
import { AUTOSAVE, storage } from '../../../portal/src/storage';

const typed: TypedRecord = { revision: 3, key: 'k', form: { title: 'half' }, files: [], related: {} };
const place = { contact: 'a', customer: 'b', module: 'c', record: 'd' };

/** What a browser has. */
function fakeStorage(): Storage {
  const held = new Map<string, string>();
  const methods = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
  return new Proxy(methods, {
    ownKeys: () => [...held.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  }) as unknown as Storage;
}

beforeEach(() => {
  globalThis.localStorage = fakeStorage();
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage');
});

describe('what is typed and not saved', () => {
  it('is kept for one contact, customer and record alone', () => {
    expect(recordAutosave(place).write(typed)).toBe(true);
    expect(recordAutosave(place).read()).toEqual({ at: expect.any(String), value: typed });
    for (const name of ['contact', 'customer', 'module', 'record'])
      expect(recordAutosave({ ...place, [name]: 'other' }).read()).toBeUndefined();
    expect(recordAutosave({ contact: 'a', customer: 'b', module: 'c' }).read()).toBeUndefined();
    recordAutosave(place).drop();
    expect(recordAutosave(place).read()).toBeUndefined();
  });

  it('is found by its name when everything is to go', () => {
    recordAutosave(place).write(typed);
    storage.write('customer-portal.language', 'x');
    expect(storage.keys(AUTOSAVE)).toEqual([`${AUTOSAVE}a.b.c.d`]);
  });

  it('is told to be kept only where it is', () => {
    const full = (): never => {
      throw new Error('full');
    };
    globalThis.localStorage = { ...fakeStorage(), setItem: full };
    expect(recordAutosave(place).write(typed)).toBe(false);
  });

  it('is forgotten when it is old or cannot be read', () => {
    const kept = { at: new Date().toISOString(), value: typed };
    const parse = (text: string, days = 0) => parseAutosave(text, isTypedRecord, Date.now() + days * 86_400_000);
    const text = JSON.stringify(kept);
    expect(parse(text, 29)).toEqual(kept);
    expect(parse(text, 31)).toBeUndefined();
    for (const broken of [
      '',
      '{',
      'null',
      '[]',
      '{"at":1}',
      JSON.stringify({ ...kept, value: { ...typed, form: [] } }),
      JSON.stringify({ ...kept, at: 'never' }),
    ]) {
      expect(parse(broken)).toBeUndefined();
    }
  });
});
