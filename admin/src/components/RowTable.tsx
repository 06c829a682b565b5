import { Checkbox, Table, Tbody, Td, Th, Thead, Tr, VisuallyHidden } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useMessages } from '../messages';
import { ColumnName } from './text';

interface Props<R extends { id: string }> {
  rows: readonly R[];
  columns: readonly string[];
  /** What a last column is for, read out: it has no heading. */
  actions?: string | undefined;
  /** Ids that are ticked; without them nothing can be. */
  selection?: ReadonlySet<string> | undefined;
  onSelect?: (ids: ReadonlySet<string>) => void;
  tickLabel?: (row: R) => string;
  mayTick?: (row: R) => boolean;
  /** The cells of a row. */
  children: (row: R) => ReactNode;
}

/** Strapi's table, in which rows can be ticked. */
export function RowTable<R extends { id: string }>(props: Props<R>) {
  const { rows, columns, actions, selection, onSelect, tickLabel, mayTick = () => true, children } = props;
  const t = useMessages();
  const able = rows.filter(mayTick);
  const ticked = able.filter(({ id }) => selection?.has(id)).length;
  const all = able.length > 0 && ticked === able.length;

  function tick(some: readonly R[], on: boolean): void {
    const next = new Set(selection);
    for (const { id } of some) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onSelect?.(next);
  }

  return (
    <Table colCount={columns.length + (selection ? 1 : 0) + (actions === undefined ? 0 : 1)} rowCount={rows.length + 1}>
      <Thead>
        <Tr>
          {selection && (
            <Th>
              <Checkbox
                aria-label={t('table.select-all')}
                checked={all || (ticked > 0 && 'indeterminate')}
                disabled={able.length === 0}
                onCheckedChange={() => tick(able, !all)}
              />
            </Th>
          )}
          {columns.map((column) => (
            <Th key={column}>
              <ColumnName>{column}</ColumnName>
            </Th>
          ))}
          {actions !== undefined && (
            <Th>
              <VisuallyHidden>{actions}</VisuallyHidden>
            </Th>
          )}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            {selection && (
              <Td>
                <Checkbox
                  aria-label={tickLabel?.(row)}
                  checked={selection.has(row.id)}
                  disabled={!mayTick(row)}
                  onCheckedChange={(on) => tick([row], on === true)}
                />
              </Td>
            )}
            {children(row)}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
