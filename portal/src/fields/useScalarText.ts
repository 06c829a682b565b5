import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { PortalField } from '../../../plugin/fields/field';
import { useText } from '../language/useText';

const BRIEF = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** A moment's date and time, spelled; a calendar date has no time zone and is read and shown in the same one. */
const asDate = (value: string): Date => new Date(`${value}T00:00:00Z`);

/**
 * Text, numbers, dates and answers in the reader's language. `brief` is for tables, where a line is
 * all there is room for. Undefined: there is nothing.
 */
export function useScalarText(): (type: PortalField['type'], value: unknown, how?: { brief: boolean }) => string | undefined {
  const { t } = useText();
  const intl = useIntl();
  return useMemo(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return (type, value, { brief } = { brief: false }) => {
      if (value === null || value === undefined || value === '') return undefined;
      if (typeof value === 'boolean') return t(value ? 'details.yes' : 'details.no');
      if (typeof value === 'number') return intl.formatNumber(value, { maximumFractionDigits: 20 });
      if (typeof value !== 'string') return undefined;
      if (type === 'date') return intl.formatDate(asDate(value), { ...(brief ? BRIEF : { dateStyle: 'long' }), timeZone: 'UTC' });
      if (type === 'time') return value.slice(0, 5);
      // Digits beyond what a JavaScript number holds: grouped all the same, by their text.
      if (type === 'biginteger' && /^-?\d+$/u.test(value)) return intl.formatNumber(BigInt(value));
      if (type !== 'datetime') return value;
      if (brief) return intl.formatDate(value, { ...BRIEF, hour: '2-digit', minute: '2-digit' });
      return t('details.moment', { moment: intl.formatDate(value, { dateStyle: 'long', timeStyle: 'short' }), zone });
    };
  }, [t, intl]);
}
