import { useCallback } from 'react';
import { useIntl } from 'react-intl';

/** Spells a calendar date with the month as a word. */
export function useDay(): (date: string) => string {
  const intl = useIntl();
  return useCallback((date) => intl.formatDate(date, { dateStyle: 'medium', timeZone: 'UTC' }), [intl]);
}
