import { useRBAC } from '@strapi/admin/strapi-admin';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { useState } from 'react';
import { call } from '../api/client';
import { ListScreen } from '../components/ListScreen';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { useList } from '../components/use-list';
import { useMessages, type MessageId } from '../messages';
import { NEEDS } from '../permissions';
import { BulkNotice, BulkProgress } from './BulkNotice';
import { DecideDialog, type Decision } from './DecideDialog';
import * as addressing from './filter';
import { isFiltered, queryOf, type Filter } from './filter';
import { InboxFilters } from './InboxFilters';
import { InboxTable } from './InboxTable';
import { useBulk } from './use-bulk';
import { refreshWaiting, useWaiting } from './waiting';

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
  const list = useList(addressing, (filter) => call('GET /approvals', { query: queryOf(filter) }));
  const { filter, data, failure } = list;
  const { modules, unread = 0 } = useWaiting() ?? {};
  const { allowedActions } = useRBAC(NEEDS.approvals);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<Decision>();
  const bulk = useBulk(list.reload);

  const show = (next: Filter, replace: boolean): void => {
    setPicked(new Set());
    list.show(next, replace);
  };

  const decidable = filter.state === 'submitted' && allowedActions.canDecide === true;
  const chosen = (data?.rows ?? []).filter(({ id }) => picked.has(id));

  async function decide(note: string): Promise<void> {
    if (asking === undefined) return;
    setAsking(undefined);
    await bulk.decide(asking, chosen, note);
    setPicked(new Set());
  }

  return (
    <>
      <ListScreen
        list={{ ...list, show }}
        title={t('approvals.title')}
        subtitle={({ total }) => t(filter.state === 'submitted' ? 'approvals.waiting' : 'approvals.found', { count: total })}
        busy={bulk.run !== undefined}
        onReload={() => void refreshWaiting()}
        above={() => (
          <>
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
          </>
        )}
        empty={() => t(emptyWords(filter, modules?.length))}
      >
        {({ rows }) => (
          <InboxTable rows={rows} filter={filter} selection={decidable && !bulk.run ? picked : undefined} onSelect={setPicked} />
        )}
      </ListScreen>
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
    </>
  );
}
