import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Connections } from '../security/Connections';
import { Events } from '../security/Events';
import { Factors } from '../security/Factors';
import { securityQuery } from '../security/queries';
import { Recovery } from '../security/Recovery';
import { Section } from '../security/Section';
import { Sessions } from '../security/Sessions';
import { takeOutcome } from '../session/fragment';
import { ProviderProblem } from '../session/ProviderProblem';
import { Failed } from '../ui/Failed';
import { Notice } from '../ui/Notice';
import { Loading, Skeleton } from '../ui/Skeleton';

/** Everything that opens this account, what it was used for, and how to close what is open. */
export default function Security() {
  const { t } = useText();
  const { data: info, error, refetch } = useQuery(securityQuery);
  const [{ problem, connected }] = useState(takeOutcome);
  return (
    <Page title={t('security.title')}>
      <p className={css.muted}>{t('security.intro')}</p>
      {connected && <Notice text={t('security.connected')} />}
      {problem && <ProviderProblem code={problem} />}
      {!info && error && <Failed error={error} retry={() => void refetch()} />}
      {!info && !error && (
        <div className={css.panel}>
          <Loading />
          <Skeleton shapes={['title', 'line', 'line', 'control']} />
        </div>
      )}
      {info && (
        <>
          {info.password && portal.signIn.methods.includes('password') && (
            <Section title={t('security.password')} intro={t('security.password-intro')}>
              <p>
                <Link to="/password">{t('password.title')}</Link>
              </p>
            </Section>
          )}
          <Factors info={info} />
          {info.recoveryCodesLeft !== null && <Recovery left={info.recoveryCodesLeft} />}
          {info.connections.length > 0 && <Connections connections={info.connections} />}
        </>
      )}
      <Sessions />
      <Events />
    </Page>
  );
}
