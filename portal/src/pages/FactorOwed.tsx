import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { StepUpProof } from '../factors/StepUpProof';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { AddFactor } from '../security/AddFactor';
import { securityQuery } from '../security/queries';
import { Outcome } from '../session/Outcome';
import { sessionQuery, useSession } from '../session/session';
import { sessionState } from '../session/session-state';
import { Failed } from '../ui/Failed';
import { Loading, Skeleton } from '../ui/Skeleton';

/** Runs a request of the page. Where the session has ended, it is renewed by the dialog for that. */
async function attempt<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (hasCode(error, 'signed-out')) sessionState.change('expired');
    throw error;
  }
}

/**
 * In place of every page while the settings ask for a second step that this session has not proved:
 * the server opens nothing else. Whoever has a factor proves it here, the others set one up.
 */
export default function FactorOwed() {
  const { t } = useText();
  const client = useQueryClient();
  const { contact } = useSession();
  const { data, error, refetch } = useQuery(securityQuery);
  const organisation = portal.organisation.name;
  const proved = (session: SessionInfo) => client.setQueryData(sessionQuery.queryKey, session);
  const has = data && data.factors.length > 0;

  return (
    <Page key={String(has)} title={t(has ? 'challenge.title' : 'enrol.title')}>
      <Outcome />
      {!data && error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <div className={css.stack}>
          <Loading />
          <Skeleton shapes={['line', 'control', 'short']} />
        </div>
      )}
      {has && (
        <div className={css.panel}>
          <p>{t('owed.prove', { organisation })}</p>
          <StepUpProof email={contact.email} attempt={attempt} onProved={proved} />
        </div>
      )}
      {data && !has && (
        <div className={css.panel}>
          <p>{t('enrol.why', { organisation })}</p>
          <p className={css.muted}>{t('owed.choose')}</p>
          <AddFactor primary onAdded={() => undefined} />
        </div>
      )}
    </Page>
  );
}
