import type { documentTimelineContract } from '../../../plugin/contract/customer/document-timeline';
import type { documentsContract } from '../../../plugin/contract/customer/documents';
import type { quotesContract } from '../../../plugin/contract/customer/quotes';
import type { statementContract } from '../../../plugin/contract/customer/statement';
import type { Handlers } from '../kernel/binder';
import type { Once } from '../kernel/idempotency';
import { nameOf, type SessionParty } from '../kernel/party';
import type { Strapi } from '../platform/strapi';
import { documentsOf } from './service';

export const documentsHandlers = (strapi: Strapi): Handlers<typeof documentsContract> => ({
  find: ({ party, params, query }) => documentsOf(strapi).own.find(party, params.type, query),
  findOne: ({ party, params }) => documentsOf(strapi).conversation.look(party, params.type, params.document),
  related: ({ party, params }) => documentsOf(strapi).own.related(party, params.type, params.document),
  async pdf({ party, params, query }) {
    const file = await documentsOf(strapi).own.pdf(party, params.type, params.document);
    return query.as === 'attachment' ? { ...file, attached: true } : file;
  },
  zip: ({ party, params, body }) => documentsOf(strapi).own.zip(party, params.type, body),
  async attachment({ party, params, query }) {
    const file = await documentsOf(strapi).own.attachment(party, params.type, params.document, params.file);
    return query.as === 'attachment' ? { ...file, attached: true } : file;
  },
});

export const documentTimelineHandlers = (strapi: Strapi): Handlers<typeof documentTimelineContract> => ({
  find: ({ party, params }) => documentsOf(strapi).conversation.lines(party, params.type, params.document),
  comment: ({ party, params, body, once }) =>
    documentsOf(strapi).conversation.comment(party, params.type, params.document, body.text, once),
});

export const quotesHandlers = (strapi: Strapi): Handlers<typeof quotesContract> => {
  /** Answers with the quote as it is then. */
  const shown =
    ({ party, params: { document }, once }: { party: SessionParty; params: { document: string }; once: Once }) =>
    (work: () => Promise<void>) =>
      once(async () => {
        await work();
        return documentsOf(strapi).own.findOne(party, 'quote', document);
      });

  return {
    accept: (call) => documentsOf(strapi).quotes.accept({ ...call, name: call.body.name }, call.params.document, call.body, shown(call)),
    decline: (call) =>
      documentsOf(strapi).quotes.decline({ ...call, name: nameOf(call.party.contact) }, call.params.document, call.body, shown(call)),
  };
};

export const statementHandlers = (strapi: Strapi): Handlers<typeof statementContract> => ({
  find: ({ party, query }) => documentsOf(strapi).statement.find(party, query),
  pdf: ({ party, query }) => documentsOf(strapi).statement.pdf(party, query),
  csv: ({ party, query }) => documentsOf(strapi).statement.csv(party, query),
});
