import { Layouts, Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Button, EmptyStateLayout, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, Check, Cross } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { LoadFailure } from '../components/LoadFailure';
import { Notice } from '../components/Notice';
import { PageNav } from '../components/PageNav';
import { failureText } from '../components/use-failure';
import { useMessages, type MessageId } from '../messages';
import { NEEDS } from '../permissions';
import { BulkNotice, BulkProgress } from './BulkNotice';
import { DecideDialog, type Decision } from './DecideDialog';
import { addressOf, filterIn, isFiltered, queryOf, type Filter } from './filter';
import { InboxFilters } from './InboxFilters';
import { InboxTable } from './InboxTable';
import { useBulk } from './use-bulk';
import { refreshWaiting, useWaiting } from './waiting';

/** Rows of a page, as the contract has them. */
const PAGE_SIZE = 50;

/** Why there is nothing to see. */
function emptyWords(filter: Filter, modules: number | undefined): MessageId {
  if (modules === 0) return 'approvals.no-modules';
  if (isFiltered(filter)) return 'approvals.none';
  if (filter.state === 'unread') return 'approvals.empty.unread';
  return filter.state === 'submitted' ? 'approvals.empty' : 'approvals.empty.state';
}

/** What customers submitted and an editor decides on. */
export function Inbox() {
  const t = useMessages();
  const [params, setParams] = useSearchParams();
  const filter = filterIn(params);
  const address = JSON.stringify(addressOf(filter));
  const { data, failure, reload } = useLoad(
    async () => ({ ...(await call('GET /approvals', { query: queryOf(filter) })), address }),
    address,
  );
  const { modules, unread = 0 } = useWaiting() ?? {};
  const { allowedActions } = useRBAC(NEEDS.approvals);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<Decision>();
  const bulk = useBulk(reload);

  // What is on the screen is of another page or filter until its own rows are there.
  const loading = data?.address !== address && !failure;
  const show = (next: Filter, replace: boolean): void => {
    setPicked(new Set());
    setParams(addressOf(next), { replace });
  };

  if (failure && !data) return <LoadFailure failure={failure} onRetry={() => void reload()} />;
  if (!data) return <Page.Loading>{t('loading')}</Page.Loading>;

  const decidable = filter.state === 'submitted' && allowedActions.canDecide === true;
  const chosen = data.rows.filter(({ id }) => picked.has(id));
  const pages = Math.max(1, Math.ceil(data.total / PAGE_SIZE));

  async function decide(note: string): Promise<void> {
    if (asking === undefined) return;
    setAsking(undefined);
    await bulk.decide(asking, chosen, note);
    setPicked(new Set());
  }

  return (
    <Layouts.Root>
      <Page.Title>{t('approvals.title')}</Page.Title>
      <Page.Main aria-busy={loading || bulk.run !== undefined} tabIndex={-1}>
        <Layouts.Header
          title={t('approvals.title')}
          subtitle={
            filter.state === 'submitted' ? t('approvals.waiting', { count: data.total }) : t('approvals.found', { count: data.total })
          }
          primaryAction={
            <Button
              variant="secondary"
              startIcon={<ArrowClockwise />}
              loading={loading}
              onClick={() => {
                void reload();
                void refreshWaiting();
              }}
            >
              {t('activity.reload')}
            </Button>
          }
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <InboxFilters filter={filter} modules={modules ?? []} onChange={(next) => show({ ...next, page: 1 }, true)} />
            {unread > 0 && filter.state !== 'unread' && (
              <Notice kind="info">
                <Flex gap={4} justifyContent="space-between" wrap="wrap">
                  <Typography>{t('approvals.unread.some', { count: unread })}</Typography>
                  <Button
                    variant="tertiary"
                    size="S"
                    onClick={() => show({ page: 1, search: '', module: undefined, state: 'unread' }, false)}
                  >
                    {t('approvals.unread.show')}
                  </Button>
                </Flex>
              </Notice>
            )}
            {failure && <Notice kind="danger">{failureText(t, failure)}</Notice>}
            {bulk.run && <BulkProgress run={bulk.run} />}
            {bulk.result && <BulkNotice result={bulk.result} onClose={bulk.clear} />}
            {chosen.length > 0 && !bulk.run && (
              <Flex gap={3} wrap="wrap" role="group" aria-label={t('approvals.selected', { count: chosen.length })}>
                <Typography role="status">{t('approvals.selected', { count: chosen.length })}</Typography>
                <Button variant="success" size="S" startIcon={<Check />} onClick={() => setAsking('approve')}>
                  {t('decide.approve')}
                </Button>
                <Button variant="danger-light" size="S" startIcon={<Cross />} onClick={() => setAsking('reject')}>
                  {t('decide.reject')}
                </Button>
              </Flex>
            )}
            {data.rows.length === 0 && !loading ? (
              <EmptyStateLayout
                icon={<EmptyDocuments width="16rem" />}
                content={t(emptyWords(filter, modules?.length))}
                hasRadius
                shadow="filterShadow"
              />
            ) : (
              <InboxTable rows={data.rows} filter={filter} selection={decidable && !bulk.run ? picked : undefined} onSelect={setPicked} />
            )}
            <PageNav
              page={filter.page}
              more={filter.page < pages}
              loading={loading}
              position={t('approvals.page', { page: filter.page, pages })}
              previous={t('approvals.page.previous')}
              next={t('approvals.page.next')}
              onPage={(page) => show({ ...filter, page }, false)}
            />
          </Flex>
        </Layouts.Content>
        {asking && (
          <DecideDialog
            decision={asking}
            count={chosen.length}
            title={chosen[0]?.title}
            busy={false}
            onConfirm={(note) => void decide(note)}
            onCancel={() => setAsking(undefined)}
          />
        )}
      </Page.Main>
    </Layouts.Root>
  );
}
