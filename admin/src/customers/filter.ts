import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { CUSTOMER_SORTS, PORTAL_STATUSES, type CustomerSort, type PortalStatus } from '../../../plugin/vocabulary';
import { oneOf, pageIn, wordsOf } from '../components/address';

/** Below the admin panel's root, as a menu link of Strapi's wants it. */
export const CUSTOMERS_LINK = `plugins/${PLUGIN_ID}/customers`;

/** What is looked for; it stands in the page's address, so that it can be sent to a colleague. */
export interface Filter {
  page: number;
  search: string;
  status: PortalStatus | undefined;
  sort: CustomerSort;
}

/** Reads the address; what makes no sense in it is left out. */
export function filterIn(params: URLSearchParams): Filter {
  return {
    page: pageIn(params),
    search: (params.get('search') ?? '').slice(0, 100),
    status: oneOf(PORTAL_STATUSES, params.get('status')),
    sort: oneOf(CUSTOMER_SORTS, params.get('sort')) ?? 'name',
  };
}

/** The filter as it stands in the address: only what is not as it is at first. */
export const addressOf = ({ page, search, status, sort }: Filter): Record<string, string> => ({
  ...(page > 1 && { page: String(page) }),
  ...(search !== '' && { search }),
  ...(status && { status }),
  ...(sort !== 'name' && { sort }),
});

/** What the server is asked. */
export const queryOf = ({ page, search, status, sort }: Filter) => ({
  page: String(page),
  search: wordsOf(search),
  status,
  sort,
});

/** Whether anything is filtered out. */
export const isFiltered = ({ search, status }: Filter): boolean => search.trim() !== '' || status !== undefined;
