import { exponentOf } from '../../../plugin/rules/money/currency';
import { moneyText } from '../../../plugin/rules/money/text';

/** Digits that a price or a quantity may have behind the point (`plugin/rules/documents/check.ts`). */
const MOST_PLACES = 6;

/** A text of digits, as `Intl` takes it: no digit goes through a floating-point number. */
const exact = (decimal: string): `${number}` => decimal as `${number}`;

const tidy = (language: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options);

/** Figures of documents in the words of a language. Pure. */
export const figuresIn = (language: string) => ({
  money: (amount: number, currency: string): string => moneyText(amount, currency, language),
  /** The price of one, which may be finer than the currency. */
  price: (rate: string, currency: string): string =>
    tidy(language, {
      style: 'currency',
      currency,
      minimumFractionDigits: exponentOf(currency),
      maximumFractionDigits: Math.max(MOST_PLACES, exponentOf(currency)),
    }).format(exact(rate)),
  quantity: (quantity: string): string => tidy(language, { maximumFractionDigits: MOST_PLACES }).format(exact(quantity)),
  percent: (percent: string): string =>
    tidy(language, { style: 'unit', unit: 'percent', maximumFractionDigits: MOST_PLACES }).format(exact(percent)),
  /** A calendar date with its month by name. It has no time zone: it is read and shown in the same one. */
  date: (date: string, month: 'long' | 'short' = 'long'): string =>
    new Intl.DateTimeFormat(language, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
});

export type Figures = ReturnType<typeof figuresIn>;

/** Whole days from one calendar date to another; below 0 for one that is over. Pure. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
