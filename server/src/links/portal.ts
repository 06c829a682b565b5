import type { publicLinkContract } from '../../../plugin/contract/customer/public-link';
import { documentsOf } from '../documents';
import type { Handlers } from '../kernel/binder';
import type { Once } from '../kernel/idempotency';
import type { Strapi } from '../platform/strapi';
import { typeOfLink } from './rows';
import { publicLinksOf } from './service';

const NO_QUOTE = { revision: 0, may: null };

/** Says that it is done, and nothing of what was answered to. */
const told =
  ({ once }: { once: Once }) =>
  (work: () => Promise<void>) =>
    once(async (): Promise<{ answered: true }> => {
      await work();
      return { answered: true };
    });

export const publicLinkHandlers = (strapi: Strapi): Handlers<typeof publicLinkContract> => ({
  async find({ party }) {
    const contacts = party.verified ? [] : await publicLinksOf(strapi).verification.contacts(party);
    const type = typeOfLink(party.contentType);
    const { revision, may } = type === 'quote' ? await documentsOf(strapi).own.findOne(party, type, party.documentId) : NO_QUOTE;
    return { type, verified: party.verified, contacts, quote: may && { revision, may } };
  },
  async document({ party }) {
    const type = typeOfLink(party.contentType);
    const { own, timeline } = documentsOf(strapi);
    const detail = await own.findOne(party, type, party.documentId);
    // A contact who is signed in looked once, by whatever way.
    const by = 'contact' in party.holder ? party.holder.contact.documentId : `link:${party.link}:${party.holder.visitor}`;
    await timeline.noteOnce(type, party.documentId, by, { kind: 'viewed', actor: party.holder });
    return detail;
  },
  async pdf({ party, query }) {
    const file = await documentsOf(strapi).own.pdf(party, typeOfLink(party.contentType), party.documentId);
    return query.as === 'attachment' ? { ...file, attached: true } : file;
  },
  async attachment({ party, params, query }) {
    const file = await documentsOf(strapi).own.attachment(party, typeOfLink(party.contentType), party.documentId, params.file);
    return query.as === 'attachment' ? { ...file, attached: true } : file;
  },
  async sendCode({ http, party, body }) {
    await publicLinksOf(strapi).verification.send(http, party, body.contact, body.by);
    return { accepted: true };
  },
  accept: (call) => documentsOf(strapi).quotes.accept({ ...call, name: call.body.name }, call.party.documentId, call.body, told(call)),
  decline: (call) => documentsOf(strapi).quotes.decline({ ...call, name: call.body.name }, call.party.documentId, call.body, told(call)),
  async verify({ http, party, body }) {
    await publicLinksOf(strapi).verification.verify(http, party, body.contact, body.code);
    return { verified: true };
  },
});
