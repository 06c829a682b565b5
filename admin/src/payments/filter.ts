import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { PAYMENT_STATES, type PaymentState } from '../../../plugin/rules/payments/states';
import { oneOf, pageIn, wordsOf } from '../components/address';

/** Below the admin panel's root, as a menu link of Strapi's wants it. */
export const PAYMENTS_LINK = `plugins/${PLUGIN_ID}/payments`;
export const PAYMENTS_PATH = `/${PAYMENTS_LINK}`;
export const STATEMENT_PATH = `${PAYMENTS_PATH}/bank-statement`;
export const paymentPath = (id: string): string => `${PAYMENTS_PATH}/payment/${id}`;

export const SEARCH_MAX = 100;

/** What is looked for; it stands in the page's address, so that it can be sent to a colleague. */
export interface Filter {
  page: number;
  search: string;
  state: PaymentState | undefined;
  /** Only those that somebody is to look at. */
  attention: boolean;
}

/** Reads the address; what makes no sense in it is left out. */
export const filterIn = (params: URLSearchParams): Filter => ({
  page: pageIn(params),
  search: (params.get('search') ?? '').slice(0, SEARCH_MAX),
  state: oneOf(PAYMENT_STATES, params.get('state')),
  attention: params.get('attention') === 'true',
});

/** The filter as it stands in the address: only what is not as it is at first. */
export const addressOf = ({ page, search, state, attention }: Filter): Record<string, string> => ({
  ...(page > 1 && { page: String(page) }),
  ...(search !== '' && { search }),
  ...(state && { state }),
  ...(attention && { attention: 'true' }),
});

/** What the server is asked. */
export const queryOf = ({ page, search, state, attention }: Filter) => ({
  page: String(page),
  q: wordsOf(search),
  state,
  ...(attention && { attention: 'true' as const }),
});

/** Whether anything is filtered out. */
export const isFiltered = ({ search, state }: Filter): boolean => search.trim() !== '' || state !== undefined;
