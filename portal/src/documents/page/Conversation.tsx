import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import type { DocumentTimelineLine } from '../../../../plugin/contract/customer/document-timeline';
import { CommentForm } from '../../conversation/CommentForm';
import { Timeline, type TimelineEvent } from '../../conversation/Timeline';
import { useText } from '../../language/useText';
import { useSession } from '../../session/session';
import { useOnce } from '../../session/useOnce';
import type { IconName } from '../../ui/Icon';
import { Pending } from '../../ui/Pending';
import { timelineQuery } from '../queries';
import { useFigures } from '../useFigures';

const SIGNS: Record<DocumentTimelineLine['kind'], IconName> = {
  issued: 'file',
  sent: 'mail',
  forwarded: 'mail',
  accepted: 'check',
  declined: 'close',
  invoiced: 'copy',
  applied: 'tag',
  credited: 'tag',
  paid: 'card',
  'payment-returned': 'back',
  'taken-back': 'back',
  refunded: 'up',
  'written-off': 'close',
  voided: 'close',
  'file-added': 'file',
  comment: 'chat',
};

/** What happened to a document, and writing to the organisation about it, for roles that may. */
export function Conversation({ document: { type, id } }: { document: DocumentDetail }) {
  const { t } = useText();
  const { money } = useFigures();
  const client = useQueryClient();
  const { rights } = useSession();
  const { call } = useOnce();
  const options = timelineQuery(type, id);
  const query = useQuery(options);
  const aboutIn = (about: DocumentTimelineLine['about']) => ({
    amount: about ? money(about.amount, about.currency) : '',
    // Without a number the document is none that the customer sees.
    named: about?.number ? 'yes' : 'no',
    document: about?.number ? t('document.title', { type: t(`document.type.${about.type}`), number: about.number }) : '',
  });
  const eventOf = ({ kind, by, byLink, mine, recipients, about, ...line }: DocumentTimelineLine): TimelineEvent => ({
    ...line,
    icon: SIGNS[kind],
    comment: kind === 'comment',
    what: t(`history.${kind}`, { by: byLink ? by || t('history.visitor') : by, mine: mine ? 'yes' : 'no', recipients, ...aboutIn(about) }),
  });
  return (
    <Timeline id="document-history" title={t('history.title')} events={query.data?.map(eventOf)}>
      <Pending query={query} shapes={['line', 'line']} what={t('history.failed')} />
      {rights.documents === 'write' && (
        <CommentForm
          place={`${type}.${id}.comment`}
          send={async (text) => {
            const line = await call('POST /documents/:type/:document/comments', { params: { type, document: id }, body: { text } });
            client.setQueryData(options.queryKey, (before) => before && [...before.filter((other) => other.id !== line.id), line]);
          }}
        />
      )}
    </Timeline>
  );
}
