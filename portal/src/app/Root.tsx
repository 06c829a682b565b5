import { useSyncExternalStore } from 'react';
import { Outlet, ScrollRestoration } from 'react-router-dom';
import { dialogFailed } from '../parts/PartFailed';
import { part } from '../parts/part';
import { portal } from '../portal-data';
import { sessionState } from '../session/session-state';
import { LIVE_REGION } from '../ui/announce';

/** Dialogs that something waits for: without them the page beneath stays, and may be gone on with. */
const guard = { ahead: 'guards', failed: dialogFailed('again.dismiss', () => sessionState.settle(false)) } as const;
const SignInAgain = part(async () => (await import('../session/SignInAgain')).default, guard);
const StepUp = part(async () => (await import('../session/StepUp')).default, guard);
const Closed = part(async () => (await import('../pages/Closed')).default);

/** Around every page: the live region, and what takes a page's place or stands over it. */
export function Root() {
  const state = useSyncExternalStore(sessionState.subscribe, sessionState.current);
  const closed = !portal.enabled || state === 'portal-off' ? 'off' : state === 'no-access' ? 'no-access' : undefined;
  return (
    <>
      <div id={LIVE_REGION} className="visually-hidden" role="status" />
      {closed ? <Closed why={closed} /> : <Outlet />}
      {state === 'expired' && <SignInAgain />}
      {state === 'step-up' && <StepUp />}
      <ScrollRestoration />
    </>
  );
}
