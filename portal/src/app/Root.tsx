import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Outlet, ScrollRestoration } from 'react-router-dom';
import { portal } from '../portal-data';
import { watch } from '../session/watch';
import { LIVE_REGION } from '../ui/announce';

const SignInAgain = lazy(() => import('../session/SignInAgain'));
const StepUp = lazy(() => import('../session/StepUp'));
const Closed = lazy(() => import('../pages/Closed'));

/** Around every page: the live region, and what takes a page's place or stands over it. */
export function Root() {
  const state = useSyncExternalStore(watch.subscribe, watch.current);
  const closed = !portal.enabled || state === 'portal-off' ? 'off' : state === 'no-access' ? 'no-access' : undefined;
  return (
    <>
      <div id={LIVE_REGION} className="visually-hidden" role="status" />
      <Suspense fallback={null}>{closed ? <Closed why={closed} /> : <Outlet />}</Suspense>
      {state === 'expired' && (
        <Suspense fallback={null}>
          <SignInAgain />
        </Suspense>
      )}
      {state === 'step-up' && (
        <Suspense fallback={null}>
          <StepUp />
        </Suspense>
      )}
      <ScrollRestoration />
    </>
  );
}
