import { useIntl } from 'react-intl';

/** Day and month by name, so that 03/04 is never ambiguous. */
const MOMENT = { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** Instants in the reader's language and time zone. */
export function useMoment(): { moment: (iso: string) => string; day: (iso: string) => string } {
  const intl = useIntl();
  return {
    moment: (iso) => intl.formatDate(iso, MOMENT),
    day: (iso) => intl.formatDate(iso, DAY),
  };
}
