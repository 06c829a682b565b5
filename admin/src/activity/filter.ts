import { ACTIVITY_KINDS, type ActivityKind } from '../../../plugin/activity-kinds';
import { SEARCH_MAX } from '../../../plugin/vocabulary';
import { oneOf, pageIn, wordsOf } from '../components/address';
import { periodAddress, periodIn, periodQuery, type PeriodFilter } from '../components/period';

/** What is looked for; it stands in the page's address, so that it can be sent to a colleague. */
export interface Filter extends PeriodFilter {
  page: number;
  search: string;
  kind: ActivityKind | undefined;
}

/** Reads the address; what makes no sense in it is left out. */
export const filterIn = (params: URLSearchParams): Filter => ({
  page: pageIn(params),
  search: (params.get('search') ?? '').slice(0, SEARCH_MAX),
  kind: oneOf(ACTIVITY_KINDS, params.get('kind')),
  ...periodIn(params),
});

/** The filter as it stands in the address: only what is not as it is at first. */
export const addressOf = ({ page, search, kind, ...period }: Filter): Record<string, string> => ({
  ...(page > 1 && { page: String(page) }),
  ...(search !== '' && { search }),
  ...(kind && { kind }),
  ...periodAddress(period),
});

/** What the server is asked. */
export const queryOf = ({ page, search, kind, ...period }: Filter, now: Date) => ({
  page: String(page),
  search: wordsOf(search),
  kind,
  ...periodQuery(period, now),
});

/** Whether anything is filtered out, apart from older pages. */
export const isFiltered = ({ search, kind, period }: Filter): boolean => search.trim() !== '' || kind !== undefined || period !== 'all';
