import { Flex } from '@strapi/design-system';
import { MAIL_KINDS, OUTBOX_STATES, SEARCH_MAX } from '../../../plugin/vocabulary';
import { SearchFilter, SelectFilter } from '../components/filters';
import { PeriodFields } from '../components/PeriodFields';
import { useMessages } from '../messages';
import type { Filter } from './filter';

/** Stands for any of them: a select shows an empty value as if nothing were chosen. */
const ALL = 'all';

interface Props {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** What became of it, what it is, to whom and when. */
export function OutboxFilters({ filter, onChange }: Props) {
  const t = useMessages();
  const { state, kind } = filter;
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      <SearchFilter
        value={filter.search}
        maxLength={SEARCH_MAX}
        label={t('outbox.search.label')}
        placeholder={t('outbox.search.placeholder')}
        clearLabel={t('activity.search.clear')}
        onChange={(search) => onChange({ ...filter, search })}
      />
      <SelectFilter
        label={t('outbox.state.label')}
        value={state ?? ALL}
        options={[
          { value: ALL, label: t('outbox.state.all') },
          ...OUTBOX_STATES.map((one) => ({ value: one, label: t(`outbox.state.${one}`) })),
        ]}
        width="18rem"
        onChange={(next) => onChange({ ...filter, state: next === ALL ? undefined : next })}
      />
      <SelectFilter
        label={t('activity.kind.label')}
        value={kind ?? ALL}
        options={[
          { value: ALL, label: t('outbox.kind.all') },
          ...MAIL_KINDS.map((one) => ({ value: one, label: t(`outbox.kind.${one}`) })),
        ]}
        width="26rem"
        onChange={(next) => onChange({ ...filter, kind: next === ALL ? undefined : next })}
      />
      <PeriodFields filter={filter} onChange={(period) => onChange({ ...filter, ...period })} />
    </Flex>
  );
}
