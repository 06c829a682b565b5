import { Layouts, Page } from '@strapi/admin/strapi-admin';
import { Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useIntl } from 'react-intl';
import { useSearchParams } from 'react-router-dom';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { LoadFailure } from '../components/LoadFailure';
import { failureText } from '../components/use-failure';
import { Notice } from '../components/Notice';
import { PageNav } from '../components/PageNav';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { ActivityFilters } from './ActivityFilters';
import { ActivityTable } from './ActivityTable';
import { addressOf, filterIn, isFiltered, queryOf, type Filter } from './filter';

function ActivityScreen() {
  const t = useMessages();
  const intl = useIntl();
  const [params, setParams] = useSearchParams();
  const filter = filterIn(params);
  const address = JSON.stringify(addressOf(filter));
  const loaded = useLoad(async () => ({ ...(await call('GET /activity', { query: queryOf(filter, new Date()) })), address }), address);
  const { data, failure, reload } = loaded;
  // What is on the screen is of another page or filter until its own rows are there.
  const loading = data?.address !== address && !failure;

  const show = (next: Filter, replace: boolean): void => setParams(addressOf(next), { replace });

  if (failure && !data) return <LoadFailure failure={failure} onRetry={() => void reload()} />;
  if (!data) return <Page.Loading>{t('loading')}</Page.Loading>;

  return (
    <Layouts.Root>
      <Page.Title>
        {intl.formatMessage({ id: 'Settings.PageTitle', defaultMessage: 'Settings - {name}' }, { name: t('activity.title') })}
      </Page.Title>
      <Page.Main aria-busy={loading} tabIndex={-1}>
        <Layouts.Header
          title={t('activity.title')}
          subtitle={t('activity.subtitle')}
          primaryAction={
            <Button variant="secondary" startIcon={<ArrowClockwise />} loading={loading} onClick={() => void reload()}>
              {t('activity.reload')}
            </Button>
          }
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <ActivityFilters filter={filter} onChange={(next) => show({ ...next, page: 1 }, true)} />
            {failure && <Notice kind="danger">{failureText(t, failure)}</Notice>}
            {data.rows.length === 0 && !loading ? (
              <EmptyStateLayout
                icon={<EmptyDocuments width="16rem" />}
                content={t(isFiltered(filter) ? 'activity.none' : filter.page > 1 ? 'activity.no-more' : 'activity.empty')}
                hasRadius
                shadow="filterShadow"
              />
            ) : (
              <ActivityTable rows={data.rows} />
            )}
            <PageNav
              page={filter.page}
              more={data.more}
              loading={loading}
              position={t('activity.page', { page: filter.page })}
              previous={t('activity.newer')}
              next={t('activity.older')}
              onPage={(page) => show({ ...filter, page }, false)}
            />
          </Flex>
        </Layouts.Content>
      </Page.Main>
    </Layouts.Root>
  );
}

/** *Settings → Customer Portal → Activity*. */
export default function ActivityPage() {
  return (
    <Page.Protect permissions={NEEDS.activityRead}>
      <ActivityScreen />
    </Page.Protect>
  );
}
