import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { Navigation } from '../../../plugin/contract/customer/navigation';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { LoadingDocuments } from '../documents/home/LoadingDocuments';
import { useText } from '../language/useText';
import { useArrival } from '../modules/useArrival';
import { part } from '../parts/part';
import { portal } from '../portal-data';
import { navigationQuery, useSession } from '../session/session';
import type { HomeState } from '../session/sign-in-state';
import { Failed } from '../ui/Failed';
import { NewTabLink } from '../ui/NewTabLink';
import { Notice } from '../ui/Notice';

const HomeDocuments = part(async () => (await import('../documents/home/HomeDocuments')).default, { waiting: LoadingDocuments });
const Tasks = part(async () => (await import('../home/Tasks')).default, { waiting: () => null });

/** The banner, and what is waited for; where there are no documents, short ways to what the portal offers. */
export default function Home() {
  const { t } = useText();
  const { contact } = useSession();
  const { data, error, isPending, refetch } = useQuery(navigationQuery);
  const done = useArrival<NonNullable<HomeState['done']>>();
  const organisation = portal.organisation.name;

  return (
    <Page title={t('home.title')} heading={contact.firstName ? t('home.hello', { name: contact.firstName }) : t('home.title')}>
      {done && <Notice text={t(done)} />}
      <section className={css.banner} aria-label={t('home.banner', { organisation })}>
        <p>{portal.banner ?? t('home.default-banner', { organisation })}</p>
      </section>
      {isPending && <LoadingDocuments />}
      {data && (data.documents.length > 0 ? <HomeDocuments /> : <Beside navigation={data} />)}
      {error && <Failed error={error} retry={() => void refetch()} what={t('nav.failed')} />}
    </Page>
  );
}

/** What waits, and short ways, where there are no documents. */
const Beside = ({ navigation }: { navigation: Navigation }) => (
  <>
    <Tasks />
    <Offers navigation={navigation} />
  </>
);

/** Short ways to what the portal offers, as long as there is nothing of more interest. */
function Offers({ navigation: { modules, tabs } }: { navigation: Navigation }) {
  const { t } = useText();
  const { customer, abilities } = useSession();
  return (
    <section aria-labelledby="offers">
      <h2 id="offers" className="visually-hidden">
        {t('home.offers')}
      </h2>
      <ul role="list" className={css.cards}>
        {abilities.customerFields && (
          <Card text={t('home.details.text', { customer: customer.name })}>
            <Link to="/details">{t('home.details.title')}</Link>
          </Card>
        )}
        {modules.map(({ id, name }) => (
          <Card key={id} text={t('home.module', { name })}>
            <Link to={`/modules/${id}`}>{name}</Link>
          </Card>
        ))}
        {tabs.map((tab) =>
          tab.place === 'frame' ? (
            <Card key={tab.id} text={t('home.tab.frame', { name: tab.name })}>
              <Link to={`/tabs/${tab.id}`}>{tab.name}</Link>
            </Card>
          ) : (
            <Card key={tab.id} text={t('home.tab.window', { name: tab.name })}>
              <NewTabLink href={tab.url}>{tab.name}</NewTabLink>
            </Card>
          ),
        )}
        <Card text={t('home.security.text')}>
          <Link to="/security">{t('nav.security')}</Link>
        </Card>
      </ul>
    </section>
  );
}

/** The link is the card's heading and reaches over all of it. */
function Card({ children, text }: { children: ReactNode; text: string }) {
  return (
    <li className={css.card}>
      <h3>{children}</h3>
      <p className="small">{text}</p>
    </li>
  );
}
