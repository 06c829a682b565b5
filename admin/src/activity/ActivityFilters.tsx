import { Box, Field, Flex, SingleSelect, SingleSelectOption, TextInput, Searchbar, SearchForm } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { ACTIVITY_KINDS, type ActivityKind } from '../../../plugin/vocabulary';
import { useMessages } from '../messages';
import { PERIODS, type Filter, type Period } from './filter';

const PAUSE_MS = 350;
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
      <Search filter={filter} onChange={onChange} />
      <Box width="24rem" maxWidth="100%">
        <Field.Root>
          <Field.Label>{t('activity.kind.label')}</Field.Label>
          <SingleSelect
            value={kind ?? ALL}
            onChange={(next) => onChange({ ...filter, kind: next === ALL ? undefined : (next as ActivityKind) })}
          >
            <SingleSelectOption value={ALL}>{t('activity.kind.all')}</SingleSelectOption>
            {ACTIVITY_KINDS.map((one) => (
              <SingleSelectOption key={one} value={one}>
                {t(`activity.kind.${one}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
      <Box width="20rem" maxWidth="100%">
        <Field.Root>
          <Field.Label>{t('activity.period.label')}</Field.Label>
          <SingleSelect value={period} onChange={(next) => onChange({ ...filter, period: next as Period })}>
            {PERIODS.map((one) => (
              <SingleSelectOption key={one} value={one}>
                {t(`activity.period.${one}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
      {period === 'range' && (
        <>
          <Day label={t('activity.from')} value={from} max={to} onChange={(day) => onChange({ ...filter, from: day })} />
          <Day label={t('activity.to')} value={to} min={from} onChange={(day) => onChange({ ...filter, to: day })} />
        </>
      )}
    </Flex>
  );
}

/** Searches a moment after the last key, not with each. */
function Search({ filter, onChange }: Props) {
  const t = useMessages();
  const [typed, setTyped] = useState(filter.search);
  const latest = useRef({ filter, onChange });
  latest.current = { filter, onChange };

  useEffect(() => {
    if (typed === latest.current.filter.search) return undefined;
    const timer = setTimeout(() => latest.current.onChange({ ...latest.current.filter, search: typed }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <Box width="32rem" maxWidth="100%">
      <SearchForm onSubmit={(event) => event.preventDefault()}>
        <Searchbar
          name="search"
          value={typed}
          maxLength={254}
          clearLabel={t('activity.search.clear')}
          placeholder={t('activity.search.placeholder')}
          onChange={(event) => setTyped(event.target.value)}
          onClear={() => setTyped('')}
        >
          {t('activity.search.label')}
        </Searchbar>
      </SearchForm>
    </Box>
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
