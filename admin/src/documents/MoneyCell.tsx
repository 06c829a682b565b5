import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { amountText } from './amount-text';

/** An amount in a list of documents. */
export default function MoneyCell({ amount, currency }: { amount: unknown; currency: unknown }) {
  const { locale } = useIntl();
  return (
    <Typography textColor="neutral800" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {amountText(amount, currency, locale)}
    </Typography>
  );
}
