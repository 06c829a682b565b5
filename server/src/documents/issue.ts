import { mayBecome, type StateOf } from '../../../plugin/rules/documents/states';
import { dateIn, plusDays } from '../../../plugin/rules/calendar';
import { DOCUMENT_FACTS, ISSUED, type DocumentType } from '../../../plugin/documents/types';
import type { FieldErrorCode } from '../../../plugin/contract/errors';
import type { Actor } from '../conversations';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { DOCUMENT_UIDS } from './content-types';
import { nextNumber } from './numbers';
import { buyerOf, sellerOf, type BilledCustomer } from './parties';
import { documentRows, type DocumentRow } from './rows';
import type { Settling } from './settlement/settling';
import type { DocumentTimeline } from './timeline';

const BY_ITSELF: Actor = { system: true };

/** What a document lacks to be issued. */
function missingIn(row: DocumentRow): { path: string[]; code: FieldErrorCode; message: string }[] {
  const required = (name: string, there: boolean) =>
    there ? [] : [{ path: [name], code: 'required' as const, message: `${name} is needed before the document is issued` }];
  return [...required('customer', Boolean(row.customer)), ...required('lines', (row.lines?.lines.length ?? 0) > 0)];
}

/**
 * Issuing and voiding, each one transaction. Who comes second, or to a document that changed its state in the
 * meantime, is told by `conflict`.
 */
export function createIssuing(strapi: Strapi, timeline: DocumentTimeline, settling: Settling) {
  async function load(type: DocumentType, documentId: string): Promise<DocumentRow> {
    await hold(strapi, DOCUMENT_UIDS[type], { document_id: documentId });
    const row = await documentRows(strapi, type).findOne({ where: { documentId }, populate: { customer: true } });
    if (!row) throw new PortalError('not-found');
    return row;
  }

  async function transition(type: DocumentType, row: DocumentRow, to: string, data: Record<string, unknown>): Promise<void> {
    if (!mayBecome(type, row.state as StateOf<DocumentType>, to as StateOf<DocumentType>)) throw new PortalError('conflict');
    const { count } = await documentRows(strapi, type).updateMany({
      where: { id: row.id, state: row.state },
      data: { ...data, state: to },
    });
    if (count !== 1) throw new PortalError('conflict');
  }

  return {
    /**
     * Gives a draft its number and date, keeps both parties as they are now, and shows it to the customer.
     *
     * @throws PortalError `invalid-request` naming what is missing, `conflict` where it is issued already
     */
    async issue(type: DocumentType, documentId: string, actor: Actor = BY_ITSELF): Promise<{ number: string }> {
      const preferences = await settingsOf(strapi).preferences();
      const instant = now(strapi);
      // Its customer is held too, so that nobody deletes it meanwhile.
      return settling.holding({ type, document: documentId }, async () => {
        const row = await load(type, documentId);
        if (row.state !== 'draft') throw new PortalError('conflict');
        const missing = missingIn(row);
        if (missing.length > 0) throw new PortalError('invalid-request', { errors: missing });
        const customer = await table<BilledCustomer>(strapi, UID.customer).findOne({ where: { id: row.customer?.id } });
        if (!customer) throw new PortalError('conflict');
        const issueDate = row.issueDate ?? dateIn(preferences.timeZone, instant);
        const { until } = DOCUMENT_FACTS[type];
        const days = until === 'expiry' ? preferences.quoteDays : preferences.invoiceDays;
        const number = row.number ?? (await nextNumber(strapi, type, issueDate, preferences));
        await transition(type, row, ISSUED[type], {
          number,
          issueDate,
          ...(until && { untilDate: row.untilDate ?? plusDays(issueDate, days) }),
          language: row.language ?? preferences.defaultLanguage,
          seller: sellerOf(preferences),
          buyer: buyerOf(customer),
          issuedAt: instant,
        });
        await timeline.note(type, documentId, { kind: 'issued', actor });
        return { number };
      });
    },

    /**
     * Takes a document back that was issued; its number stays its own, and credit notes have again what was put on it.
     * @throws PortalError `conflict` where its state does not allow it, or it is a credit note in use
     */
    async void(type: DocumentType, documentId: string, actor: Actor = BY_ITSELF): Promise<void> {
      await settling.holding({ type, document: documentId }, async () => {
        const row = await load(type, documentId);
        await settling.clear({ type, document: documentId }, row, actor, { outsideToo: type !== 'credit-note' });
        await transition(type, row, 'void', { closedAt: now(strapi), ...(DOCUMENT_FACTS[type].balance && { balance: '0' }) });
        await timeline.note(type, documentId, { kind: 'voided', actor });
      });
    },
  };
}
