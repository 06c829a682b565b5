import { Field, TextInput } from '@strapi/design-system';
import { useMessages } from '../messages';
import { SelectFilter } from './filters';
import { PERIODS, type PeriodFilter } from './period';

interface Props {
  filter: PeriodFilter;
  onChange: (period: PeriodFilter) => void;
}

/** How far back to look, or from which day to which. */
export function PeriodFields({ filter: { period, from, to }, onChange }: Props) {
  const t = useMessages();
  return (
    <>
      <SelectFilter
        label={t('activity.period.label')}
        value={period}
        options={PERIODS.map((one) => ({ value: one, label: t(`activity.period.${one}`) }))}
        width="20rem"
        onChange={(next) => onChange({ period: next, from, to })}
      />
      {period === 'range' && (
        <>
          <Day label={t('activity.from')} value={from} max={to} onChange={(day) => onChange({ period, from: day, to })} />
          <Day label={t('activity.to')} value={to} min={from} onChange={(day) => onChange({ period, from, to: day })} />
        </>
      )}
    </>
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
