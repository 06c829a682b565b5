import { useText } from '../language/useText';
import { SelectField } from './SelectField';
import { useNarrow } from './useNarrow';

interface OrderFieldProps<C extends string> {
  columns: readonly { name: C; label: string; kind: 'text' | 'date' | 'number' | 'other' }[];
  sort: C | `-${C}`;
  onSort: (sort: C | `-${C}`) => void;
}

/** The order of a list, where there are no columns to press. */
export function OrderField<C extends string>({ columns, sort, onSort }: OrderFieldProps<C>) {
  const { t } = useText();
  if (!useNarrow()) return null;
  const options = columns.flatMap(({ name, label, kind }) => [
    { value: name, label: t('list.sort.ascending', { label, kind }) },
    { value: `-${name}` as const, label: t('list.sort.descending', { label, kind }) },
  ]);
  return <SelectField<C | `-${C}`> label={t('list.sort')} value={sort} options={options} onChange={onSort} />;
}
