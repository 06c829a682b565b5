import { useQuery } from '@tanstack/react-query';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { DetailsForm } from '../profile/DetailsForm';
import { profileQuery } from '../profile/query';
import { useSession } from '../session/session';
import { Failed } from '../ui/Failed';
import { Loading, Skeleton } from '../ui/Skeleton';
import NotFound from './NotFound';

/** What the organisation has on file for the customer and the contact. */
export default function Details() {
  const { abilities } = useSession();
  return abilities.customerFields ? <Allowed /> : <NotFound />;
}

function Allowed() {
  const { t } = useText();
  const organisation = portal.organisation.name;
  const {
    data: profile,
    error,
    refetch,
  } = useQuery({
    ...profileQuery,
    // Others change it too: editors, and this contact on another device.
    staleTime: 0,
  });
  // Switched off meanwhile: the session is being asked again, and the page goes with its answer.
  const off = hasCode(error, 'preference-off');
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
      {profile && <DetailsForm profile={profile} />}
      {!profile && error && <Failed error={error} retry={() => void refetch()} />}
      {!profile && !error && (
        <div className={css.panel}>
          <Loading />
          <Skeleton shapes={['short', 'control', 'short', 'control', 'short', 'control', 'short', 'control']} />
        </div>
      )}
    </Page>
  );
}
