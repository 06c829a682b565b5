import {
  DOCUMENTS_PAGE,
  ZIP_MOST,
  type DocumentDetail,
  type RelatedDocuments,
  type Zipped,
} from '../../../plugin/contract/customer/documents';
import { DOCUMENT_TYPES, type DocumentType } from '../../../plugin/documents/types';
import { isOn, type PreferenceValues, type SwitchKey } from '../../../plugin/preferences';
import { allows } from '../../../plugin/rights';
import { dateIn } from '../../../plugin/rules/calendar';
import { fileName } from '../../../plugin/rules/file-name';
import type { Download } from '../kernel/binder';
import type { Party, SessionParty } from '../kernel/party';
import { now } from '../platform/clock';
import { fieldError, PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { attachmentOf, type DocumentFiles } from './files';
import type { createDocumentPdfs } from './pdf';
import { pdfNameOf } from './pdf-document';
import { detailOf, rowOf } from './present';
import { madeOf } from './copy';
import { relatedOf } from './related';
import { answersOf } from './answers';
import type { DocumentRow } from './rows';
import { documentsOfParty, typesOfParty, type DocumentQuery, type NamedRow } from './store';
import { createZips } from './zip';

/** Types that customers see only where a preference is on. */
const SWITCHES: Partial<Record<DocumentType, SwitchKey>> = { 'sales-order': 'salesOrders', 'credit-note': 'creditNotes' };

/** What customers see of their documents: what was issued, of the types that are open to them. */
export function createOwnDocuments(strapi: Strapi, pdfs: ReturnType<typeof createDocumentPdfs>, files: DocumentFiles) {
  const isOpen = (type: DocumentType, preferences: PreferenceValues): boolean => {
    const needed = SWITCHES[type];
    return !needed || isOn(preferences, needed);
  };

  /** The organisation's date today. @throws PortalError `preference-off` */
  async function open(type: DocumentType): Promise<string> {
    const preferences = await settingsOf(strapi).preferences();
    if (!isOpen(type, preferences)) throw new PortalError('preference-off');
    return dateIn(preferences.timeZone, now(strapi));
  }

  /** A document of the party's. @throws PortalError `not-found` for a draft, and for another's */
  async function one(party: Party, type: DocumentType, documentId: string): Promise<DocumentRow> {
    const row = await documentsOfParty(strapi, party, type).one(documentId);
    if (!row) throw new PortalError('not-found');
    return row;
  }

  const zips = createZips(strapi);

  /** The documents of a zip. @throws PortalError `not-found` where any is a draft or another's; `invalid-request` for too many */
  async function zipped(party: Party, type: DocumentType, { documents: wanted = [], found }: Zipped, today: string): Promise<NamedRow[]> {
    const documents = documentsOfParty(strapi, party, type);
    if (found) {
      const rows = await documents.newest(today, found, ZIP_MOST + 1);
      if (rows.length === 0) throw new PortalError('not-found');
      if (rows.length > ZIP_MOST) throw fieldError(['found'], 'too-many', `finds more than ${ZIP_MOST} documents`);
      return rows;
    }
    const ids = [...new Set(wanted)];
    const rows = new Map((await documents.named(ids)).map((row) => [row.documentId, row]));
    if (rows.size < ids.length) throw new PortalError('not-found');
    return ids.flatMap((id) => rows.get(id) ?? []);
  }

  return {
    /** Types of which the party's customer has a document that it may see. */
    async types(party: SessionParty): Promise<DocumentType[]> {
      if (!allows(party.customer.rights, 'documents.read')) return [];
      const preferences = await settingsOf(strapi).preferences();
      return typesOfParty(
        strapi,
        party,
        DOCUMENT_TYPES.filter((type) => isOpen(type, preferences)),
      );
    },

    async find(party: Party, type: DocumentType, query: DocumentQuery) {
      const today = await open(type);
      const { page = 1, pageSize = DOCUMENTS_PAGE } = query;
      const documents = documentsOfParty(strapi, party, type);
      const sums = await documents.sums(today, query);
      const rows = await documents.list(today, query, { size: pageSize, number: page });
      return {
        rows: rows.map((row) => rowOf(type, row, today)),
        page,
        pageSize,
        total: sums.reduce((total, { count }) => total + count, 0),
        sums: sums.map(({ count: _count, ...sum }) => sum),
      };
    },

    async findOne(party: Party, type: DocumentType, documentId: string): Promise<DocumentDetail> {
      const today = await open(type);
      const row = await one(party, type, documentId);
      return {
        ...detailOf(type, row, today),
        ...answersOf(row, party, await settingsOf(strapi).preferences(), today),
        attachments: (await files.attachments(type, row.documentId)).map(attachmentOf),
      };
    },

    /** What else there is about a document; of what the party does not see, nothing. */
    async related(party: Party, type: DocumentType, documentId: string): Promise<RelatedDocuments> {
      const today = await open(type);
      const row = await one(party, type, documentId);
      const preferences = await settingsOf(strapi).preferences();
      return relatedOf({ strapi, party, today, isOpen: (other) => isOpen(other, preferences) }, type, row, madeOf(row));
    },

    /** Whether customers see documents of a type. */
    shows: async (type: DocumentType): Promise<boolean> => isOpen(type, await settingsOf(strapi).preferences()),

    async pdf(party: Party, type: DocumentType, documentId: string): Promise<Download> {
      await open(type);
      return pdfs.download(type, await one(party, type, documentId));
    },

    /** The PDFs of several documents as one file, each made when its turn comes. */
    async zip(party: SessionParty, type: DocumentType, wanted: Zipped): Promise<Download> {
      const today = await open(type);
      const rows = await zipped(party, type, wanted, today);
      const { defaultLanguage } = await settingsOf(strapi).preferences();
      const entries = rows.map(({ documentId, number, language }) => ({
        name: fileName(pdfNameOf({ type, number: number ?? '' }, language ?? defaultLanguage)),
        open: async () => (await pdfs.download(type, await one(party, type, documentId))).open(),
      }));
      return zips.download(party.contact.id, `${type}s-${today}.zip`, entries);
    },

    /** A file that is attached to a document of the party's. */
    async attachment(party: Party, type: DocumentType, documentId: string, file: string): Promise<Download> {
      await open(type);
      await one(party, type, documentId);
      return files.download(type, documentId, file);
    },
  };
}

export type OwnDocuments = ReturnType<typeof createOwnDocuments>;
