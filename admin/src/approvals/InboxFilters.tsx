import { Flex } from '@strapi/design-system';
import { SearchFilter, SelectFilter } from '../components/filters';
import { useMessages } from '../messages';
import { INBOX_STATES, type Filter } from './filter';

/** Stands for no module in particular: a select shows an empty value as if nothing were chosen. */
const ALL = 'all';

interface Props {
  filter: Filter;
  /** Modules that the editor may look into. */
  modules: { id: string; name: string }[];
  onChange: (filter: Filter) => void;
}

/** Which records: in what state, of what module, with what words. */
export function InboxFilters({ filter, modules, onChange }: Props) {
  const t = useMessages();
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      <SearchFilter
        value={filter.search}
        maxLength={100}
        label={t('approvals.search.label')}
        placeholder={t('approvals.search.placeholder')}
        clearLabel={t('approvals.search.clear')}
        onChange={(search) => onChange({ ...filter, search })}
      />
      <SelectFilter
        label={t('approvals.state.label')}
        value={filter.state}
        options={INBOX_STATES.map((state) => ({
          value: state,
          label: t(state === 'unread' ? 'approvals.unread' : `record.state.${state}`),
        }))}
        width="22rem"
        onChange={(state) => onChange({ ...filter, state })}
      />
      {(modules.length > 1 || filter.module !== undefined) && (
        <SelectFilter
          label={t('approval.module')}
          value={filter.module ?? ALL}
          options={[{ value: ALL, label: t('approvals.module.all') }, ...modules.map(({ id, name }) => ({ value: id, label: name }))]}
          width="24rem"
          onChange={(next) => onChange({ ...filter, module: next === ALL ? undefined : next })}
        />
      )}
    </Flex>
  );
}
