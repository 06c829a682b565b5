import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import type { PortalTab } from '../../../plugin/contract/customer/tabs';
import { FailedPage } from '../app/FailedPage';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { navigationQuery } from '../session/session';
import { mayFrame, reloadOnceFor } from './may-frame';
import { Button } from '../ui/Button';
import { NewTabLink } from '../ui/NewTabLink';
import { Notice } from '../ui/Notice';
import { Loading } from '../ui/Skeleton';
import NotFound from './NotFound';

/** After this long a site that does not answer is better tried in a tab of its own. */
const SLOW_MS = 10_000;

/**
 * What a site may do in its frame: what it could do in a tab of its own, but not lead this page elsewhere
 * (allow-top-navigation). allow-same-origin gives it its own origin, and is safe here only because that is
 * never ours: see mayFrame.
 */
const SANDBOX = [
  'allow-downloads',
  'allow-forms',
  'allow-modals',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-same-origin',
  'allow-scripts',
].join(' ');

/** A site that an editor put into the sidebar. */
export default function Tab() {
  const { id } = useParams();
  const { data, error, refetch } = useQuery(navigationQuery);

  if (!data) {
    return error ? <FailedPage error={error} retry={() => void refetch()} /> : <Loading shapes={['title', 'card', 'card', 'card']} />;
  }
  const tab = data.tabs.find((each) => each.id === id);
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
  const [state, setState] = useState<'loading' | 'slow' | 'loaded' | 'offline' | 'refused'>('loading');
  const [round, setRound] = useState(0);
  const again = () => {
    setState('loading');
    setRound(round + 1);
  };

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
      {state === 'offline' && (
        <Notice kind="warning" text={t('tab.offline', { name: tab.name })}>
          <Button onClick={again}>{t('try-again')}</Button>
        </Notice>
      )}
      <div className={css.frame} aria-busy={state === 'loading' || state === 'slow'} hidden={state === 'offline'}>
        {(state === 'loading' || state === 'slow') && (
          <p className={css.frameLoading} role="status">
            {t('tab.loading', { name: tab.name })}
          </p>
        )}
        <iframe
          key={round}
          title={tab.name}
          src={tab.url}
          sandbox={SANDBOX}
          allow="fullscreen"
          referrerPolicy="no-referrer"
          // Browsers say "loaded" of their own page for a site that cannot be reached, too.
          onLoad={() => setState(navigator.onLine ? 'loaded' : 'offline')}
        />
      </div>
      {state === 'loaded' && (
        <div className={css.frameHelp}>
          <p>{t('tab.nothing', { name: tab.name })}</p>
          <Button onClick={again}>{t('tab.again')}</Button>
        </div>
      )}
    </>
  );
}
