import { useForm } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { LINE_LIMITS, type TaxRate } from '../../../../plugin/rules/documents/lines';
import { Section } from '../../components/Section';
import { SortableList } from '../../components/SortableList';
import { Muted, SmallError } from '../../components/text';
import { useSetting } from '../../components/use-setting';
import { useMessages } from '../../messages';
import { newId } from '../new-id';
import { RateRow } from './RateRow';

const LAYOUT = { grid: '4.8rem minmax(0, 1fr) auto', areas: '"handle rate actions"', narrowAreas: '"handle rate actions"' };

/** The tax rates that lines are offered, in order. A part of the page's form: saved with it. */
export function Rates() {
  const t = useMessages();
  const { value: rates, set, disabled } = useSetting<TaxRate[]>('taxRates');
  const errors = useForm('Rates', (form) => form.errors) as Record<string, string>;
  const nameOf = (rate: TaxRate): string => rate.name || t('rates.one', { number: rates.indexOf(rate) + 1 });

  function move(from: number, to: number): boolean {
    const next = rates.filter((_, at) => at !== from);
    const moved = rates[from];
    if (moved) set([...next.slice(0, to), moved, ...next.slice(to)]);
    return true;
  }

  return (
    <Section title={t('rates.title')} intro={t('rates.intro')}>
      {errors.taxRates !== undefined && <SmallError>{errors.taxRates}</SmallError>}
      {rates.length === 0 && <Muted>{t('rates.empty')}</Muted>}
      {rates.length > 0 && (
        <SortableList
          label={t('rates.title')}
          items={rates.map((rate, index) => ({ id: rate.id, name: nameOf(rate), rate, index }))}
          canUpdate={!disabled}
          layout={LAYOUT}
          headings={[]}
          onMove={move}
        >
          {({ rate, index, name }) => (
            <RateRow
              rate={rate}
              name={name}
              at={`taxRates.${index}`}
              errors={errors}
              disabled={disabled}
              onChange={(next) => set(rates.map((other) => (other.id === rate.id ? next : other)))}
              onRemove={() => set(rates.filter(({ id }) => id !== rate.id))}
            />
          )}
        </SortableList>
      )}
      {!disabled && (
        <Flex>
          <Button
            variant="secondary"
            startIcon={<Plus />}
            disabled={rates.length >= LINE_LIMITS.taxRates}
            onClick={() => set([...rates, { id: newId(), name: '', category: 'S', percent: '', parts: [] }])}
          >
            {t('rates.add')}
          </Button>
        </Flex>
      )}
    </Section>
  );
}
