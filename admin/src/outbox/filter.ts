import { MAIL_KINDS, OUTBOX_STATES, SEARCH_MAX, type MailKind, type OutboxState } from '../../../plugin/vocabulary';
import { oneOf, pageIn, wordsOf } from '../components/address';
import { periodAddress, periodIn, periodQuery, type PeriodFilter } from '../components/period';

/** What is looked for; it stands in the page's address, so that it can be sent to a colleague. */
export interface Filter extends PeriodFilter {
  page: number;
  search: string;
  state: OutboxState | undefined;
  kind: MailKind | undefined;
}

/** Reads the address; what makes no sense in it is left out. */
export const filterIn = (params: URLSearchParams): Filter => ({
  page: pageIn(params),
  search: (params.get('search') ?? '').slice(0, SEARCH_MAX),
  state: oneOf(OUTBOX_STATES, params.get('state')),
  kind: oneOf(MAIL_KINDS, params.get('kind')),
  ...periodIn(params),
});

/** The filter as it stands in the address: only what is not as it is at first. */
export const addressOf = ({ page, search, state, kind, ...period }: Filter): Record<string, string> => ({
  ...(page > 1 && { page: String(page) }),
  ...(search !== '' && { search }),
  ...(state && { state }),
  ...(kind && { kind }),
  ...periodAddress(period),
});

/** What the server is asked. */
export const queryOf = ({ page, search, state, kind, ...period }: Filter, now: Date) => ({
  page: String(page),
  search: wordsOf(search),
  state,
  kind,
  ...periodQuery(period, now),
});

/** Whether anything is filtered out, apart from older pages. */
export const isFiltered = ({ search, state, kind, period }: Filter): boolean =>
  search.trim() !== '' || state !== undefined || kind !== undefined || period !== 'all';
