import { useCallback } from 'react';
import { useIntl } from 'react-intl';

/** Spells an instant with the month as a word, so that no reader mistakes it. */
export function useInstant(): (instant: string) => string {
  const intl = useIntl();
  return useCallback(
    (instant) => intl.formatDate(instant, { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' }),
    [intl],
  );
}
