import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { hasCode } from '../api/api-error';
import { queryClient } from '../api/query-client';
import { portal } from '../portal-data';
import { storage } from '../storage';
import { call } from './call';
import { watch } from './watch';

/** Set while somebody is signed in here, so that the next visit can ask for everything at once. */
const HINT = 'customer-portal.signed-in';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  // Nobody gets in while the portal is off.
  enabled: portal.enabled,
  staleTime: Infinity,
  queryFn: async (): Promise<SessionInfo | null> => {
    try {
      const session = await call('GET /session');
      arrive();
      return session;
    } catch (error) {
      // Still `signed-in`: the session ended under somebody's work and they chose to stay on the page.
      if (!hasCode(error, 'signed-out') || watch.current() !== 'signed-out') throw error;
      depart();
      return null;
    }
  },
});

export const tabsQuery = queryOptions({
  queryKey: ['tabs'],
  queryFn: () => call('GET /tabs'),
});

function arrive(): void {
  watch.change('signed-in');
  storage.write(HINT, '1');
}

function depart(): void {
  watch.change('signed-out');
  storage.write(HINT, null);
}

/** Whether a session is likely; only ever a reason to ask, never to show. */
export const probablySignedIn = (): boolean => storage.read(HINT) !== null;

/** Starts the requests that the first page needs, side by side where a session is likely. */
export function prefetchSession(client: QueryClient): void {
  void client.prefetchQuery(sessionQuery);
  if (probablySignedIn()) void client.prefetchQuery(tabsQuery);
}

/** Takes over a new session; whatever was cached belonged to somebody else or to nobody. */
export function beginSession(session: SessionInfo): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  arrive();
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

let farewell = false;

/** True once after somebody signed out on purpose, for the page that says so. */
export function takeFarewell(): boolean {
  const said = farewell;
  farewell = false;
  return said;
}

/** Forgets who was signed in and everything that they saw. The shell then leads to the sign-in page. */
export function endSession(): void {
  farewell = true;
  depart();
  queryClient.setQueryData(sessionQuery.queryKey, null);
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
}

export const useSessionQuery = () => useQuery(sessionQuery);

/** Who is signed in. Only inside the shell, which shows nothing before it is known. */
export function useSession(): SessionInfo {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('Nobody is signed in.');
  return data;
}
