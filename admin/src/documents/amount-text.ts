import { isCurrency } from '../../../plugin/rules/money/currency';
import { moneyText } from '../../../plugin/rules/money/text';

/** Minor units as a row has them, in words; empty without a currency, and for what a role does not read. */
export const amountText = (amount: unknown, currency: unknown, locale: string): string => {
  const units = typeof amount === 'string' || typeof amount === 'number' ? Number(amount) : Number.NaN;
  return typeof currency === 'string' && isCurrency(currency) && Number.isSafeInteger(units) ? moneyText(units, currency, locale) : '';
};
