import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Download } from '@strapi/icons';
import { call } from '../api/client';
import { fetchPrivate, keepFile } from '../api/files';
import { ListScreen } from '../components/ListScreen';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { useList } from '../components/use-list';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { ActivityFilters } from './ActivityFilters';
import { ActivityTable } from './ActivityTable';
import * as address from './filter';

/** *Settings → Customer Portal → Activity*. */
export default function ActivityPage() {
  const t = useMessages();
  const list = useList(address, (filter) => call('GET /activity', { query: address.queryOf(filter, new Date()) }));
  const { filter, failure, show } = list;
  const emptyWords = address.isFiltered(filter) ? 'activity.none' : filter.page > 1 ? 'activity.no-more' : 'activity.empty';
  return (
    <ListScreen
      isSettings
      list={list}
      action={<Actions filter={filter} loading={list.loading} reload={() => void list.reload()} />}
      title={t('activity.title')}
      subtitle={() => t('activity.subtitle')}
      above={() => (
        <>
          <ActivityFilters filter={filter} onChange={(next) => show({ ...next, page: 1 }, true)} />
          {failure && <Notice kind="danger">{failureText(t, failure)}</Notice>}
        </>
      )}
      empty={() => t(emptyWords)}
      paging={(page) => ({ position: t('activity.page', { page }), previous: t('activity.newer'), next: t('activity.older') })}
    >
      {({ rows }) => <ActivityTable rows={rows} />}
    </ListScreen>
  );
}

interface ActionsProps {
  filter: address.Filter;
  loading: boolean;
  reload: () => void;
}

/** Loading the list again, and keeping all that is found as a file. */
function Actions({ filter, loading, reload }: ActionsProps) {
  const t = useMessages();
  const { busy, run } = useTask();
  async function keep(): Promise<void> {
    const now = new Date();
    const { page: _page, ...query } = address.queryOf(filter, now);
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]));
    keepFile(
      await fetchPrivate(`/activity/export?${new URLSearchParams(given).toString()}`),
      `activity-${now.toISOString().slice(0, 10)}.csv`,
    );
  }
  return (
    <Flex gap={2}>
      <Button variant="secondary" startIcon={<Download />} loading={busy} onClick={() => void run(keep)}>
        {t('activity.export')}
      </Button>
      <Button variant="secondary" startIcon={<ArrowClockwise />} loading={loading} onClick={reload}>
        {t('activity.reload')}
      </Button>
    </Flex>
  );
}
