import { useNotification, useRBAC } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { useEffect, useState } from 'react';
import type { OutboxRow } from '../../../plugin/contract/editor/outbox';
import { call } from '../api/client';
import { Confirm, type Question } from '../components/Confirm';
import { ListScreen } from '../components/ListScreen';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { useList } from '../components/use-list';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { addressOf, filterIn, isFiltered, queryOf } from './filter';
import { OutboxFilters } from './OutboxFilters';
import { OutboxTable } from './OutboxTable';

/** What an editor is asked about: one row, or everything that failed. */
type Asked = { what: 'again' | 'stop'; row: OutboxRow } | { what: 'all'; count: number };

/** How often it is looked how far the sending is. */
const LOOK_MS = 2000;

/** *Settings → Customer Portal → Outbox*: mails and text messages, and what became of them. */
export default function OutboxPage() {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const { allowedActions } = useRBAC(NEEDS.outbox);
  const mayManage = allowedActions.canManage === true;
  const list = useList({ filterIn, addressOf }, (filter) => call('GET /outbox', { query: queryOf(filter, new Date()) }));
  const { filter, data, failure, show, reload } = list;
  const [asked, setAsked] = useState<Asked>();
  /** How many were sent again at once, until none of them waits. */
  const [started, setStarted] = useState<number>();
  const task = useTask();

  const left = started === undefined ? 0 : Math.min(started, data?.waiting ?? 0);
  const under = started !== undefined && left > 0;
  useEffect(() => {
    if (!under) return undefined;
    const timer = setInterval(() => void reload(), LOOK_MS);
    return () => clearInterval(timer);
  }, [under, reload]);

  async function act(): Promise<void> {
    if (!asked) return;
    if (asked.what === 'all') setStarted((await call('POST /outbox/again')).count);
    else {
      const params = { id: asked.row.id };
      await (asked.what === 'again' ? call('POST /outbox/:id/again', { params }) : call('POST /outbox/:id/stop', { params }));
      toggleNotification({ type: 'success', message: t(asked.what === 'again' ? 'outbox.again.done' : 'outbox.stop.done') });
    }
  }

  const emptyWords = isFiltered(filter) ? 'outbox.none' : filter.page > 1 ? 'activity.no-more' : 'outbox.empty';
  return (
    <>
      <ListScreen
        isSettings
        list={list}
        title={t('outbox.title')}
        subtitle={() => t('outbox.subtitle')}
        above={({ failed, again }) => (
          <>
            <OutboxFilters filter={filter} onChange={(next) => show({ ...next, page: 1 }, true)} />
            {failure && <Notice kind="danger">{failureText(t, failure)}</Notice>}
            {started !== undefined && (
              <Notice kind={under ? 'info' : 'success'}>
                {under ? t('outbox.progress', { done: started - left, total: started }) : t('outbox.progress.done', { failed })}
              </Notice>
            )}
            {mayManage && again > 0 && !under && (
              <Flex>
                <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={() => setAsked({ what: 'all', count: again })}>
                  {t('outbox.again.all', { count: again })}
                </Button>
              </Flex>
            )}
          </>
        )}
        empty={() => t(emptyWords)}
        paging={(page) => ({ position: t('activity.page', { page }), previous: t('activity.newer'), next: t('activity.older') })}
      >
        {({ rows }) => (
          <OutboxTable
            rows={rows}
            onAgain={mayManage ? (row) => setAsked({ what: 'again', row }) : undefined}
            onStop={mayManage ? (row) => setAsked({ what: 'stop', row }) : undefined}
          />
        )}
      </ListScreen>
      <Confirm
        question={asked && questionOf(t, asked)}
        busy={task.busy}
        onConfirm={() =>
          void task.run(act).then(() => {
            setAsked(undefined);
            return reload();
          })
        }
        onCancel={() => setAsked(undefined)}
      />
    </>
  );
}

function questionOf(t: ReturnType<typeof useMessages>, asked: Asked): Question {
  if (asked.what === 'all') {
    const { count } = asked;
    return {
      title: t('outbox.again.question.all', { count }),
      body: [t('outbox.again.body')],
      confirm: t('outbox.again'),
      variant: 'default',
    };
  }
  const { to } = asked.row;
  return asked.what === 'again'
    ? { title: t('outbox.again.question', { to }), body: [t('outbox.again.body')], confirm: t('outbox.again'), variant: 'default' }
    : { title: t('outbox.stop.question', { to }), body: [t('outbox.stop.body')], confirm: t('outbox.stop'), variant: 'danger' };
}
