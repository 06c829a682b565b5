import { Flex, Typography } from '@strapi/design-system';
import { Check, Cross, Eye, EyeStriked, Message, PaperPlane, Pencil } from '@strapi/icons';
import type { ApprovalEvent } from '../../../plugin/contract/editor/approvals';
import type { RecordEventKind } from '../../../plugin/vocabulary';
import { TimelineLine, type Signs } from '../conversations/TimelineLine';
import { useMessages } from '../messages';

const SIGNS: Signs<RecordEventKind> = {
  created: { Icon: Pencil, fill: 'neutral600' },
  submitted: { Icon: PaperPlane, fill: 'warning600' },
  withdrawn: { Icon: Pencil, fill: 'neutral600' },
  approved: { Icon: Check, fill: 'success600' },
  rejected: { Icon: Cross, fill: 'danger600' },
  published: { Icon: Eye, fill: 'success600' },
  unpublished: { Icon: EyeStriked, fill: 'neutral600' },
  comment: { Icon: Message, fill: 'primary600' },
};

/** What happened to a record, oldest first, with what was said about it. */
export function History({ events }: { events: ApprovalEvent[] }) {
  const t = useMessages();
  if (events.length === 0) return <Typography textColor="neutral600">{t('approval.history.empty')}</Typography>;
  const said = ({ by, byEditor, kind }: ApprovalEvent): string =>
    by === '' && byEditor && (kind === 'published' || kind === 'unpublished')
      ? t(`record.event.${kind}.itself`)
      : t(`record.event.${kind}`, { by: by || t(byEditor ? 'record.by-system' : 'record.by-nobody') });
  return (
    <Flex tag="ol" direction="column" alignItems="stretch" gap={4}>
      {events.map((event) => (
        <TimelineLine
          key={event.id}
          sign={SIGNS[event.kind]}
          said={said(event)}
          at={event.at}
          internal={event.internal}
          text={event.text}
        />
      ))}
    </Flex>
  );
}
