import { DOCUMENT_TYPES, type DocumentType } from '../../../plugin/documents/types';
import type { DocumentLines, PricingTerms } from '../../../plugin/rules/documents/lines';
import type { Totals } from '../../../plugin/rules/documents/totals';
import type { Language } from '../../../plugin/vocabulary';
import { table, type Row, type Strapi, type Table } from '../platform/strapi';
import { DOCUMENT_UIDS } from './content-types';

/** One side of a document as it was at issue. */
export interface DocumentParty {
  name: string;
  /** Lines of an address as they are written on a letter. */
  address: string[];
  taxNumber: string;
  email: string;
}

/** Minor units as a database gives a 64-bit number: digits, or a number where it fits. */
export type Stored64 = string | number;

/** What a customer answered to a quote, and how that is known: `sha256` is of `signedText`. */
export interface QuoteAnswer {
  version: 1;
  kind: 'accepted' | 'declined';
  name: string;
  /** ISO instant. */
  at: string;
  /** The contact's; empty for whoever came by a link. */
  email: string;
  byLink: boolean;
  ip: string;
  userAgent: string;
  revision: number;
  sha256: string;
  /** A signature that was drawn (`plugin/rules/documents/signature.ts`). */
  drawing: string | null;
  /** Why it was declined; may be empty. */
  reason: string;
}

export interface DocumentRow extends Row {
  number: string | null;
  state: string;
  customer?: { id: number; documentId: string; name: string } | null;
  contact?: { id: number; documentId: string } | null;
  /** Calendar dates, `2026-11-30`. */
  issueDate: string | null;
  untilDate?: string | null;
  currency: string | null;
  language: Language | null;
  pricesIncludeTax: boolean;
  taxRounding: PricingTerms['taxRounding'] | null;
  lines: DocumentLines | null;
  reference: string | null;
  notes: string | null;
  terms: string | null;
  externalId: string | null;
  net: Stored64;
  tax: Stored64;
  gross: Stored64;
  balance?: Stored64;
  totals: Totals | null;
  seller: DocumentParty | null;
  buyer: DocumentParty | null;
  issuedAt: string | Date | null;
  closedAt: string | Date | null;
  revision: number;
  /** Of a quote. */
  answer?: QuoteAnswer | null;
  /** Of a sales order. */
  shippedOn?: string | null;
  shipment?: string | null;
  /** Of an invoice: the quote or sales order that it was made of. */
  originType?: string | null;
  originDocument?: string | null;
  /** Of these: the invoice, and what state they had before. */
  invoiceDocument?: string | null;
  stateBefore?: string | null;
}

/** What a list shows of a document. */
export type ListedRow = Pick<DocumentRow, 'documentId' | 'number' | 'state' | 'issueDate' | 'untilDate' | 'currency' | 'gross' | 'balance'>;

/** The rows of a type of document. */
export const documentRows = (strapi: Strapi, type: DocumentType): Table<DocumentRow> => table<DocumentRow>(strapi, DOCUMENT_UIDS[type]);

/** The type that a content type's rows are; undefined for other content types. */
export const typeOf = (uid: string): DocumentType | undefined => DOCUMENT_TYPES.find((type) => DOCUMENT_UIDS[type] === uid);

/** Minor units: figures of documents are held to what JSON's numbers hold. */
export const minorUnitsOf = (stored: Stored64 | null | undefined): number => Number(stored ?? 0);
