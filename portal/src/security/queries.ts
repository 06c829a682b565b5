import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { call } from '../session/call';

/** What others change, too: another browser, an editor. */
const fresh = { staleTime: 0 } as const;

export const securityQuery = queryOptions({
  ...fresh,
  queryKey: ['security', 'account'],
  queryFn: () => call('GET /security'),
});

export const sessionsQuery = queryOptions({
  ...fresh,
  queryKey: ['security', 'sessions'],
  queryFn: () => call('GET /sessions'),
});

export const eventsQuery = queryOptions({
  ...fresh,
  queryKey: ['security', 'events'],
  queryFn: () => call('GET /security/events'),
});

/** After any change: it shows in the account, ends sessions and is an event. */
export const refreshSecurity = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: ['security'] });
