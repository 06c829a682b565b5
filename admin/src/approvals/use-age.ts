import { useCallback } from 'react';
import { useIntl } from 'react-intl';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the unit that a person would use. */
export function ageOf(instant: string, now: number): { value: number; unit: 'minute' | 'hour' | 'day' } {
  const passed = Math.max(0, now - new Date(instant).getTime());
  if (passed < HOUR) return { value: Math.floor(passed / MINUTE), unit: 'minute' };
  if (passed < 2 * DAY) return { value: Math.floor(passed / HOUR), unit: 'hour' };
  return { value: Math.floor(passed / DAY), unit: 'day' };
}

/** Says how long ago something was, as `3 days ago`. */
export function useAge(): (instant: string) => string {
  const intl = useIntl();
  return useCallback(
    (instant) => {
      const { value, unit } = ageOf(instant, Date.now());
      // `this minute` in place of `0 minutes ago`.
      return intl.formatRelativeTime(-value, unit, { numeric: 'auto' });
    },
    [intl],
  );
}
