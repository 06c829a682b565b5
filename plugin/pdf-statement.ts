import type { PdfDocument } from './pdf-document';

/**
 * What the PDF template of a statement of account is given. What it shares with a document is as there; its totals are
 * what is owed before the period and at its end.
 */
export interface PdfStatement extends Omit<PdfDocument, 'number' | 'status' | 'otherParty' | 'lines' | 'taxes' | 'payment'> {
  /** What moved, in order. */
  entries: {
    columns: { date: string; what: string; amount: string; balance: string };
    /** The first and the last say what is owed before and after, and stand out. */
    rows: PdfEntry[];
  };
  /** What is open, by days past due, and what is left of credit notes. */
  ageing: { heading: string; columns: { label: string; amount: string }[] };
}

/** `what` may name a document; `reference` is printed below it. */
export interface PdfEntry {
  date: string;
  what: string;
  reference?: string;
  /** Left out of what is no entry. */
  amount?: string;
  balance: string;
  strong?: boolean;
}
