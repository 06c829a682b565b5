import { Button, Flex } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { PAYMENT_STATES } from '../../../plugin/rules/payments/states';
import { SearchFilter, SelectFilter } from '../components/filters';
import { useMessages } from '../messages';
import { SEARCH_MAX, type Filter } from './filter';

/** Stands for any of them: a select shows an empty value as if nothing were chosen. */
const ALL = 'all';

interface Props {
  filter: Filter;
  /** How many somebody is to look at. */
  attention: number;
  onChange: (filter: Filter) => void;
}

/** All or what needs attention, where they stand, and words. */
export function PaymentFilters({ filter, attention, onChange }: Props) {
  const t = useMessages();
  const choice = (only: boolean, words: string) => (
    <Button
      variant={filter.attention === only ? 'secondary' : 'tertiary'}
      size="L"
      aria-pressed={filter.attention === only}
      {...(only && attention > 0 && { startIcon: <WarningCircle /> })}
      onClick={() => onChange({ ...filter, attention: only })}
    >
      {words}
    </Button>
  );
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      <Flex gap={2} role="group" aria-label={t('payments.show')}>
        {choice(false, t('payments.all'))}
        {choice(true, t('payments.needs-attention', { count: attention }))}
      </Flex>
      <SelectFilter
        label={t('payments.state')}
        value={filter.state ?? ALL}
        options={[
          { value: ALL, label: t('payments.state.all') },
          ...PAYMENT_STATES.map((one) => ({ value: one, label: t(`payments.state.${one}`) })),
        ]}
        width="22rem"
        onChange={(next) => onChange({ ...filter, state: next === ALL ? undefined : next })}
      />
      <SearchFilter
        value={filter.search}
        maxLength={SEARCH_MAX}
        label={t('payments.search.label')}
        placeholder={t('payments.search.placeholder')}
        clearLabel={t('activity.search.clear')}
        onChange={(search) => onChange({ ...filter, search })}
      />
    </Flex>
  );
}
