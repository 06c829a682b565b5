import type { ModuleDetail } from '../../../../plugin/contract/customer/modules';
import type { PortalField } from '../../../../plugin/fields/field';
import type { Text } from '../../language/useText';
import type { Show } from './list-state';

/** A column of the list: the module's own, and what every record has. */
export interface Column {
  name: string;
  label: string;
  /** Absent for what every record has. */
  type?: PortalField['type'];
  sortable: boolean;
}

/** The first column names a record; where it stands and when it changed come last. */
export function columnsOf({ columns }: Pick<ModuleDetail, 'columns'>, show: Show, t: Text['t']): [Column, ...Column[]] {
  const [first, ...others] = columns;
  const state: Column = { name: 'state', label: t('list.state'), sortable: true };
  return [
    first ?? { name: 'title', label: t('list.title'), sortable: false },
    ...others,
    ...(show === 'ours' ? [state] : []),
    { name: 'updatedAt', label: t('list.updated'), sortable: true },
  ];
}

const SORTED_AS: Partial<Record<PortalField['type'], 'text' | 'number' | 'date'>> = {
  text: 'text',
  email: 'text',
  enumeration: 'text',
  integer: 'number',
  decimal: 'number',
  date: 'date',
  datetime: 'date',
};

/** What people call the two ways of sorting a column: by letters, by size, by age. */
export function sortedAs({ name, type }: Column): 'text' | 'number' | 'date' | 'other' {
  if (type !== undefined) return SORTED_AS[type] ?? 'other';
  return name === 'updatedAt' ? 'date' : name === 'title' ? 'text' : 'other';
}

export const sortablesOf = (module: Pick<ModuleDetail, 'columns'>, show: Show, t: Text['t']): Column[] =>
  columnsOf(module, show, t).filter(({ sortable }) => sortable);
