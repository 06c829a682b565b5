import fc from 'fast-check';
import { z } from 'zod';
import { parse, refuseHostileValues } from '../../../server/src/kernel/input';
import { PortalError } from '../../../server/src/platform/errors';

function problemsOf(work: () => unknown): { path: (string | number)[]; code: string }[] {
  try {
    work();
  } catch (error) {
    if (error instanceof PortalError) {
      return (error.fieldErrors ?? []).map(({ path, code }) => ({ path, code }));
    }
    throw error;
  }
  return [];
}

/** `value` at the bottom of `depth` nested arrays. */
function nested(depth: number, value: unknown = 1): unknown {
  let result = value;
  for (let level = 0; level < depth; level += 1) result = [result];
  return result;
}

describe('values that no endpoint wants', () => {
  it.each<[string, unknown, string, (string | number)[]]>([
    ['a NUL byte', { a: { b: 'x\0y' } }, 'not-text', ['a', 'b']],
    ['a NUL byte in a key', { 'x\0y': 1 }, 'not-text', []],
    ['an integer far too large', -1.5e300, 'number-too-large', []],
    ['a lone high surrogate', ['\ud83e'], 'not-text', [0]],
    ['a lone low surrogate', ['\udd8a'], 'not-text', [0]],
    ['swapped surrogates', '\udd8a\ud83e', 'not-text', []],
    ['infinity, which 1e999 becomes', { n: JSON.parse('1e999') as number }, 'number-too-large', ['n']],
    ['an integer that is not exact', { n: Number('9007199254740993') }, 'number-too-large', ['n']],
    ['nesting', nested(21), 'too-deep', Array<number>(21).fill(0)],
    ['nesting that would overflow the stack', nested(50_000), 'too-deep', Array<number>(21).fill(0)],
  ])('refuses %s', (_name, value, code, path) => {
    expect(
      problemsOf(() => {
        refuseHostileValues(value);
      }),
    ).toEqual([{ path, code }]);
  });

  it.each([[nested(20)], ['🦊 ok'], [0.1], [1.5e-300], [Number.MAX_SAFE_INTEGER], [null], [true], [undefined]])(
    'lets %p through',
    (value) => {
      expect(
        problemsOf(() => {
          refuseHostileValues(value);
        }),
      ).toEqual([]);
    },
  );

  it('never throws anything but its refusal', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        problemsOf(() => {
          refuseHostileValues(value);
        });
      }),
      { seed: 20260101, numRuns: 500 },
    );
  });
});

describe('parsing one part of a request', () => {
  const schema = z.strictObject({ name: z.string().max(3), inner: z.strictObject({ n: z.int() }).optional() });

  it('names every wrong field with its path and a stable code', () => {
    const found = problemsOf(() => parse(schema, { name: 'long', more: 1, inner: { n: 'x', o: 2 } }, ['query']));
    expect(found).toEqual(
      expect.arrayContaining([
        { path: ['query', 'more'], code: 'unknown-key' },
        { path: ['query', 'inner', 'o'], code: 'unknown-key' },
        { path: ['query', 'name'], code: 'too-big' },
        { path: ['query', 'inner', 'n'], code: 'invalid-type' },
      ]),
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('takes %s for an unknown key', (key) => {
    const body = JSON.parse(`{"name":"a","${key}":{"polluted":true}}`) as object;
    const found = problemsOf(() => parse(schema, body));
    expect(found).toEqual([{ path: [key], code: 'unknown-key' }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('lists at most fifty problems', () => {
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 1]));
    expect(problemsOf(() => parse(schema, body))).toHaveLength(50);
  });
});
