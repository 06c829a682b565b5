import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { ProfileField } from '../../../plugin/contract/customer/profile';
import type { FieldOwner } from '../../../plugin/vocabulary';
import { useText } from '../language/useText';
import { fromDraft } from './values';

/** A calendar date has no time zone: it is read and shown in the same one. */
const calendarDate = (value: string): Date => new Date(`${value}T00:00:00Z`);

/** Labels and values of fields in the reader's language; what the team added keeps its own words. */
export function useFieldWords(owner: FieldOwner) {
  const { t, lookup } = useText();
  const intl = useIntl();
  return useMemo(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const spellDate = (date: string) => intl.formatDate(calendarDate(date), { dateStyle: 'long', timeZone: 'UTC' });
    const spellMoment = (instant: string) => intl.formatDate(instant, { dateStyle: 'long', timeStyle: 'short' });
    const label = (field: ProfileField): string => (field.builtIn && lookup(`field.${owner}.${field.name}`)) || field.label;
    const option = (field: ProfileField, value: string): string =>
      (field.builtIn && lookup(`option.${owner}.${field.name}.${value}`)) || value;
    const shown = (field: ProfileField): string => {
      const { value } = field;
      if (value === null || value === '') return t('details.none');
      if (typeof value === 'boolean') return t(value ? 'details.yes' : 'details.no');
      if (typeof value === 'number') return intl.formatNumber(value, { maximumFractionDigits: 20 });
      switch (field.type) {
        case 'date':
          return spellDate(value);
        case 'datetime':
          return t('details.moment', { moment: spellMoment(value), zone });
        case 'time':
          return value.slice(0, 5);
        case 'enumeration':
          return option(field, value);
        default:
          return value;
      }
    };
    /** What stands in a control, spelled: browsers show 03/04 in their own order. */
    const spelled = ({ type }: ProfileField, draft: string): string | undefined => {
      const value = type === 'date' || type === 'datetime' ? fromDraft(type, draft, intl.locale) : null;
      const known = typeof value === 'string' ? value : undefined;
      if (type === 'date') return known && spellDate(known);
      if (type !== 'datetime') return undefined;
      return known ? t('details.moment', { moment: spellMoment(known), zone }) : t('details.time-zone', { zone });
    };
    return { label, option, shown, spelled };
  }, [owner, t, lookup, intl]);
}
