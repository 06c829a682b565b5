import { queryOptions } from '@tanstack/react-query';
import { call } from '../session/call';

/** The contact's own review; the organisation may have answered it meanwhile. */
export const reviewQuery = queryOptions({ queryKey: ['review'], staleTime: 0, queryFn: () => call('GET /review') });
