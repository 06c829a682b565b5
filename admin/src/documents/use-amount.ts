import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useMessages } from '../messages';
import { amountText } from './amount-text';
import { amountTyped, typedOf } from './amounts';

export type AmountInput = ReturnType<typeof useAmount>;

/**
 * An amount that is typed: at first `first`, at most `most`, in minor units of the currency.
 * `value` is null for what is none, or more than there may be.
 */
export function useAmount(currency: string, first: number, most?: number) {
  const t = useMessages();
  const { locale } = useIntl();
  const [typed, setTyped] = useState(first === 0 ? '' : typedOf(first, currency, locale));
  const [tried, setTried] = useState(false);
  const amount = amountTyped(typed, currency, locale);
  const more = amount !== null && most !== undefined && amount > most;
  const problem = more
    ? t('settlement.problem.more', { most: amountText(most, currency, locale) })
    : tried && !amount
      ? t('settlement.problem.amount')
      : undefined;
  return { typed, setTyped, problem, value: more || !amount ? null : amount, tryIt: (): void => setTried(true) };
}
