import { DOCUMENT_TYPES } from '../../../plugin/documents/types';
import type { Feature } from '../kernel/feature';
import { setListView } from '../platform/list-view';
import type { Strapi } from '../platform/strapi';
import { documentActionsHandlers } from './admin';
import { columnsOf, DOCUMENT_UIDS, documentFileType, documentPdfType, documentTypes, numberSeriesType } from './content-types';
import { registerFields } from './custom-fields';
import { guardCustomers } from './customer-guard';
import { documentFilesHandlers } from './files-admin';
import { gstJob, watchGst } from './gst';
import { guardDocuments } from './guard';
import { documentHistoryHandlers } from './history';
import de from './mails/de.json';
import en from './mails/en.json';
import { documentsHandlers, documentTimelineHandlers, quotesHandlers, statementHandlers } from './portal';
import { createDocuments, documentsOf } from './service';
import { settlementHandlers } from './settlement/admin';
import { allocationType, creditEntryType, customerCreditType, refundType } from './settlement/content-types';

export const documents = {
  contentTypes: [...documentTypes, documentFileType, numberSeriesType, allocationType, refundType, creditEntryType, customerCreditType],
  liveTables: [documentPdfType],
  mails: { en, de },
  services: { documents: createDocuments },
  jobs: [gstJob],
  customers: {
    documents: documentsHandlers,
    quotes: quotesHandlers,
    statement: statementHandlers,
    'document-timeline': documentTimelineHandlers,
  },
  editors: {
    'document-actions': documentActionsHandlers,
    'document-files': documentFilesHandlers,
    'document-history': documentHistoryHandlers,
    settlement: settlementHandlers,
  },
  register: (strapi: Strapi) => {
    registerFields(strapi);
    for (const type of DOCUMENT_TYPES) setListView(strapi, DOCUMENT_UIDS[type], columnsOf(type));
  },
  start: (strapi: Strapi) => {
    guardDocuments(strapi);
    guardCustomers(strapi);
    watchGst(strapi);
    documentsOf(strapi).timeline.subscribe();
    documentsOf(strapi).files.subscribe();
  },
  cleanUp: async (strapi: Strapi) => {
    const { pdfs, timeline } = documentsOf(strapi);
    await pdfs.cleanUp();
    await timeline.removeSurplus('document');
  },
} satisfies Feature;
