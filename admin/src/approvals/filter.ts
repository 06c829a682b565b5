import type { RecordState } from '../../../plugin/vocabulary';
import { oneOf, pageIn, wordsOf } from '../components/address';

/** States that the inbox shows, drafts being the customer's own; and what has comments that nobody opened, in whatever state. */
export const INBOX_STATES = ['submitted', 'unread', 'rejected', 'approved', 'unpublished'] as const satisfies readonly (
  | RecordState
  | 'unread'
)[];
export type InboxState = (typeof INBOX_STATES)[number];

/** What is looked for; it stands in the page's address, so that it can be sent to a colleague. */
export interface Filter {
  page: number;
  search: string;
  /** Id of a module. */
  module: string | undefined;
  state: InboxState;
}

/** Reads the address; what makes no sense in it is left out. */
export function filterIn(params: URLSearchParams): Filter {
  const module = params.get('module') ?? '';
  return {
    page: pageIn(params),
    search: (params.get('search') ?? '').slice(0, 100),
    module: /^[a-z0-9]{24}$/u.test(module) ? module : undefined,
    state: oneOf(INBOX_STATES, params.get('state')) ?? 'submitted',
  };
}

/** The filter as it stands in the address: only what is not as it is at first. */
export function addressOf({ page, search, module, state }: Filter): Record<string, string> {
  return {
    ...(page > 1 && { page: String(page) }),
    ...(search.trim() !== '' && { search }),
    ...(module !== undefined && { module }),
    ...(state !== 'submitted' && { state }),
  };
}

/** What the server is asked. */
export function queryOf({ page, search, module, state }: Filter) {
  return { page: String(page), q: wordsOf(search), module, state };
}

/** Whether anything is filtered out, apart from other states and pages. */
export const isFiltered = ({ search, module }: Filter): boolean => search.trim() !== '' || module !== undefined;
