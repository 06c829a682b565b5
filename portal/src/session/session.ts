import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { hasCode } from '../api/api-error';
import { queryClient } from '../api/query-client';
import { portal, portalData } from '../portal-data';
import { AUTOSAVE, storage } from '../storage';
import { call } from './call';
import { sessionState } from './session-state';

/**
 * Who acts for whom in this browser. It lets the next visit ask for everything at once, and tells
 * the other tabs, which share the session cookie, when it changes.
 */
const HINT = 'customer-portal.signed-in';

const hintOf = ({ contact, customer }: SessionInfo): string => `${contact.id}.${customer.id}`;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  // Nobody gets in while the portal is off.
  enabled: portal.enabled,
  staleTime: Infinity,
  queryFn: async (): Promise<SessionInfo | null> => {
    try {
      const session = await call('GET /session');
      arrive(session);
      return session;
    } catch (error) {
      // Still `signed-in`: the session ended under somebody's work and they chose to stay on the page.
      if (!hasCode(error, 'signed-out') || sessionState.current() !== 'signed-out') throw error;
      depart();
      return null;
    }
  },
});

/** What the menu offers: types of documents, modules, tabs. */
export const navigationQuery = queryOptions({
  queryKey: ['navigation'],
  queryFn: () => call('GET /navigation'),
});

/** What Home shows of documents: what was asked for with the page is not asked for again at once. */
export const overviewQuery = queryOptions({
  queryKey: ['documents', 'overview'],
  staleTime: 10_000,
  queryFn: () => call('GET /overview'),
});

function arrive(session: SessionInfo): void {
  sessionState.arrive();
  storage.write(HINT, hintOf(session));
}

function depart(): void {
  sessionState.change('signed-out');
  storage.write(HINT, null);
}

/** Whether a session is likely; only ever a reason to ask, never to show. */
export const probablySignedIn = (): boolean => storage.read(HINT) !== null;

const isHome = (): boolean => window.location.pathname.replace(/\/$/u, '') === portalData.basePath;

/** Starts the requests that the first page needs, side by side where a session is likely. */
export function prefetchSession(client: QueryClient): void {
  void client.prefetchQuery(sessionQuery);
  if (!probablySignedIn()) return;
  void client.prefetchQuery(navigationQuery);
  if (isHome()) void client.prefetchQuery(overviewQuery);
}

const forgetAllButSession = (): void =>
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });

/**
 * Follows another tab in which somebody else signed in or another customer was chosen: what is
 * typed here for the one before must never be saved for the one after.
 */
export function followOtherTabs(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    const session = queryClient.getQueryData(sessionQuery.queryKey);
    if (key !== HINT || newValue === null || (session && newValue === hintOf(session))) return;
    // Calls that wait for the one before are given up.
    if (sessionState.current() === 'expired' || sessionState.current() === 'step-up') sessionState.settle(false);
    forgetAllButSession();
    void queryClient.resetQueries({ queryKey: sessionQuery.queryKey });
  });
}

/** Takes over a new session; whatever was cached belonged to somebody else or to nobody. */
export function beginSession(session: SessionInfo): void {
  forgetAllButSession();
  arrive(session);
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

/** What was typed and not saved stays in the browser until it is saved; nobody's typing outlives a sign-out. */
export function forgetKept(): void {
  for (const key of storage.keys(AUTOSAVE)) storage.write(key, null);
}

let farewell = false;

/** True once after somebody signed out on purpose, for the page that says so. */
export function takeFarewell(): boolean {
  const said = farewell;
  farewell = false;
  return said;
}

/**
 * Forgets who was signed in and everything that they saw. The shell then leads to the sign-in page,
 * and from there back, unless they said `goodbye`.
 */
export function endSession({ goodbye = true }: { goodbye?: boolean } = {}): void {
  farewell = goodbye;
  forgetKept();
  depart();
  queryClient.setQueryData(sessionQuery.queryKey, null);
  forgetAllButSession();
}

export const useSessionQuery = () => useQuery(sessionQuery);

/** Who is signed in. Only inside the shell, which shows nothing before it is known. */
export function useSession(): SessionInfo {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('Nobody is signed in.');
  return data;
}
