import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { StepUpProof } from '../factors/StepUpProof';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { AddFactor } from '../security/AddFactor';
import { securityQuery } from '../security/queries';
import { Outcome } from '../session/Outcome';
import { sessionQuery, useSession } from '../session/session';
import { Pending } from '../ui/Pending';

/**
 * In place of every page while the settings ask for a second step that this session has not proved:
 * the server opens nothing else. Whoever has a factor proves it here, the others set one up.
 */
export default function FactorOwed() {
  const { t } = useText();
  const client = useQueryClient();
  const { contact } = useSession();
  const query = useQuery(securityQuery);
  const { data } = query;
  const organisation = portal.organisation.name;
  const proved = (session: SessionInfo) => client.setQueryData(sessionQuery.queryKey, session);
  const has = data && data.factors.length > 0;

  return (
    <Page key={String(has)} title={t(has ? 'challenge.title' : 'enrol.title')}>
      <Outcome />
      <Pending query={query} shapes={['line', 'control', 'short']} className={css.stack} />
      {has && (
        <div className={css.panel}>
          <p>{t('owed.prove', { organisation })}</p>
          <StepUpProof email={contact.email} onProved={proved} />
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
