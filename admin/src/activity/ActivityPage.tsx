import { call } from '../api/client';
import { ListScreen } from '../components/ListScreen';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { useList } from '../components/use-list';
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
