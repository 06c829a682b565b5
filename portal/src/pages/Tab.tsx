import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import type { PortalTab } from '../../../plugin/contract/customer/tabs';
import { FailedPage } from '../app/FailedPage';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { tabsQuery } from '../session/session';
import { mayFrame, reloadOnceFor } from './may-frame';
import { NewTabLink } from '../ui/NewTabLink';
import { Notice } from '../ui/Notice';
import { Loading, Skeleton } from '../ui/Skeleton';
import NotFound from './NotFound';

/** After this long a site that does not answer is better tried in a tab of its own. */
const SLOW_MS = 10_000;

/** A site that an editor put into the sidebar. */
export default function Tab() {
  const { id } = useParams();
  const { data: tabs, error, refetch } = useQuery(tabsQuery);

  if (!tabs) {
    return error ? (
      <FailedPage error={error} retry={() => void refetch()} />
    ) : (
      <>
        <Loading />
        <Skeleton shapes={['title', 'card', 'card', 'card']} />
      </>
    );
  }
  const tab = tabs.find((each) => each.id === id);
  return tab ? <Shown key={tab.id} tab={tab} /> : <NotFound />;
}

function Shown({ tab }: { tab: PortalTab }) {
  const { t } = useText();
  const framed = tab.place === 'frame' && mayFrame(tab.url, window.location.origin);
  return (
    <Page
      title={tab.name}
      action={
        <NewTabLink className={css.tabLink} href={tab.url}>
          {t('tab.open')}
        </NewTabLink>
      }
    >
      {framed ? <Frame tab={tab} /> : <p className={css.muted}>{t('tab.window', { name: tab.name })}</p>}
    </Page>
  );
}

function Frame({ tab }: { tab: PortalTab }) {
  const { t } = useText();
  const [state, setState] = useState<'loading' | 'slow' | 'loaded' | 'refused'>('loading');

  // The page's policy lists the sites that may be framed as they were when it was loaded. A tab that
  // came later needs the page anew; one that leads on to yet another site cannot be framed at all.
  useEffect(() => {
    const refused = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
      if (effectiveDirective !== 'frame-src') return;
      if (reloadOnceFor(tab.url)) window.location.reload();
      else setState('refused');
    };
    document.addEventListener('securitypolicyviolation', refused);
    return () => document.removeEventListener('securitypolicyviolation', refused);
  }, [tab.url]);

  useEffect(() => {
    if (state !== 'loading') return;
    const timer = setTimeout(() => setState('slow'), SLOW_MS);
    return () => clearTimeout(timer);
  }, [state]);

  if (state === 'refused') return <Notice kind="info" text={t('tab.refused', { name: tab.name })} />;
  return (
    <>
      {state === 'slow' && <Notice kind="info" text={t('tab.slow', { name: tab.name })} />}
      <div className={css.frame} aria-busy={state !== 'loaded'}>
        {state !== 'loaded' && (
          <p className={css.frameLoading} role="status">
            {t('tab.loading', { name: tab.name })}
          </p>
        )}
        {/* allow-same-origin is safe here only because the site is never of our own origin: see mayFrame. */}
        <iframe
          title={tab.name}
          src={tab.url}
          sandbox="allow-forms allow-popups allow-popups-to-escape-sandbox allow-scripts allow-same-origin"
          referrerPolicy="no-referrer"
          onLoad={() => setState('loaded')}
        />
      </div>
    </>
  );
}
