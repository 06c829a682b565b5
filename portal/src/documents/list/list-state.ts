/**
 * What a list of documents shows, as its address holds it: so that back, a bookmark and a reload show the same. Pure.
 */
import type { DOCUMENT_SORTS, DocumentFilter } from '../../../../plugin/contract/customer/documents';
import { DOCUMENT_FACTS, type DocumentType } from '../../../../plugin/documents/types';
import { pageOf, searchOf } from '../../list/address';

export type DocumentSort = (typeof DOCUMENT_SORTS)[number];

export interface DocumentListState {
  q: string;
  state?: DocumentFilter;
  /** First and last date of issue. */
  from?: string;
  to?: string;
  sort: DocumentSort | `-${DocumentSort}`;
  page: number;
}

export const FIRST: DocumentListState = { q: '', sort: '-issueDate', page: 1 };

/** What a type can be narrowed to. */
const FILTERS: Readonly<Record<DocumentType, readonly DocumentFilter[]>> = {
  invoice: ['open', 'overdue', 'paid', 'void'],
  quote: ['open', 'accepted', 'declined', 'expired', 'invoiced', 'void'],
  'retainer-invoice': ['open', 'overdue', 'paid', 'void'],
  'sales-order': ['open', 'closed'],
  'credit-note': ['open', 'closed'],
};
export const filtersOf = (type: DocumentType): readonly DocumentFilter[] => FILTERS[type];

const SORTS: readonly DocumentSort[] = ['number', 'issueDate', 'untilDate', 'gross'];
export const sortsOf = (type: DocumentType): readonly DocumentSort[] =>
  SORTS.filter((sort) => sort !== 'untilDate' || DOCUMENT_FACTS[type].until !== null);

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/u.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
export const dayOf = (text: string | null): string | undefined => {
  try {
    return isDay(text) ? text : undefined;
  } catch {
    return undefined;
  }
};

/** A made-up address must not become a refused request. */
export function fromAddress(search: URLSearchParams, type: DocumentType): DocumentListState {
  const sort = sortsOf(type)
    .flatMap((one) => [one, `-${one}` as const])
    .find((one) => one === search.get('sort'));
  const state = filtersOf(type).find((one) => one === search.get('state'));
  const [from, to] = [dayOf(search.get('from')), dayOf(search.get('to'))];
  return {
    q: searchOf(search),
    ...(state && { state }),
    ...(from && { from }),
    ...(to && { to }),
    sort: sort ?? FIRST.sort,
    page: pageOf(search),
  };
}

/** Only what differs from the first view: of the address as of the request. */
export const toRequest = ({ q, state, from, to, sort, page }: DocumentListState) => ({
  ...(q !== '' && { q }),
  ...(state && { state }),
  ...(from && { from }),
  ...(to && { to }),
  ...(sort !== FIRST.sort && { sort }),
  ...(page !== 1 && { page: String(page) }),
});

export const toAddress = (state: DocumentListState): URLSearchParams => new URLSearchParams(toRequest(state));

/** Whether anything narrows the list down. */
export const isFiltered = ({ q, state, from, to }: DocumentListState): boolean =>
  q !== '' || state !== undefined || from !== undefined || to !== undefined;
