import { Badge, Box, Flex, Link, Td, Typography, VisuallyHidden } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ApprovalRow } from '../../../plugin/contract/editor/approvals';
import { RowTable } from '../components/RowTable';
import { useInstant } from '../components/use-instant';
import { Line, Small } from '../components/text';
import { useMessages } from '../messages';
import type { Filter } from './filter';
import { approvalPath } from './paths';
import { useAge } from './use-age';

const COLUMNS = ['approvals.column.record', 'approval.module', 'approval.customer'] as const;

interface Props {
  rows: ApprovalRow[];
  filter: Filter;
  /** Ids that are ticked; without them nothing can be, and what the editor may not decide never. */
  selection: ReadonlySet<string> | undefined;
  onSelect: (ids: ReadonlySet<string>) => void;
}

/** What customers submitted, longest waiting first. */
export function InboxTable({ rows, filter, selection, onSelect }: Props) {
  const t = useMessages();
  const since = filter.state === 'submitted' ? ('approvals.column.since' as const) : ('approval.submitted-at' as const);
  return (
    <RowTable
      rows={rows}
      columns={[...COLUMNS, since].map((id) => t(id))}
      selection={selection}
      onSelect={onSelect}
      tickLabel={(row) => t('approvals.select', { title: row.title || t('approval.untitled') })}
      mayTick={({ mayDecide }) => mayDecide}
    >
      {(row) => <Cells row={row} filter={filter} />}
    </RowTable>
  );
}

function Cells({ row, filter }: { row: ApprovalRow; filter: Filter }) {
  const t = useMessages();
  const instant = useInstant();
  const age = useAge();
  const title = row.title || t('approval.untitled');
  return (
    <>
      <Td>
        <Flex gap={2} wrap="wrap" minWidth="20rem">
          {/* Strapi's cells keep their text on one line. */}
          <Box maxWidth="40rem" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
            <Link tag={RouterLink} to={approvalPath(row.id, filter)}>
              {title}
            </Link>
          </Box>
          <Badge size="S">{t(row.live ? 'approvals.change' : 'approvals.new')}</Badge>
          {row.unread && <Badge size="S">{t('approvals.unread.badge')}</Badge>}
          {row.state === 'submitted' && !row.mayDecide && <Badge size="S">{t('approvals.may-not')}</Badge>}
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800">{row.module.name}</Typography>
      </Td>
      <Td>
        <Line>{row.customer.name}</Line>
        <Small>{row.contact || t('approvals.contact.gone')}</Small>
      </Td>
      <Td>
        {row.submittedAt === null ? (
          <VisuallyHidden>{t('empty')}</VisuallyHidden>
        ) : (
          <>
            <Typography tag="p" textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
              {age(row.submittedAt)}
            </Typography>
            <Typography tag="p" variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
              {instant(row.submittedAt)}
            </Typography>
          </>
        )}
      </Td>
    </>
  );
}
