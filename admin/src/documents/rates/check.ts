import { checkTaxRates } from '../../../../plugin/rules/documents/check';
import type { TaxRate } from '../../../../plugin/rules/documents/lines';
import type { Translate } from '../../messages';
import { problemWords } from '../words';

/** What is wrong with the rates, by the name of its field: by the check that the server makes too. */
export function checkRates(t: Translate, rates: readonly TaxRate[]): Map<string, string> {
  const errors = checkTaxRates(rates).map(({ path, code }): [string, string] => {
    const name = ['taxRates', ...path].join('.');
    if (path.at(-1) === 'parts' && code === 'invalid') return [name, t('rates.problem.parts')];
    if (path.length === 2 && path[1] === 'percent' && code === 'too-small') return [name, t('rates.problem.above-zero')];
    if (path.length === 2 && path[1] === 'percent' && code === 'too-large' && rates[Number(path[0])]?.category !== 'S')
      return [name, t('rates.problem.zero')];
    return [name, problemWords(t, code)];
  });
  return new Map(errors);
}

/** The rates in words, for the notice after two editors saved at once. */
export const ratesWords = (t: Translate, rates: unknown): { label: string; value: string } => ({
  label: t('rates.title'),
  value: (rates as TaxRate[]).map(({ name }) => name).join(', ') || t('empty'),
});
