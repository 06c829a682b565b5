import type { ProviderCapabilities } from '../../../../../config/payment-provider';
import { exponentOf } from '../../../../../plugin/rules/money/currency';

/** Currencies that Stripe charges in (docs.stripe.com/currencies); which of them an account may, its country decides. */
export const CURRENCIES: readonly string[] = (
  'USD EUR AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CVE CZK ' +
  'DJF DKK DOP DZD EGP ETB FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT ' +
  'LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON ' +
  'RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX UYU UZS VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW'
).split(' ');

/** Whole units. Stripe's own list: the ariary is none of ISO's; ISK and UGX are ISO's, but Stripe wants them with "00" behind. */
const WHOLE = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
/** Thousandths, of which the last digit must be 0. */
const THOUSANDTHS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

function exponentAtStripe(currency: string): number {
  if (WHOLE.has(currency)) return 0;
  return THOUSANDTHS.has(currency) ? 3 : 2;
}

/**
 * An amount as Stripe writes it; null where Stripe cannot take exactly that.
 * @param amount whole minor units of the currency (ISO 4217)
 */
export function toStripe(amount: number, currency: string): number | null {
  if (!CURRENCIES.includes(currency)) return null;
  const written = (amount * 10 ** exponentAtStripe(currency)) / 10 ** exponentOf(currency);
  const step = THOUSANDTHS.has(currency) ? 10 : 1;
  return Number.isInteger(written / step) ? written : null;
}

/**
 * An amount of Stripe's in whole minor units of the currency (ISO 4217).
 * @param currency as Stripe writes it, in lower case
 */
export function fromStripe(amount: number, currency: string): { amount: number; currency: string } {
  const code = currency.toUpperCase();
  return { amount: Math.round((amount * 10 ** exponentOf(code)) / 10 ** exponentAtStripe(code)), currency: code };
}

/** The least that Stripe takes where it settles in the same currency (docs.stripe.com/currencies), in minor units. */
const LEAST: Record<string, number> = {
  ...Object.fromEntries(['USD', 'EUR', 'AUD', 'BRL', 'CAD', 'CHF', 'INR', 'NZD', 'SGD', 'JPY'].map((code) => [code, 50])),
  ...Object.fromEntries(['AED', 'MYR', 'PLN', 'RON'].map((code) => [code, 200])),
  ...Object.fromEntries(['NOK', 'SEK'].map((code) => [code, 300])),
  ...Object.fromEntries(['MXN', 'THB'].map((code) => [code, 1_000])),
  ...{ GBP: 30, DKK: 250, HKD: 400, CZK: 1_500, HUF: 17_500 },
};
/** Eight digits, as Stripe writes an amount. */
const MOST = 99_999_999;

export const LIMITS: NonNullable<ProviderCapabilities['limits']> = {
  ...Object.fromEntries(Object.entries(LEAST).map(([code, least]) => [code, { least, most: MOST }])),
  ...Object.fromEntries(['ISK', 'UGX'].map((code) => [code, { most: 999_999 }])),
  '*': { most: MOST },
};
