import { serviceOf, type Strapi } from '../platform/strapi';
import { createDocumentConversation } from './conversation';
import { createInvoicing } from './copy';
import { createDocumentFiles } from './files';
import { createIssuing } from './issue';
import { createOverview } from './overview';
import { createOwnDocuments } from './own';
import { createDocumentPdfs } from './pdf';
import { createQuotes } from './quotes';
import { createMoney } from './settlement/money';
import { createSettling } from './settlement/settling';
import { createStatements } from './statement';
import { createDocumentTimeline } from './timeline';

export function createDocuments(strapi: Strapi) {
  const timeline = createDocumentTimeline(strapi);
  const files = createDocumentFiles(strapi, timeline);
  const pdfs = createDocumentPdfs(strapi, files);
  const own = createOwnDocuments(strapi, pdfs, files);
  const quotes = createQuotes(strapi, timeline);
  const settling = createSettling(strapi, timeline);
  return {
    ...createIssuing(strapi, timeline, settling),
    ...createInvoicing(strapi),
    files,
    pdfs,
    own,
    timeline,
    quotes,
    settling,
    money: createMoney(strapi, timeline),
    overview: createOverview(strapi, own),
    statement: createStatements(strapi, own),
    conversation: createDocumentConversation(strapi, own, timeline),
  };
}

export const documentsOf = serviceOf('documents', createDocuments);
