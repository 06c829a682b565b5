import { useCallback } from 'react';
import { useIntl } from 'react-intl';

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** Says how large a file is, in the editor's way of writing numbers. */
export function useFileSize(): (bytes: number) => string {
  const intl = useIntl();
  return useCallback(
    (bytes) => {
      const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
      const unit = UNITS[step] ?? 'byte';
      return intl.formatNumber(bytes / 1000 ** step, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: step === 2 ? 1 : 0,
      });
    },
    [intl],
  );
}
