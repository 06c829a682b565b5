import { errors } from '@strapi/utils';
import { DOCUMENT_FACTS, type DocumentType } from '../../../plugin/documents/types';
import { checkLines } from '../../../plugin/rules/documents/check';
import type { DocumentLines, PricingTerms } from '../../../plugin/rules/documents/lines';
import { isCurrency } from '../../../plugin/rules/money/currency';

type Data = Record<string, unknown>;

/** Told at a time: whoever mends these is told of the next. */
const MOST_PROBLEMS = 50;

export const NO_LINES: DocumentLines = { version: 1, lines: [], discounts: [], charges: [] };

function refuse(problems: { path: (string | number)[]; message: string }[]): never {
  const [first] = problems;
  throw new errors.ValidationError(first?.message ?? 'This document cannot be saved.', {
    errors: problems.map((problem) => ({ ...problem, name: 'ValidationError' })),
  });
}

/** JSON as the Content Manager's own field sends it may still be text. */
function parsed(lines: unknown): unknown {
  if (typeof lines !== 'string') return lines;
  try {
    return JSON.parse(lines);
  } catch {
    return refuse([{ path: ['lines'], message: 'These lines are no JSON.' }]);
  }
}

/**
 * What of a document follows from the rest of it: its figures, whatever was given for them.
 * @param document what it will be after the save
 * @throws ValidationError that names what of the lines, or of the currency, cannot be
 */
export function figuresOf(
  type: DocumentType,
  document: Data,
  { currency: usual, taxRounding }: Pick<PricingTerms, 'currency' | 'taxRounding'>,
): Data {
  const currency = typeof document.currency === 'string' && document.currency !== '' ? document.currency : usual;
  if (!isCurrency(currency)) refuse([{ path: ['currency'], message: 'This is not the code of a currency, such as EUR.' }]);
  const terms: PricingTerms = { currency, pricesIncludeTax: document.pricesIncludeTax === true, taxRounding };
  const checked = checkLines(parsed(document.lines) ?? NO_LINES, terms);
  if ('problems' in checked)
    refuse(
      checked.problems
        .slice(0, MOST_PROBLEMS)
        .map(({ path, code }) => ({ path: ['lines', ...path], message: `${['lines', ...path].join('.')}: ${code}` })),
    );
  const { lines, totals } = checked;
  const { net, tax, gross } = totals;
  return {
    currency,
    taxRounding,
    lines,
    totals,
    net: String(net),
    tax: String(tax),
    gross: String(gross),
    ...(DOCUMENT_FACTS[type].balance && { balance: String(gross) }),
  };
}
