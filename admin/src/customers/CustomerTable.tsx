import {
  Badge,
  Box,
  Checkbox,
  Flex,
  IconButton,
  Link,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { CustomerRow } from '../../../plugin/contract/editor/people';
import { useInstant } from '../components/use-instant';
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
  const here = rows.filter(({ id }) => selection?.has(id));

  function toggle(ids: string[], on: boolean): void {
    const next = new Set(selection);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onSelect(next);
  }

  return (
    <Table colCount={COLUMNS.length + (selection ? 1 : 0) + (onAdd ? 1 : 0)} rowCount={rows.length + 1}>
      <Thead>
        <Tr>
          {selection && (
            <Th>
              <Checkbox
                aria-label={t('customers.select.all')}
                checked={here.length > 0 && here.length === rows.length ? true : here.length > 0 ? 'indeterminate' : false}
                onCheckedChange={() =>
                  toggle(
                    rows.map(({ id }) => id),
                    here.length < rows.length,
                  )
                }
              />
            </Th>
          )}
          {COLUMNS.map((id) => (
            <Th key={id}>
              <Typography variant="sigma" textColor="neutral600">
                {t(id)}
              </Typography>
            </Th>
          ))}
          {onAdd && (
            <Th>
              <VisuallyHidden>{t('customers.column.actions')}</VisuallyHidden>
            </Th>
          )}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((customer) => (
          <Tr key={customer.id}>
            {selection && (
              <Td>
                <Checkbox
                  aria-label={t('customers.select', { name: customer.name })}
                  checked={selection.has(customer.id)}
                  onCheckedChange={(on) => toggle([customer.id], on === true)}
                />
              </Td>
            )}
            <Td>
              {/* Strapi's cells keep their text on one line. */}
              <Box minWidth="16rem" maxWidth="40rem" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
                <Link tag={RouterLink} to={`/content-manager/collection-types/${CUSTOMER_UID}/${customer.id}`}>
                  {customer.name}
                </Link>
                {customer.customerNumber !== '' && (
                  <Typography tag="p" variant="pi" textColor="neutral600">
                    {customer.customerNumber}
                  </Typography>
                )}
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
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
