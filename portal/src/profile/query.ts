import { queryOptions } from '@tanstack/react-query';
import { call } from '../session/call';

export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: () => call('GET /profile'),
});
