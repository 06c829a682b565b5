import { DOCUMENTS_PAGE, type DocumentDetail } from '../../../plugin/contract/customer/documents';
import type { DocumentType } from '../../../plugin/documents/types';
import { isOn, type SwitchKey } from '../../../plugin/preferences';
import { dateIn } from '../../../plugin/rules/calendar';
import type { Party } from '../kernel/party';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { detailOf, rowOf } from './present';
import { documentsOfParty, type DocumentQuery } from './store';

/** Types that customers see only where a preference is on. */
const SWITCHES: Partial<Record<DocumentType, SwitchKey>> = { 'sales-order': 'salesOrders', 'credit-note': 'creditNotes' };

/** What customers see of their documents: what was issued, of the types that are open to them. */
export function createOwnDocuments(strapi: Strapi) {
  /** The organisation's date today. @throws PortalError `preference-off` */
  async function open(type: DocumentType): Promise<string> {
    const preferences = await settingsOf(strapi).preferences();
    const needed = SWITCHES[type];
    if (needed && !isOn(preferences, needed)) throw new PortalError('preference-off');
    return dateIn(preferences.timeZone, now(strapi));
  }

  return {
    async find(party: Party, type: DocumentType, query: DocumentQuery) {
      const today = await open(type);
      const { page = 1, pageSize = DOCUMENTS_PAGE } = query;
      const documents = documentsOfParty(strapi, party, type);
      const rows = await documents.list(today, query, { size: pageSize, number: page });
      return {
        rows: rows.map((row) => rowOf(type, row, today)),
        page,
        pageSize,
        total: await documents.count(today, query),
        sums: await documents.sums(today, query),
      };
    },

    async findOne(party: Party, type: DocumentType, documentId: string): Promise<DocumentDetail> {
      const today = await open(type);
      const row = await documentsOfParty(strapi, party, type).one(documentId);
      if (!row) throw new PortalError('not-found');
      return detailOf(type, row, today);
    },
  };
}
