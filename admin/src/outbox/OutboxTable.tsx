import { Badge, Box, Flex, Td, TextButton, Typography } from '@strapi/design-system';
import { ArrowClockwise, Cross } from '@strapi/icons';
import type { CSSProperties } from 'react';
import type { OutboxRow } from '../../../plugin/contract/editor/outbox';
import { RowTable } from '../components/RowTable';
import { Line, Small } from '../components/text';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';

const COLUMNS = ['outbox.column.what', 'outbox.column.to', 'outbox.column.when', 'outbox.column.state'] as const;

/** Strapi's table keeps everything on one line, and what is long would push the last columns out of sight. */
const WRAPPED: CSSProperties = { whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: '12rem' };
const TOLD: CSSProperties = { ...WRAPPED, minWidth: '24rem' };

/** Colours of a badge: failures catch the eye; words say the same. */
const LOOKS = {
  waiting: ['primary100', 'primary700'],
  sent: ['success100', 'success700'],
  failed: ['danger100', 'danger700'],
  cancelled: ['neutral150', 'neutral700'],
} as const;

interface Props {
  rows: OutboxRow[];
  /** Absent where the role may not. */
  onAgain: ((row: OutboxRow) => void) | undefined;
  onStop: ((row: OutboxRow) => void) | undefined;
}

/** What was written to whom, and what became of it, newest first. */
export function OutboxTable({ rows, onAgain, onStop }: Props) {
  const t = useMessages();
  return (
    <RowTable rows={rows} columns={COLUMNS.map((id) => t(id))} actions={t('outbox.column.actions')}>
      {(row) => <Cells row={row} onAgain={onAgain} onStop={onStop} />}
    </RowTable>
  );
}

function Cells({ row, onAgain, onStop }: Omit<Props, 'rows'> & { row: OutboxRow }) {
  const t = useMessages();
  const instant = useInstant();
  const { kind, channel, to, state, queuedAt, tries, again } = row;
  const [background, colour] = LOOKS[state];
  const what = kind ? t(`outbox.kind.${kind}`) : t('outbox.kind.none');
  return (
    <>
      <Td style={WRAPPED}>
        <Line>{what}</Line>
        {channel === 'text' && <Small>{t('outbox.text-message')}</Small>}
      </Td>
      <Td style={WRAPPED}>
        <Line>{to || t('outbox.to.none')}</Line>
      </Td>
      <Td style={WRAPPED}>
        <Typography textColor="neutral800">{instant(queuedAt)}</Typography>
        {tries > 1 && <Small>{t('outbox.tries', { count: tries })}</Small>}
      </Td>
      <Td style={TOLD}>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Badge backgroundColor={background} textColor={colour}>
            {t(`outbox.state.${state}`)}
          </Badge>
          <Told row={row} />
        </Flex>
      </Td>
      <Td>
        <Box>
          {onAgain && again === 'yes' && (
            <TextButton startIcon={<ArrowClockwise />} aria-label={t('outbox.again.name', { what, to })} onClick={() => onAgain(row)}>
              {t('outbox.again')}
            </TextButton>
          )}
          {onStop && state === 'waiting' && (
            <TextButton startIcon={<Cross />} aria-label={t('outbox.stop.name', { what, to })} onClick={() => onStop(row)}>
              {t('outbox.stop')}
            </TextButton>
          )}
        </Box>
      </Td>
    </>
  );
}

/** Why it is as it is, in words. */
function Told({ row }: { row: OutboxRow }) {
  const t = useMessages();
  const instant = useInstant();
  const { channel, state, endedAt, nextTryAt, problem, answer, dropped, again } = row;
  return (
    <>
      {state === 'sent' && endedAt && <Small>{instant(endedAt)}</Small>}
      {problem && <Small>{t(channel === 'text' ? `outbox.why.${problem}` : `mail.why.${problem}`)}</Small>}
      {answer !== '' && <Small>{t('mail.answer', { answer })}</Small>}
      {problem && nextTryAt && <Small>{t('mail.next-try', { when: instant(nextTryAt) })}</Small>}
      {dropped && <Small>{t(`outbox.dropped.${dropped}`)}</Small>}
      {(again === 'secret' || again === 'lost') && <Small>{t(`outbox.again.${again}`)}</Small>}
    </>
  );
}
