import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { useArrival } from '../modules/useArrival';
import { portal } from '../portal-data';
import { modulesQuery, tabsQuery, useSession } from '../session/session';
import type { HomeState } from '../session/sign-in-state';
import { Failed } from '../ui/Failed';
import { NewTabLink } from '../ui/NewTabLink';
import { Notice } from '../ui/Notice';
import { Skeleton } from '../ui/Skeleton';

/** The banner, and short ways to what the portal offers now. */
export default function Home() {
  const { t } = useText();
  const { contact, customer, abilities } = useSession();
  const tabs = useQuery(tabsQuery);
  const modules = useQuery(modulesQuery);
  const done = useArrival<NonNullable<HomeState['done']>>();
  const organisation = portal.organisation.name;

  return (
    <Page title={t('home.title')} heading={contact.firstName ? t('home.hello', { name: contact.firstName }) : t('home.title')}>
      {done && <Notice text={t(done)} />}
      <section className={css.banner} aria-label={t('home.banner', { organisation })}>
        <p>{portal.banner ?? t('home.default-banner', { organisation })}</p>
      </section>
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
          {modules.data?.map(({ id, name }) => (
            <Card key={id} text={t('home.module', { name })}>
              <Link to={`/modules/${id}`}>{name}</Link>
            </Card>
          ))}
          {tabs.data?.map((tab) =>
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
          {(tabs.isPending || modules.isPending) && (
            <li aria-hidden="true">
              <Skeleton shapes={['card']} />
            </li>
          )}
          <Card text={t('home.security.text')}>
            <Link to="/security">{t('nav.security')}</Link>
          </Card>
        </ul>
      </section>
      {modules.error && !tabs.error && <Failed error={modules.error} retry={() => void modules.refetch()} what={t('nav.tabs-failed')} />}
      {tabs.error && <Failed error={tabs.error} retry={() => void tabs.refetch()} what={t('nav.tabs-failed')} />}
    </Page>
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
