import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { ApiError, hasCode } from '../api/api-error';
import { send, type Arguments, type Key, type Response } from '../api/client';
import { queryClient } from '../api/query-client';
import { sessionState } from './session-state';

/**
 * A request on behalf of who is signed in. If the session has ended meanwhile, or must be proved
 * afresh for this, it waits until the same contact has done so and is then made once more, so that
 * nothing typed is lost.
 */
export const call = <K extends Key>(key: K, ...request: Arguments<K>): Promise<Response<K>> => attempt(key, () => send(key, ...request));

/** The same for a request that is sent in another way: a file with its progress. */
export async function attempt<T>(key: Key, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (sessionState.inSession()) {
      if (error.code === 'signed-out' && (await sessionState.expired())) return attempt(key, request);
      if (error.code === 'step-up-required' && isChange(key) && (await sessionState.stepUp())) return attempt(key, request);
    }
    report(key, error);
    throw error;
  }
}

/** A request by somebody who need not be signed in. A 401 is then an answer to show, not an ended session. */
export async function callPublic<K extends Key>(key: K, ...request: Arguments<K>): Promise<Response<K>> {
  try {
    return await send(key, ...request);
  } catch (error) {
    // The whole portal, or this one way in: the portal itself says which.
    if (hasCode(error, 'preference-off') && !(await isPortalOpen())) sessionState.change('portal-off');
    throw error;
  }
}

/** Where that cannot be told it is taken for open: the refusal is then shown where it was met. */
const isPortalOpen = (): Promise<boolean> =>
  send('GET /portal').then(
    ({ enabled }) => enabled,
    () => true,
  );

/** Whether it does something: only then is a proof asked for over the page, on which somebody is at work. */
const isChange = (key: Key): boolean => !key.startsWith('GET ');

const SESSION = ['session'];

const askSessionAgain = (): void => void queryClient.invalidateQueries({ queryKey: SESSION });

/** Whether asking the session once more would tell nothing new: it is not there yet, or owes a second step already. */
const nothingNew = (): boolean => queryClient.getQueryData<SessionInfo | null>(SESSION)?.factorOwed !== false;

/** Tells the session state what a refusal means beyond the one call. */
function report(key: Key, error: ApiError): void {
  if (error.code === 'no-access') sessionState.change('no-access');
  // Reading is refused only where the settings ask for a second step that the session has not proved:
  // it then says so itself, and the shell shows where that can be done.
  if (error.code === 'step-up-required' && !nothingNew()) askSessionAgain();
  // The role or the settings are others by now, and what is shown offers too much. Not of reading: that would go round.
  if (error.code === 'not-allowed' && isChange(key)) void queryClient.invalidateQueries();
  if (error.code !== 'preference-off') return;
  // The session answers unless the whole portal is off; for anything else it knows what is still allowed.
  if (key === 'GET /session' || sessionState.current() === 'signed-out') sessionState.change('portal-off');
  else askSessionAgain();
}
