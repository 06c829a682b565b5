import { queryOptions } from '@tanstack/react-query';
import { call } from '../session/call';

/** A page of who acts for the customer; colleagues and the organisation change it. */
export const peopleQuery = (page: number) =>
  queryOptions({ queryKey: ['people', page], staleTime: 0, queryFn: () => call('GET /people', { query: { page: String(page) } }) });
