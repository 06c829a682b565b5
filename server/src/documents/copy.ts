import { INVOICE_SOURCES, INVOICED_FROM, type DocumentType, type InvoiceSource } from '../../../plugin/documents/types';
import { retrying } from '../platform/deadlock';
import { documentsOf } from '../platform/documents';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { DOCUMENT_UIDS } from './content-types';
import { documentRows, type DocumentRow } from './rows';

/** What each is once it has an invoice; an order goes on until it is closed. */
const AFTERWARDS = { quote: 'invoiced', 'sales-order': 'confirmed' } as const satisfies Record<InvoiceSource, string>;

/** What an invoice takes over; its terms are its own, and so are its dates. */
const CARRIED = ['currency', 'language', 'pricesIncludeTax', 'lines', 'reference', 'notes'] as const;

/** What a document was made of, and the invoice that was made of it. Pure. */
export function madeOf(row: DocumentRow): Record<'origin' | 'invoice', { type: DocumentType; id: string } | null> {
  const origin = INVOICE_SOURCES.find((one) => one === row.originType);
  return {
    origin: origin && row.originDocument ? { type: origin, id: row.originDocument } : null,
    invoice: row.invoiceDocument ? { type: 'invoice', id: row.invoiceDocument } : null,
  };
}

/** Invoices that are made of quotes and sales orders: one of each, which names what it was made of, and is named there. */
export function createInvoicing(strapi: Strapi) {
  return {
    /**
     * Makes a draft. The row of the source is held, and marked by a condition on its state and on there being no invoice
     * yet: of two editors who ask at once one makes it.
     * @throws PortalError `conflict` where its state does not allow it, or it has an invoice
     */
    async invoiceOf(type: InvoiceSource, documentId: string): Promise<{ id: string }> {
      return retrying(strapi, async () => {
        await hold(strapi, DOCUMENT_UIDS[type], { document_id: documentId });
        const rows = documentRows(strapi, type);
        const row = await rows.findOne({ where: { documentId }, populate: { customer: true, contact: true } });
        if (!row) throw new PortalError('not-found');
        if (!INVOICED_FROM[type].some((state: string) => state === row.state)) throw new PortalError('conflict');
        const carried = Object.fromEntries(CARRIED.map((name) => [name, row[name]]));
        const data = { ...carried, customer: row.customer?.id ?? null, contact: row.contact?.id ?? null };
        const made = await documentsOf(strapi, UID.invoice).create({ data });
        const { count } = await rows.updateMany({
          where: { id: row.id, state: row.state, invoiceDocument: { $null: true } },
          data: { state: AFTERWARDS[type], stateBefore: row.state, invoiceDocument: made.documentId },
        });
        if (count !== 1) throw new PortalError('conflict');
        await documentRows(strapi, 'invoice').updateMany({
          where: { documentId: made.documentId },
          data: { originType: type, originDocument: documentId },
        });
        return { id: made.documentId };
      });
    },
  };
}

/** A draft that was made so is deleted: what it was made of is as it was before, and another can be made. */
export async function releaseSource(strapi: Strapi, { documentId, originType, originDocument }: DocumentRow): Promise<void> {
  const type = INVOICE_SOURCES.find((one) => one === originType);
  if (!type || !originDocument) return;
  const rows = documentRows(strapi, type);
  const where = { documentId: originDocument, invoiceDocument: documentId };
  const row = await rows.findOne({ where });
  if (!row) return;
  const back = row.state === AFTERWARDS[type] ? { state: row.stateBefore ?? row.state } : {};
  await rows.updateMany({ where: { ...where, state: row.state }, data: { ...back, stateBefore: null, invoiceDocument: null } });
}
