import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import { Check, Cross, Eye, EyeStriked, Lock, Message, PaperPlane, Pencil } from '@strapi/icons';
import type { ApprovalEvent } from '../../../plugin/contract/editor/approvals';
import type { RecordEventKind } from '../../../plugin/vocabulary';
import { useInstant } from '../components/use-instant';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { RichTextView } from './RichTextView';

const LOOKS = {
  created: { Icon: Pencil, fill: 'neutral600' },
  submitted: { Icon: PaperPlane, fill: 'warning600' },
  withdrawn: { Icon: Pencil, fill: 'neutral600' },
  approved: { Icon: Check, fill: 'success600' },
  rejected: { Icon: Cross, fill: 'danger600' },
  published: { Icon: Eye, fill: 'success600' },
  unpublished: { Icon: EyeStriked, fill: 'neutral600' },
  comment: { Icon: Message, fill: 'primary600' },
} as const satisfies Record<RecordEventKind, object>;

/** What happened to a record, oldest first, with what was said about it. */
export function History({ events }: { events: ApprovalEvent[] }) {
  const t = useMessages();
  if (events.length === 0) return <Typography textColor="neutral600">{t('approval.history.empty')}</Typography>;
  return (
    <Flex tag="ol" direction="column" alignItems="stretch" gap={4}>
      {events.map((event) => (
        <Line key={event.id} event={event} />
      ))}
    </Flex>
  );
}

function Line({ event: { at, kind, by, byEditor, text, internal } }: { event: ApprovalEvent }) {
  const t = useMessages();
  const instant = useInstant();
  const { Icon, fill } = internal ? { Icon: Lock, fill: 'alternative600' as const } : LOOKS[kind];
  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      <Flex
        shrink={0}
        width="3.2rem"
        height="3.2rem"
        justifyContent="center"
        background={internal ? 'alternative100' : 'neutral100'}
        style={{ borderRadius: '50%' }}
        aria-hidden
      >
        <Icon width="1.4rem" height="1.4rem" fill={fill} />
      </Flex>
      <Box flex="1" minWidth={0}>
        <Flex gap={2} wrap="wrap">
          <Typography fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>
            {by === '' && byEditor && (kind === 'published' || kind === 'unpublished')
              ? t(`record.event.${kind}.itself`)
              : t(`record.event.${kind}`, { by: by || t(byEditor ? 'record.by-system' : 'record.by-nobody') })}
          </Typography>
          {internal && (
            <Badge size="S" backgroundColor="alternative100" textColor="alternative700">
              {t('comment.internal.badge')}
            </Badge>
          )}
        </Flex>
        <Small>{instant(at)}</Small>
        {text !== null && (
          <Box marginTop={2} padding={3} hasRadius background={internal ? 'alternative100' : 'neutral100'}>
            <RichTextView value={text} />
          </Box>
        )}
      </Box>
    </Flex>
  );
}
