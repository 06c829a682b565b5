import fc from 'fast-check';
import { mergeChanges, type Values } from '../../../admin/src/components/merge';

describe('laying own changes over what somebody else saved', () => {
  const base = { name: 'a', banner: '', logo: null, on: true };

  test('keeps what only one of the two changed', () => {
    const merged = mergeChanges<Values>(base, { ...base, banner: 'mine' }, { ...base, name: 'theirs' });
    expect(merged).toEqual({ values: { ...base, name: 'theirs', banner: 'mine' }, mine: ['banner'], both: [] });
  });

  test('puts the own value on top where both changed the same, and says so', () => {
    const merged = mergeChanges<Values>(base, { ...base, banner: 'mine' }, { ...base, banner: 'theirs' });
    expect(merged).toEqual({ values: { ...base, banner: 'mine' }, mine: ['banner'], both: ['banner'] });
  });

  test('finds nothing left to save where both made the same change', () => {
    const same = { ...base, on: false };
    expect(mergeChanges<Values>(base, same, same)).toEqual({ values: same, mine: [], both: [] });
  });

  test('drops a value whose field is gone, and takes over one that is new', () => {
    const merged = mergeChanges<Values>({ gone: 1 }, { gone: 2 }, { fresh: 3 });
    expect(merged).toEqual({ values: { fresh: 3 }, mine: [], both: [] });
  });

  test('takes lists for the same when what they hold is', () => {
    const list = (...domains: string[]) => ({ domains: domains.map((domain) => ({ domain })) });
    expect(mergeChanges<Values>(list('a'), list('a'), list('a', 'b'))).toEqual({ values: list('a', 'b'), mine: [], both: [] });
    const merged = mergeChanges<Values>(list('a'), list('a', 'c'), list('a', 'b'));
    expect(merged).toEqual({ values: list('a', 'c'), mine: ['domains'], both: ['domains'] });
  });

  test('never loses a change of either side without naming it', () => {
    const values = fc.record({ a: fc.nat(2), b: fc.nat(2), c: fc.nat(2) });
    fc.assert(
      fc.property(values, values, values, (start, mine, theirs) => {
        const merged = mergeChanges<Values>(start, mine, theirs);
        for (const name of ['a', 'b', 'c'] as const) {
          const value = merged.values[name];
          if (mine[name] !== start[name]) expect(value).toBe(mine[name]);
          else expect(value).toBe(theirs[name]);
          const replaced = value !== theirs[name] && theirs[name] !== start[name];
          expect(merged.both.includes(name)).toBe(replaced);
        }
      }),
    );
  });
});

describe('a value that has parts, such as a table of switches', () => {
  const table = (live: boolean, due: boolean) => ({ pause: { live: { auto: live, manual: false }, due: { auto: due, manual: true } } });

  test('is merged switch by switch', () => {
    const merged = mergeChanges<Values>(table(false, false), table(true, false), table(false, true));
    expect(merged).toEqual({ values: table(true, true), mine: ['pause'], both: [] });
  });

  test('says so where both changed the same part to something else', () => {
    const text = (en: string, de: string) => ({ welcome: { en, de } });
    const merged = mergeChanges<Values>(text('a', 'a'), text('mine', 'a'), text('theirs', 'theirs'));
    expect(merged).toEqual({ values: text('mine', 'theirs'), mine: ['welcome'], both: ['welcome'] });
  });

  test('takes over a part that is new, and leaves out one that is gone', () => {
    const merged = mergeChanges<Values>({ t: { a: 'x', gone: 'x' } }, { t: { a: 'mine', gone: 'mine' } }, { t: { a: 'x', fresh: 'y' } });
    expect(merged).toEqual({ values: { t: { a: 'mine', fresh: 'y' } }, mine: ['t'], both: [] });
  });
});
