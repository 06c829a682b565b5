import { Field, Flex, TextInput } from '@strapi/design-system';
import { ACTIVITY_KINDS, SEARCH_MAX } from '../../../plugin/vocabulary';
import { SearchFilter, SelectFilter } from '../components/filters';
import { useMessages } from '../messages';
import { PERIODS, type Filter } from './filter';

/** Stands for no kind in particular: a select shows an empty value as if nothing were chosen. */
const ALL = 'all';

interface Props {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** Whose activity, of what kind and when. */
export function ActivityFilters({ filter, onChange }: Props) {
  const t = useMessages();
  const { kind, period, from, to } = filter;
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      <SearchFilter
        value={filter.search}
        maxLength={SEARCH_MAX}
        label={t('activity.search.label')}
        placeholder={t('activity.search.placeholder')}
        clearLabel={t('activity.search.clear')}
        onChange={(search) => onChange({ ...filter, search })}
      />
      <SelectFilter
        label={t('activity.kind.label')}
        value={kind ?? ALL}
        options={[
          { value: ALL, label: t('activity.kind.all') },
          ...ACTIVITY_KINDS.map((one) => ({ value: one, label: t(`activity.kind.${one}`) })),
        ]}
        width="24rem"
        onChange={(next) => onChange({ ...filter, kind: next === ALL ? undefined : next })}
      />
      <SelectFilter
        label={t('activity.period.label')}
        value={period}
        options={PERIODS.map((one) => ({ value: one, label: t(`activity.period.${one}`) }))}
        width="20rem"
        onChange={(next) => onChange({ ...filter, period: next })}
      />
      {period === 'range' && (
        <>
          <Day label={t('activity.from')} value={from} max={to} onChange={(day) => onChange({ ...filter, from: day })} />
          <Day label={t('activity.to')} value={to} min={from} onChange={(day) => onChange({ ...filter, to: day })} />
        </>
      )}
    </Flex>
  );
}

interface DayProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

/** A day in the browser's own picker, which knows the editor's way of writing dates. */
function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <Field.Root>
      <Field.Label>{label}</Field.Label>
      <TextInput type="date" value={value} min={min} max={max} onChange={(event) => onChange(event.target.value)} />
    </Field.Root>
  );
}
