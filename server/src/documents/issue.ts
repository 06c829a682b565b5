import { mayBecome, type StateOf } from '../../../plugin/rules/documents/states';
import { dateIn, plusDays } from '../../../plugin/rules/calendar';
import { DOCUMENT_FACTS, ISSUED, type DocumentType } from '../../../plugin/documents/types';
import type { PreferenceValues } from '../../../plugin/preferences';
import type { FieldErrorCode } from '../../../plugin/contract/errors';
import { now } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { PortalError } from '../platform/errors';
import { tell } from '../platform/events';
import { hold } from '../platform/hold';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { DOCUMENT_UIDS } from './content-types';
import { nextNumber } from './numbers';
import { documentRows, type DocumentRow, type DocumentParty } from './rows';

interface CustomerRow extends Row {
  name: string;
  email: string | null;
  taxNumber: string | null;
  addressLine1: string | null;
  addressLine2: string | null;
  postcode: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
}

const filled = (lines: (string | null | undefined)[]): string[] => lines.flatMap((line) => (line?.trim() ? [line.trim()] : []));

const buyerOf = (customer: CustomerRow): DocumentParty => ({
  name: customer.name,
  address: filled([
    customer.addressLine1,
    customer.addressLine2,
    filled([customer.postcode, customer.city]).join(' '),
    customer.region,
    customer.country,
  ]),
  taxNumber: customer.taxNumber ?? '',
  email: customer.email ?? '',
});

const sellerOf = ({ organisationName, sellerAddress, sellerTaxNumber, supportEmail }: PreferenceValues): DocumentParty => ({
  name: organisationName,
  address: filled(sellerAddress.split('\n')),
  taxNumber: sellerTaxNumber,
  email: supportEmail,
});

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
export function createIssuing(strapi: Strapi) {
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
    async issue(type: DocumentType, documentId: string): Promise<{ number: string }> {
      const preferences = await settingsOf(strapi).preferences();
      const instant = now(strapi);
      return retrying(strapi, async () => {
        const row = await load(type, documentId);
        if (row.state !== 'draft') throw new PortalError('conflict');
        const missing = missingIn(row);
        if (missing.length > 0) throw new PortalError('invalid-request', { errors: missing });
        const customer = await table<CustomerRow>(strapi, UID.customer).findOne({ where: { id: row.customer?.id } });
        if (!customer) throw new PortalError('conflict');
        const issueDate = row.issueDate ?? dateIn(preferences.timeZone, instant);
        const { until } = DOCUMENT_FACTS[type];
        const days = until === 'expiry' ? preferences.quoteDays : preferences.invoiceDays;
        const number = row.number ?? (await nextNumber(strapi, type, issueDate, preferences));
        await transition(type, row, ISSUED[type], {
          number,
          issueDate,
          ...(until && { untilDate: row.untilDate ?? plusDays(issueDate, days) }),
          seller: sellerOf(preferences),
          buyer: buyerOf(customer),
          issuedAt: instant,
        });
        await tell(strapi, 'document.issued', { type, document: documentId, customer: customer.documentId });
        return { number };
      });
    },

    /** Takes a document back that was issued; its number stays its own. @throws PortalError `conflict` where its state does not allow it */
    async void(type: DocumentType, documentId: string): Promise<void> {
      await retrying(strapi, async () => {
        const row = await load(type, documentId);
        await transition(type, row, 'void', { closedAt: now(strapi), ...(DOCUMENT_FACTS[type].balance && { balance: '0' }) });
        await tell(strapi, 'document.voided', { type, document: documentId, customer: row.customer?.documentId ?? null });
      });
    },
  };
}
