/** Series of numbers by the settings: how each type's are written, and where they begin. Pure. */
import type { PreferenceValues } from '../../preferences';
import { gstinProblem, normalGstin } from '../tax/gstin';
import { numberProblem, yearOf, type NumberProblem, type Series } from './number';
import { DOCUMENT_TYPES, type DocumentType } from './states';

/** The preferences of a type's series. */
const KEYS = {
  invoice: { prefix: 'invoicePrefix', first: 'invoiceFirst' },
  quote: { prefix: 'quotePrefix', first: 'quoteFirst' },
  'retainer-invoice': { prefix: 'retainerInvoicePrefix', first: 'retainerInvoiceFirst' },
  'sales-order': { prefix: 'salesOrderPrefix', first: 'salesOrderFirst' },
  'credit-note': { prefix: 'creditNotePrefix', first: 'creditNoteFirst' },
} as const satisfies Record<DocumentType, { prefix: keyof PreferenceValues; first: keyof PreferenceValues }>;

type Prefix = (typeof KEYS)[DocumentType]['prefix'];
type First = (typeof KEYS)[DocumentType]['first'];
export type Numbering = Pick<PreferenceValues, Prefix | First | 'numberDigits' | 'numbersByYear' | 'sellerTaxNumber'>;

/** Whether the seller is registered for GST: its tax number is a GSTIN. */
export const isUnderGst = ({ sellerTaxNumber }: Pick<Numbering, 'sellerTaxNumber'>): boolean =>
  gstinProblem('registered-regular', normalGstin(sellerTaxNumber)) === undefined;

/** The series of a type. `key` names it among all series: numbers that begin anew each year are one for each year. */
export function seriesOf(type: DocumentType, numbering: Numbering, date: string): Series & { key: string; first: number } {
  const yearly = numbering.numbersByYear ? { firstMonth: 1 } : null;
  const { prefix, first } = KEYS[type];
  return {
    prefix: numbering[prefix],
    first: numbering[first],
    padding: numbering.numberDigits,
    yearly,
    key: yearly ? `${type}:${yearOf(date, yearly)}` : type,
  };
}

/** What GST does not allow of the numbers that these settings make, at the prefix that makes them. */
export function numberingProblems(numbering: Numbering): { path: [Prefix]; code: NumberProblem }[] {
  if (!isUnderGst(numbering)) return [];
  const digits = '9'.repeat(numbering.numberDigits);
  return DOCUMENT_TYPES.flatMap((type) => {
    const { prefix } = KEYS[type];
    const code = numberProblem(`${numbering[prefix]}${numbering.numbersByYear ? '2026-' : ''}${digits}`, { gst: true });
    return code ? [{ path: [prefix] as [Prefix], code }] : [];
  });
}
