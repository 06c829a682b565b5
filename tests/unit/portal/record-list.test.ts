import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordsContract } from '../../../plugin/contract/customer/modules';
import { RECORD_STATES } from '../../../plugin/vocabulary';
import { directionOf, sortBy } from '../../../portal/src/list/sort';
import { sortedAs } from '../../../portal/src/modules/list/columns';
import { FIRST, fromAddress, isFiltered, toAddress, toRequest, type ListState } from '../../../portal/src/modules/list/list-state';

const state: fc.Arbitrary<ListState> = fc
  .record({
    show: fc.constantFrom('ours' as const, 'published' as const),
    q: fc.string({ maxLength: 50 }).map((q) => q.trim()),
    state: fc.option(fc.constantFrom(...RECORD_STATES), { nil: undefined }),
    sort: fc.constantFrom('title', '-title', 'updatedAt', '-updatedAt', 'purchasedOn'),
    page: fc.integer({ min: 1, max: 500 }),
  })
  .map(({ state: standing, ...more }) => ({ ...more, ...(standing && { state: standing }) }));

describe('the order of a list', () => {
  it('is called by what is sorted: letters, sizes or ages', () => {
    const column = { label: '', sortable: true };
    expect(sortedAs({ ...column, name: 'title' })).toBe('text');
    expect(sortedAs({ ...column, name: 'updatedAt' })).toBe('date');
    expect(sortedAs({ ...column, name: 'state' })).toBe('other');
    expect(sortedAs({ ...column, name: 'price', type: 'decimal' })).toBe('number');
    expect(sortedAs({ ...column, name: 'agreed', type: 'boolean' })).toBe('other');
  });
});

describe('the state of a list', () => {
  it('is the same after a detour through the address', () => {
    fc.assert(fc.property(state, (value) => expect(fromAddress(new URLSearchParams(toAddress(value).toString()))).toEqual(value)));
  });

  it('is one that the server takes, whatever the address says', () => {
    const anything = fc.dictionary(fc.constantFrom('q', 'state', 'sort', 'page', 'show'), fc.string({ unit: 'binary', maxLength: 150 }));
    fc.assert(
      fc.property(anything, (search) => {
        expect(recordsContract.find.query.safeParse(toRequest(fromAddress(new URLSearchParams(search)))).success).toBe(true);
      }),
    );
  });

  it('leaves the address alone at first', () => {
    expect(toAddress(FIRST).toString()).toBe('');
    expect(isFiltered(FIRST)).toBe(false);
    expect(isFiltered({ ...FIRST, state: 'draft' })).toBe(true);
  });

  it('turns round when a column is pressed again', () => {
    expect(sortBy(FIRST, 'title')).toBe('title');
    expect(sortBy({ ...FIRST, sort: 'title' }, 'title')).toBe('-title');
    expect(sortBy({ ...FIRST, sort: 'title' }, 'updatedAt')).toBe('-updatedAt');
    expect(directionOf({ ...FIRST, sort: '-title' }, 'title')).toBe('descending');
    expect(directionOf(FIRST, 'title')).toBeUndefined();
  });
});
