/** Digits behind the point of a currency (ISO 4217, list one), and which codes are known. Pure. */

/** Codes whose minor unit is not a hundredth. (A fifth of an ariary or an ouguiya is 0.20 in ISO's list.) */
const EXCEPTIONS: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/** Codes with two digits, and at the end those of currencies that the euro or a successor replaced since 2023: older documents have them. */
const HUNDREDTHS =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE ' +
  'CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK ' +
  'LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON ' +
  'RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST ' +
  'XAD XCD XCG YER ZAR ZMW ZWG ANG BGN HRK';

const EXPONENTS = new Map<string, number>([
  ...HUNDREDTHS.split(' ').map((code): [string, number] => [code, 2]),
  ...Object.entries(EXCEPTIONS).flatMap(([exponent, codes]) => codes.split(' ').map((code): [string, number] => [code, Number(exponent)])),
]);

/** Every code that is known, in alphabetical order. */
export const CURRENCIES: readonly string[] = [...EXPONENTS.keys()].sort();

export const isCurrency = (code: string): boolean => EXPONENTS.has(code);

/**
 * How many digits an amount in a currency has behind the point.
 * @throws RangeError for a code that is not known: a guess would be an amount a hundred times too large
 */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS.get(currency);
  if (exponent === undefined) throw new RangeError(`${currency} is no currency of ISO 4217.`);
  return exponent;
}
