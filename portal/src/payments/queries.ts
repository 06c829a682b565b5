import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { forgetDocuments } from '../documents/queries';
import { call } from '../session/call';
import type { PayChoice } from './choice';

/** Providers, colleagues and the organisation change it too. */
const fresh = { staleTime: 0 } as const;

const PAYMENTS = 'payments';
const METHODS = 'payment-methods';

export const optionsQuery = (choice: PayChoice) =>
  queryOptions({
    ...fresh,
    queryKey: [PAYMENTS, 'options', choice],
    // What is left to pay is asked for each time: nothing of an earlier visit is shown.
    gcTime: 0,
    queryFn: () => call('POST /payment-options', { body: choice }),
  });

export const paymentQuery = (payment: string) =>
  queryOptions({
    ...fresh,
    queryKey: [PAYMENTS, 'payment', payment],
    queryFn: () => call('GET /payments/:payment', { params: { payment } }),
  });

export const paymentsQuery = (page: number) =>
  queryOptions({
    ...fresh,
    queryKey: [PAYMENTS, 'list', page],
    queryFn: () => call('GET /payments', { query: { page: String(page) } }),
    placeholderData: keepPreviousData,
  });

export const methodsQuery = queryOptions({
  ...fresh,
  queryKey: [METHODS],
  queryFn: () => call('GET /payment-methods'),
});

/** After anything that moves money: what is left to pay, lists, the statement and Home. */
export function forgetMoney(client: QueryClient): void {
  forgetDocuments(client);
  void client.invalidateQueries({ queryKey: [PAYMENTS, 'list'] });
  void client.invalidateQueries({ queryKey: [METHODS] });
}
