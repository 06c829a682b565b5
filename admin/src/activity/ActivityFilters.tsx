import { Flex } from '@strapi/design-system';
import { ACTIVITY_KINDS } from '../../../plugin/activity-kinds';
import { SEARCH_MAX } from '../../../plugin/vocabulary';
import { SearchFilter, SelectFilter } from '../components/filters';
import { PeriodFields } from '../components/PeriodFields';
import { useMessages } from '../messages';
import type { Filter } from './filter';

/** Stands for no kind in particular: a select shows an empty value as if nothing were chosen. */
const ALL = 'all';

interface Props {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** Whose activity, of what kind and when. */
export function ActivityFilters({ filter, onChange }: Props) {
  const t = useMessages();
  const { kind } = filter;
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
      <PeriodFields filter={filter} onChange={(period) => onChange({ ...filter, ...period })} />
    </Flex>
  );
}
