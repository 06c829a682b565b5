import { exponentOf } from './currency';

/** Minor units as an exact decimal: 1234 of EUR is `12.34`. Pure. */
export function majorUnits(amount: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return `${amount < 0 ? '-' : ''}${exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`}`;
}

/** An amount in the words of a language: `€12.34`, `12,34 €`. Exact: no digit goes through a floating-point number. */
export const moneyText = (amount: number, currency: string, language: string): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(majorUnits(amount, currency) as `${number}`);
