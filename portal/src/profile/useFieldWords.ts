import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { ProfileField } from '../../../plugin/contract/customer/profile';
import type { FieldOwner } from '../../../plugin/vocabulary';
import { useText } from '../language/useText';

/** A calendar date has no time zone: it is read and shown in the same one. */
const calendarDate = (value: string): Date => new Date(`${value}T00:00:00Z`);

/** Labels and values of fields in the reader's language; what the team added keeps its own words. */
export function useFieldWords(owner: FieldOwner) {
  const { t, lookup } = useText();
  const intl = useIntl();
  return useMemo(() => {
    const label = (field: ProfileField): string =>
      (field.builtIn && lookup(`field.${owner}.${field.name}`)) || field.label;
    const option = (field: ProfileField, value: string): string =>
      (field.builtIn && lookup(`option.${owner}.${field.name}.${value}`)) || value;
    const shown = (field: ProfileField): string => {
      const { value } = field;
      if (value === null || value === '') return t('details.none');
      if (typeof value === 'boolean') return t(value ? 'details.yes' : 'details.no');
      if (typeof value === 'number') return intl.formatNumber(value, { maximumFractionDigits: 20 });
      switch (field.type) {
        case 'date':
          return intl.formatDate(calendarDate(value), { dateStyle: 'long', timeZone: 'UTC' });
        case 'datetime':
          return intl.formatDate(value, { dateStyle: 'long', timeStyle: 'short' });
        case 'time':
          return value.slice(0, 5);
        case 'enumeration':
          return option(field, value);
        default:
          return value;
      }
    };
    return { label, option, shown };
  }, [owner, t, lookup, intl]);
}
