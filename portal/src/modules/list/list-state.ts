/**
 * What a module's list shows, as its address holds it: so that back, a bookmark and a reload show the
 * same. Pure.
 */
import { RECORD_STATES, type RecordState } from '../../../../plugin/vocabulary';
import { pageOf, searchOf } from '../../list/address';

export type Show = 'ours' | 'published';

export interface ListState {
  show: Show;
  q: string;
  state?: RecordState;
  /** A column, `-` before it for the other way round. */
  sort: string;
  page: number;
}

export const FIRST: ListState = { show: 'ours', q: '', sort: '-updatedAt', page: 1 };

/** As the server takes it; a made-up address must not become a refused request. */
const IS_SORT = /^-?[A-Za-z][A-Za-z0-9_-]{0,59}$/u;

const isState = (value: string | null): value is RecordState => RECORD_STATES.some((state) => state === value);

/** `first`: what is shown where the address does not say. */
export function fromAddress(search: URLSearchParams, first: Show = FIRST.show): ListState {
  const sort = search.get('sort') ?? '';
  const state = search.get('state');
  const show = search.get('show');
  return {
    show: show === 'ours' || show === 'published' ? show : first,
    q: searchOf(search),
    ...(isState(state) && { state }),
    sort: IS_SORT.test(sort) ? sort : FIRST.sort,
    page: pageOf(search),
  };
}

/** Only what differs from the first view. */
export function toAddress({ show, q, state, sort, page }: ListState, first: Show = FIRST.show): URLSearchParams {
  const search = new URLSearchParams();
  if (show !== first) search.set('show', show);
  if (q !== '') search.set('q', q);
  if (state) search.set('state', state);
  if (sort !== FIRST.sort) search.set('sort', sort);
  if (page !== 1) search.set('page', String(page));
  return search;
}

export const toRequest = ({ show, q, state, sort, page }: ListState) => ({
  ...(show !== 'ours' && { show }),
  ...(q !== '' && { q }),
  ...(state && { state }),
  ...(sort !== FIRST.sort && { sort }),
  ...(page !== 1 && { page: String(page) }),
});

/** Whether anything narrows the list down. */
export const isFiltered = ({ q, state }: ListState): boolean => q !== '' || state !== undefined;
