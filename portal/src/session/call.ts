import { ApiError, hasCode } from '../api/api-error';
import { send, type Arguments, type Key, type Response } from '../api/client';
import { queryClient } from '../api/query-client';
import { watch } from './watch';

/**
 * A request on behalf of who is signed in. If the session has ended meanwhile, it waits until the
 * same contact has signed in again and is then made once more, so that nothing typed is lost.
 */
export async function call<K extends Key>(key: K, ...request: Arguments<K>): Promise<Response<K>> {
  try {
    return await send(key, ...request);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const inSession = watch.current() === 'signed-in' || watch.current() === 'expired';
    if (error.code === 'signed-out' && inSession && (await watch.expired())) return call(key, ...request);
    report(key, error);
    throw error;
  }
}

/** A request by somebody who need not be signed in. A 401 is then an answer to show, not an ended session. */
export async function callPublic<K extends Key>(key: K, ...request: Arguments<K>): Promise<Response<K>> {
  try {
    return await send(key, ...request);
  } catch (error) {
    if (hasCode(error, 'preference-off')) watch.change('portal-off');
    throw error;
  }
}

/** Tells the watch what a refusal means beyond the one call. */
function report(key: Key, error: ApiError): void {
  if (error.code === 'no-access') watch.change('no-access');
  if (error.code !== 'preference-off') return;
  // The session answers unless the whole portal is off; for anything else it knows what is still allowed.
  if (key === 'GET /session' || watch.current() === 'signed-out') watch.change('portal-off');
  else void queryClient.invalidateQueries({ queryKey: ['session'] });
}
