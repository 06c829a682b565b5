import { useQueryClient } from '@tanstack/react-query';
import type { ModuleDetail, RecordDetail, RecordEvent } from '../../../../plugin/contract/customer/modules';
import { CommentForm } from '../../conversation/CommentForm';
import { Timeline } from '../../conversation/Timeline';
import { useText } from '../../language/useText';
import { useOnce } from '../../session/useOnce';
import type { IconName } from '../../ui/Icon';
import { recordQuery } from '../queries';

const SIGNS: Record<RecordEvent['kind'], IconName> = {
  created: 'plus',
  submitted: 'up',
  withdrawn: 'down',
  approved: 'check',
  rejected: 'back',
  published: 'check',
  unpublished: 'lock',
  comment: 'chat',
};

/** What happened to a record, and writing to whoever looks after it. */
export function History({ module: { id: module }, record: { id: record, history, may } }: { module: ModuleDetail; record: RecordDetail }) {
  const { t } = useText();
  const client = useQueryClient();
  const { call } = useOnce();
  const events = history.map(({ kind, by, mine, ...event }) => ({
    ...event,
    icon: SIGNS[kind],
    comment: kind === 'comment',
    what: t(`history.${kind}`, { by, mine: mine ? 'yes' : 'no' }),
  }));
  return (
    <Timeline id="record-history" title={t('history.title')} events={events}>
      {may.comment && (
        <CommentForm
          place={`${module}.${record}.comment`}
          send={async (text) => {
            const event = await call('POST /modules/:module/records/:record/comments', { params: { module, record }, body: { text } });
            client.setQueryData(
              recordQuery(module, record).queryKey,
              (before) => before && { ...before, history: [...before.history.filter((other) => other.id !== event.id), event] },
            );
          }}
        />
      )}
    </Timeline>
  );
}
