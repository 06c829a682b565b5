import fc from 'fast-check';
import { versioned } from '../../../server/src/platform/versioned';

describe('JSON that is kept while its shape changes', () => {
  const first = versioned<{ name: string }>();
  const third = versioned<{ names: string[]; kind: string }>(
    ({ name }: { name: string }) => ({ names: [name] }),
    (older: { names: string[] }) => ({ ...older, kind: 'unknown' }),
  );
  const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const any = versioned<unknown>();
        expect(any.read(overJson(any.write(value)))).toEqual(overJson(value));
      }),
      { seed: 20261130, numRuns: 200 },
    );
  });

  it('is read from any older shape, and without a number from the first', () => {
    const expected = { names: ['Ash'], kind: 'unknown' };
    expect(third.read({ name: 'Ash' })).toEqual(expected);
    expect(third.read(overJson(first.write({ name: 'Ash' })))).toEqual(expected);
    expect(third.read({ version: 2, value: { names: ['Ash'] } })).toEqual(expected);
  });

  it('is not guessed at when it is newer than the code that reads it', () => {
    expect(() => first.read(third.write({ names: [], kind: '' }))).toThrow('shape 3');
  });
});
