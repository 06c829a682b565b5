import { isDeepStrictEqual } from 'node:util';
import type { SyncDocument } from '../../../plugin/contract/customer/sync';
import { DOCUMENT_FACTS, type DocumentType } from '../../../plugin/documents/types';
import type { PreferenceValues } from '../../../plugin/preferences';
import { isIssued, type DocumentState } from '../../../plugin/rules/documents/states';
import { checkLines } from '../../../plugin/rules/documents/check';
import { takeOver, type GivenTotals } from '../../../plugin/rules/documents/given-totals';
import type { DocumentLines, Line, PricingTerms, TaxRate } from '../../../plugin/rules/documents/lines';
import type { Totals } from '../../../plugin/rules/documents/totals';
import { parseDecimal } from '../../../plugin/rules/money/decimal';
import { isCurrency } from '../../../plugin/rules/money/currency';
import { minorUnitsOf, NO_LINES, type DocumentRow } from '../documents';
import { refuseRow, RowRefused } from './report';

type SentLine = NonNullable<SyncDocument['lines']>[number];
type SentTax = NonNullable<SentLine['tax']>;
type SentAdjustment = NonNullable<SyncDocument['discounts']>[number];

const isZero = (percent: string): boolean => parseDecimal(percent)?.numerator === 0n;

/** A rate as a line keeps it; its id is what it is, since the other system's rates have none here. */
const rateOf = ({ name, percent, category = isZero(percent) ? 'Z' : 'S', parts = [] }: SentTax): TaxRate => ({
  id: `${category}-${percent.replace('.', '_')}`.slice(0, 64),
  name,
  category,
  percent,
  parts,
});

const lineOf = (sent: SentLine, index: number): Line => ({
  id: String(index + 1),
  item: sent.item ?? '',
  description: sent.description ?? '',
  quantity: sent.quantity ?? '1',
  unit: sent.unit ?? '',
  rate: sent.rate,
  discount: sent.discount ?? null,
  tax: sent.tax ? rateOf(sent.tax) : null,
});

const adjustmentOf = ({ name, value, tax }: SentAdjustment, index: number) => ({
  id: String(index + 1),
  name,
  value: value,
  tax: tax === 'as-lines' ? ('as-lines' as const) : tax ? rateOf(tax) : null,
});

/** The attribute `lines` with what the row says of it; what it does not say is as it was. Pure. */
function linesWith(before: DocumentLines, { lines, discounts, charges }: SyncDocument): DocumentLines {
  return {
    version: 1,
    lines: lines?.map(lineOf) ?? before.lines,
    discounts: discounts?.map(adjustmentOf) ?? before.discounts,
    charges: charges?.map(adjustmentOf) ?? before.charges,
  };
}

/** @throws RowRefused with ours and theirs where the totals do not follow from the lines */
function agreed(calculated: Totals, given: GivenTotals, trust: boolean): Totals {
  const digits = given.taxes?.findIndex(({ percent }) => parseDecimal(percent) === null) ?? -1;
  if (digits >= 0) refuseRow(['totals', 'taxes', digits, 'percent'], 'wrong-type', 'is no exact decimal');
  const taken = takeOver(calculated, given, trust);
  if (taken) return taken;
  throw new RowRefused([{ path: ['totals'], code: 'invalid', message: 'do not follow from the lines within a minor unit for each rate' }], {
    given: { net: given.net, tax: given.tax, gross: given.gross },
    calculated: { net: calculated.net, tax: calculated.tax, gross: calculated.gross },
  });
}

export interface Figures {
  currency: string;
  pricesIncludeTax: boolean;
  taxRounding: PricingTerms['taxRounding'];
  lines: DocumentLines;
  totals: Totals;
}

/**
 * Lines and totals of a document after the row. Pure.
 * @param before the document as it is; null for a new one
 * @throws RowRefused that names what of the lines cannot be, or both figures
 */
export function figuresAfter(
  before: DocumentRow | null,
  row: SyncDocument,
  { preferences, trustTotals }: { preferences: Pick<PreferenceValues, 'defaultCurrency' | 'taxRounding'>; trustTotals: boolean },
): Figures {
  const currency = row.currency ?? before?.currency ?? preferences.defaultCurrency;
  if (!isCurrency(currency)) refuseRow(['currency'], 'invalid', 'is not the code of a currency, such as EUR');
  const terms: PricingTerms = {
    currency,
    pricesIncludeTax: row.pricesIncludeTax ?? before?.pricesIncludeTax ?? false,
    taxRounding: row.taxRounding ?? before?.taxRounding ?? preferences.taxRounding,
  };
  const given = row.totals as GivenTotals | undefined;
  const lines = linesWith(before?.lines ?? NO_LINES, row);
  const same = before?.totals && isDeepStrictEqual({ ...terms, lines }, termsOf(before));
  // Totals that were taken over once stay, unless the lines change or others are sent.
  if (same && !given && before.totals) return { ...terms, lines, totals: before.totals };
  const checked = checkLines(lines, terms);
  if ('problems' in checked)
    throw new RowRefused(checked.problems.slice(0, 50).map(({ path, code }) => ({ path, code, message: `cannot be: ${code}` })));
  const { totals } = checked;
  return { ...terms, lines: checked.lines, totals: given ? agreed(totals, given, trustTotals) : totals };
}

const termsOf = ({ currency, pricesIncludeTax, taxRounding, lines }: DocumentRow) => ({
  currency,
  pricesIncludeTax: Boolean(pricesIncludeTax),
  taxRounding,
  lines,
});

/**
 * What is left of a document by what the row says; as it was where it says nothing. Pure.
 * @throws RowRefused for more than the total, or less than nothing
 */
export function leftAfter(
  type: DocumentType,
  before: DocumentRow | null,
  { balance, state: said }: SyncDocument,
  { gross, state }: { gross: number; state: DocumentState },
): number | undefined {
  if (!DOCUMENT_FACTS[type].balance) {
    if (balance !== undefined) refuseRow(['balance'], 'unknown-key', 'is nothing that this type has');
    return undefined;
  }
  if (state === 'void') return 0;
  const total = Math.max(gross, 0);
  if (balance !== undefined && balance > total) refuseRow(['balance'], 'too-large', 'is more than the total');
  if (balance !== undefined && balance < Math.min(gross, 0)) refuseRow(['balance'], 'too-small', 'is less than nothing');
  // Nothing is put on what comes to nothing, or on a draft.
  if (gross <= 0) return gross;
  if (state === 'draft')
    return balance === undefined || balance === gross ? gross : refuseRow(['balance'], 'fixed', 'of a draft is its total');
  if (balance !== undefined) return balance;
  if (type === 'credit-note' && said === 'closed') return 0;
  return before && isIssued(before.state as DocumentState) ? minorUnitsOf(before.balance) : gross;
}
