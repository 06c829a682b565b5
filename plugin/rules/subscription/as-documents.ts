/** Lines as those of an invoice and a credit note, and what these come to with tax. Pure. */
import type { DocumentLines, PricingTerms } from '../documents/lines';
import { totalsOf, type Totals } from '../documents/totals';
import { minorUnits } from '../money/decimal';
import { majorUnits } from '../money/text';
import type { Line } from './lines';

type DocumentLine = DocumentLines['lines'][number];

/** A whole term is quantity × price; a part of one is one piece at what it comes to, since days are no quantity of it. */
function documentLine(line: Line, at: number, currency: string): DocumentLine {
  const isWhole = line.part.days === line.part.of;
  return {
    id: `line-${at + 1}`,
    item: line.name,
    description: '',
    quantity: isWhole ? String(line.quantity) : '1',
    unit: '',
    rate: majorUnits(isWhole ? line.price : line.amount, currency),
    discount: line.off > 0 ? { amount: line.off } : null,
    tax: line.tax,
  };
}

/** What is written for a decision: charges on an invoice, credits on a credit note, each with the lines it is made of. */
export interface Written {
  lines: readonly Line[];
  document: DocumentLines;
  totals: Totals;
}

function written(all: readonly Line[], kind: Line['kind'], terms: PricingTerms): Written | null {
  const lines = all.filter((line) => line.kind === kind);
  if (lines.length === 0) return null;
  const document: DocumentLines = {
    version: 1,
    lines: lines.map((line, at) => documentLine(line, at, terms.currency)),
    discounts: [],
    charges: [],
  };
  return { lines, document, totals: totalsOf(document, terms) };
}

export interface AsDocuments {
  invoice: Written | null;
  creditNote: Written | null;
  /** Invoice less credit note, with tax. Below 0 the customer gets it. */
  due: number;
}

/** What lines come to as documents. The credit note goes on the invoice; of what is left the customer has credit. */
export function asDocuments(lines: readonly Line[], terms: PricingTerms): AsDocuments {
  const [invoice, creditNote] = [written(lines, 'charge', terms), written(lines, 'credit', terms)];
  return { invoice, creditNote, due: minorUnits(BigInt(invoice?.totals.gross ?? 0) - BigInt(creditNote?.totals.gross ?? 0)) };
}
