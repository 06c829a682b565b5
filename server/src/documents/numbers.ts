import type { DocumentType } from '../../../plugin/documents/types';
import type { PreferenceValues } from '../../../plugin/preferences';
import { formatNumber, yearOf } from '../../../plugin/rules/documents/number';
import { newDocumentId } from '../platform/document-id';
import { now } from '../platform/clock';
import { inTransaction, tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { documentRows } from './rows';

/** The preference that holds a type's prefix. */
const PREFIXES = {
  invoice: 'invoicePrefix',
  quote: 'quotePrefix',
  'retainer-invoice': 'retainerInvoicePrefix',
  'sales-order': 'salesOrderPrefix',
  'credit-note': 'creditNotePrefix',
} as const satisfies Record<DocumentType, keyof PreferenceValues>;

/** The next of a series; whoever takes one holds the series until its transaction ends, so that none is lost or given twice. */
const take = (strapi: Strapi, series: string): Promise<number> =>
  inTransaction(strapi, async (transaction) => {
    const rows = () => strapi.db.getConnection(tableName(strapi, UID.numberSeries)).transacting(transaction as never);
    const count = async (): Promise<number> => rows().where({ series }).increment('next', 1);
    if ((await count()) === 0) {
      const times = { created_at: now(strapi), updated_at: now(strapi) };
      await rows()
        .insert({ document_id: newDocumentId(), series, next: 1, ...times })
        .onConflict('series')
        .ignore();
      await count();
    }
    const [row] = await rows().where({ series }).select<{ next: number }[]>('next');
    return Number(row?.next) - 1;
  });

/**
 * The number of a document that is being issued, in the transaction that issues it: if that fails, the next one gets
 * it. Numbers that came from elsewhere are left out.
 */
export async function nextNumber(strapi: Strapi, type: DocumentType, issueDate: string, preferences: PreferenceValues): Promise<string> {
  const { numberDigits, numbersByYear } = preferences;
  const yearly = numbersByYear ? { firstMonth: 1 } : null;
  const prefix = preferences[PREFIXES[type]];
  const series = yearly ? `${type}:${yearOf(issueDate, yearly)}` : type;
  for (;;) {
    const number = formatNumber({ prefix, padding: numberDigits, yearly }, await take(strapi, series), issueDate);
    if ((await documentRows(strapi, type).count({ where: { number } })) === 0) return number;
  }
}
