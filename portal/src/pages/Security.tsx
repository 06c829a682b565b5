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
import { Outcome } from '../session/Outcome';
import { Pending } from '../ui/Pending';

/** Everything that opens this account, what it was used for, and how to close what is open. */
export default function Security() {
  const { t } = useText();
  const query = useQuery(securityQuery);
  const info = query.data;
  return (
    <Page title={t('security.title')}>
      <p className={css.muted}>{t('security.intro')}</p>
      <Outcome />
      <Pending query={query} shapes={['title', 'line', 'line', 'control']} className={css.panel} />
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
