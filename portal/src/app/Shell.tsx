import { useEffect, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router-dom';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { useText } from '../language/useText';
import { AHEAD_MS, fetchAhead, loadsLittle } from '../parts/fetch-part';
import { part } from '../parts/part';
import { takeSwitched, useLinkCustomer } from '../session/link-customer';
import { takeFarewell, useSessionQuery } from '../session/session';
import type { SignInState } from '../session/sign-in-state';
import { Notice } from '../ui/Notice';
import { Loading, Skeleton } from '../ui/Skeleton';
import pageCss from './page.module.css';
import css from './shell.module.css';
import { Brand } from './Brand';
import { FailedPage } from './FailedPage';
import { PublicFrame } from './PublicFrame';
import { MenuButton, Sidebar } from './Sidebar';

const FactorOwed = part(async () => (await import('../pages/FactorOwed')).default, { waiting: Loading });

/** Pages for who is signed in. Everything is built anew for another contact or customer. */
export default function Shell() {
  const { data: session, isPending, error, refetch } = useSessionQuery();

  if (session) {
    const { contact, customer, factorOwed } = session;
    return <Frame key={`${contact.id}.${customer.id}.${factorOwed}`} session={session} />;
  }
  if (isPending) return <LoadingFrame />;
  if (session === null) return <ToSignIn />;
  return (
    <PublicFrame>
      <FailedPage error={error} retry={() => void refetch()} />
    </PublicFrame>
  );
}

/** Leads to the sign-in page, and from there back to the page that was wanted. */
function ToSignIn() {
  const location = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    const state: SignInState = takeFarewell() ? { signedOut: true } : { returnTo: location };
    navigate('/sign-in', { replace: true, state });
    // Once: `location` changes while the navigation is under way.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, []);
  return <LoadingFrame />;
}

function Frame({ session }: { session: SessionInfo }) {
  const { t } = useText();
  useEffect(() => {
    const timer = setTimeout(() => {
      void fetchAhead('guards').then(() => (loadsLittle() ? undefined : fetchAhead('signed-in')));
    }, AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        {t('skip')}
      </a>
      <header className={css.bar}>
        <Brand />
        <MenuButton session={session} />
      </header>
      <aside className={css.sidebar}>
        <Sidebar session={session} />
      </aside>
      <main id="main" className={css.main} tabIndex={-1}>
        <div className={css.content}>{session.factorOwed ? <FactorOwed /> : <Pages session={session} />}</div>
      </main>
    </div>
  );
}

/** The page, once one acts for the customer whom the link to it was for. */
function Pages({ session }: { session: SessionInfo }) {
  const { t } = useText();
  const { pathname } = useLocation();
  // Said on the page that the link leads to, not on those after it.
  const [switched] = useState(() => ({ name: takeSwitched(), pathname }));
  const switching = useLinkCustomer(session);
  if (switching) return <Loading />;
  return (
    <>
      {switched.name !== undefined && switched.pathname === pathname && (
        <Notice kind="info" text={t('account.switched-by-link', { name: switched.name })} />
      )}
      <Outlet />
    </>
  );
}

function LoadingFrame() {
  return (
    <div className={css.shell}>
      <header className={css.bar}>
        <Brand />
      </header>
      <aside className={css.sidebar}>
        <div className={css.sidebarBrand}>
          <Brand />
        </div>
        <div className={css.loadingNav}>
          <Skeleton shapes={['line', 'line', 'line']} />
        </div>
      </aside>
      <main className={css.main}>
        <div className={css.content}>
          <Loading shapes={['title', 'banner']} />
          <div className={pageCss.cards}>
            <Skeleton shapes={['card', 'card', 'card']} />
          </div>
        </div>
      </main>
    </div>
  );
}
