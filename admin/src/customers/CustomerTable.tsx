import { Badge, Box, Flex, IconButton, Link, Td, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { CustomerRow } from '../../../plugin/contract/editor/people';
import { RowTable } from '../components/RowTable';
import { useInstant } from '../components/use-instant';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { PortalStatusBadge } from '../people/status';
import { CUSTOMER_UID } from '../people/uid';

const COLUMNS = ['customers.column.name', 'customers.status.label', 'customers.column.contacts', 'customers.column.last-sign-in'] as const;

interface Props {
  rows: CustomerRow[];
  /** Ids that are ticked; without them nothing can be. */
  selection: ReadonlySet<string> | undefined;
  onSelect: (ids: ReadonlySet<string>) => void;
  /** Opens the dialog that adds a contact; absent where the role may not. */
  onAdd: ((customer: CustomerRow) => void) | undefined;
}

/** Customers with where they stand with the portal. */
export function CustomerTable({ rows, selection, onSelect, onAdd }: Props) {
  const t = useMessages();
  const instant = useInstant();
  return (
    <RowTable
      rows={rows}
      columns={COLUMNS.map((id) => t(id))}
      actions={onAdd && t('customers.column.actions')}
      selection={selection}
      onSelect={onSelect}
      tickLabel={({ name }) => t('customers.select', { name })}
    >
      {(customer) => (
        <>
          <Td>
            {/* Strapi's cells keep their text on one line. */}
            <Box minWidth="16rem" maxWidth="40rem" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
              <Link tag={RouterLink} to={`/content-manager/collection-types/${CUSTOMER_UID}/${customer.id}`}>
                {customer.name}
              </Link>
              {customer.customerNumber !== '' && <Small>{customer.customerNumber}</Small>}
            </Box>
          </Td>
          <Td>
            {/* Else the badge is as wide as its column. */}
            <Flex>
              <PortalStatusBadge status={customer.status} />
            </Flex>
          </Td>
          <Td>
            <Flex gap={2}>
              <Typography textColor="neutral800">{customer.contacts}</Typography>
              {customer.unsent > 0 && (
                <Badge size="S" backgroundColor="danger100" textColor="danger700">
                  {t('customers.unsent', { count: customer.unsent })}
                </Badge>
              )}
            </Flex>
          </Td>
          <Td>
            <Typography textColor="neutral800" style={{ whiteSpace: 'nowrap' }}>
              {customer.lastSignInAt === null ? t('panel.never-signed-in') : instant(customer.lastSignInAt)}
            </Typography>
          </Td>
          {onAdd && (
            <Td>
              <IconButton label={t('customers.add', { name: customer.name })} variant="ghost" onClick={() => onAdd(customer)}>
                <Plus />
              </IconButton>
            </Td>
          )}
        </>
      )}
    </RowTable>
  );
}
