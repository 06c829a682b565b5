import { useIntl } from 'react-intl';
import type { ShownMethod } from '../../../plugin/contract/customer/payments';
import type { MethodKind } from '../../../plugin/payments/kinds';
import { useText } from '../language/useText';

/** How methods and providers are called. */
export function useMethodWords() {
  const { t } = useText();
  const intl = useIntl();
  const kindOf = (kind: MethodKind): string => t(`method.kind.${kind}`);
  return {
    kindOf,
    nameOf: ({ kind, brand, last4 }: ShownMethod): string => {
      const name = brand || kindOf(kind);
      return last4 === '' ? name : t('method.ending', { name, last4 });
    },
    /** Month and year, the month by its name. */
    expiryOf: ({ expires }: ShownMethod): string | undefined =>
      expires === null
        ? undefined
        : intl.formatDate(Date.UTC(expires.year, expires.month - 1, 15), { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  };
}

/** A provider by the key that the team's configuration gives it: `stripe` is "Stripe". Pure. */
export const providerName = (key: string): string => (key.charAt(0).toUpperCase() + key.slice(1)).replaceAll('-', ' ');
