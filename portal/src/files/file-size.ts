import { useIntl } from 'react-intl';

/** A size as people say it: whole kilobytes, and megabytes with one digit. */
export function useFileSize(): (bytes: number) => string {
  const intl = useIntl();
  return (bytes) =>
    bytes < 1_000_000
      ? intl.formatNumber(Math.max(1, Math.round(bytes / 1000)), { style: 'unit', unit: 'kilobyte', unitDisplay: 'short' })
      : intl.formatNumber(bytes / 1_000_000, { style: 'unit', unit: 'megabyte', unitDisplay: 'short', maximumFractionDigits: 1 });
}

/** Bytes in megabytes as people count them; never more than there is room for. */
export const megabytesOf = (bytes: number): number => Math.floor((bytes / 1024 / 1024) * 10) / 10;
