import { useQuery } from '@tanstack/react-query';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { DetailsForm } from '../profile/DetailsForm';
import { profileQuery } from '../profile/query';
import { useSession } from '../session/session';
import { Pending } from '../ui/Pending';
import NotFound from './NotFound';

/** What the organisation has on file for the customer and the contact. */
export default function Details() {
  const { abilities } = useSession();
  return abilities.customerFields ? <Allowed /> : <NotFound />;
}

function Allowed() {
  const { t } = useText();
  const { customer } = useSession();
  const organisation = portal.organisation.name;
  // Others change it too: editors, and this contact on another device.
  const query = useQuery({ ...profileQuery, staleTime: 0 });
  const profile = query.data;
  // Switched off meanwhile: the session is being asked again, and the page goes with its answer.
  const off = hasCode(query.error, 'preference-off');
  const empty = profile?.customer.length === 0 && profile.contact.length === 0;

  if (off) return <NotFound />;
  if (empty) {
    return (
      <Page title={t('details.title')}>
        <section className={css.empty}>
          <h2>{t('details.empty.title')}</h2>
          <p className={css.muted}>{t('details.empty.text', { organisation })}</p>
        </section>
      </Page>
    );
  }
  return (
    <Page title={t('details.title')}>
      <p className={css.muted}>{t('details.intro', { organisation })}</p>
      {profile?.may.change === false && <p>{t('details.role', { customer: customer.name })}</p>}
      {profile && <DetailsForm profile={profile} />}
      <Pending
        query={query}
        shapes={['short', 'control', 'short', 'control', 'short', 'control', 'short', 'control']}
        className={css.panel}
      />
    </Page>
  );
}
