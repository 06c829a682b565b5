import { Badge, Box, Checkbox, Flex, Link, Table, Tbody, Td, Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ApprovalRow } from '../../../plugin/contract/editor/approvals';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';
import type { Filter } from './filter';
import { approvalPath } from './paths';
import { useAge } from './use-age';

const COLUMNS = ['approvals.column.record', 'approval.module', 'approval.customer', 'approval.submitted-at'] as const;

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
  const waits = filter.state === 'submitted';
  const decidable = rows.filter(({ mayDecide }) => mayDecide);
  const all = selection !== undefined && decidable.length > 0 && decidable.every(({ id }) => selection.has(id));
  const some = selection !== undefined && selection.size > 0;

  function toggle(id: string): void {
    const ids = new Set(selection);
    if (!ids.delete(id)) ids.add(id);
    onSelect(ids);
  }

  return (
    <Table colCount={COLUMNS.length + (selection ? 1 : 0)} rowCount={rows.length + 1}>
      <Thead>
        <Tr>
          {selection && (
            <Th>
              <Checkbox
                aria-label={t('approvals.select.all')}
                checked={all ? true : some ? 'indeterminate' : false}
                disabled={decidable.length === 0}
                onCheckedChange={() => onSelect(new Set(all ? [] : decidable.map(({ id }) => id)))}
              />
            </Th>
          )}
          {COLUMNS.map((id, index) => (
            <Th key={id}>
              <Typography variant="sigma" textColor="neutral600">
                {t(index === 3 && waits ? 'approvals.column.since' : id)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} filter={filter} ticked={selection?.has(row.id)} onTick={() => toggle(row.id)} />
        ))}
      </Tbody>
    </Table>
  );
}

interface RowProps {
  row: ApprovalRow;
  filter: Filter;
  /** Nothing where a row cannot be ticked. */
  ticked: boolean | undefined;
  onTick: () => void;
}

function Row({ row, filter, ticked, onTick }: RowProps) {
  const t = useMessages();
  const instant = useInstant();
  const age = useAge();
  const title = row.title || t('approval.untitled');
  return (
    <Tr>
      {ticked !== undefined && (
        <Td>
          <Checkbox aria-label={t('approvals.select', { title })} checked={ticked} disabled={!row.mayDecide} onCheckedChange={onTick} />
        </Td>
      )}
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
        <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
          {row.customer.name}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {row.contact || t('approvals.contact.gone')}
        </Typography>
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
    </Tr>
  );
}
