import type { DocumentType } from '../../../plugin/documents/types';
import { allows } from '../../../plugin/rights';
import { maskedEmail } from '../../../plugin/rules/masked-email';
import type { RichText } from '../../../plugin/rules/rich-text';
import { actorOf } from '../conversations';
import { documentsOf } from '../documents';
import type { Once } from '../kernel/idempotency';
import { nameOf, type SessionParty } from '../kernel/party';
import { platformOf } from '../platform';
import { PortalError } from '../platform/errors';
import { countAll, createLimiter, type Counted } from '../platform/limits';
import { serviceOf, type Strapi } from '../platform/strapi';
import { readersOf, type Recipient } from './recipients';
import { sendingOf } from './service';

const HOUR = 3600;
/** Mails that a contact, and a customer together, has us send within these seconds. */
const BY_CONTACT = { name: 'forward:contact', points: 30, windowSeconds: HOUR };
const BY_CUSTOMER = { name: 'forward:customer', points: 100, windowSeconds: 24 * HOUR };

const richOf = (text: string): RichText | null =>
  text === '' ? null : text.split('\n').map((line) => ({ type: 'paragraph', children: [{ type: 'text', text: line }] }));

/** Customers forward what they see to their own contact persons: to those on file, never to an address that is typed. */
export function createForwarding(strapi: Strapi) {
  const [byContact, byCustomer] = [createLimiter(strapi, BY_CONTACT), createLimiter(strapi, BY_CUSTOMER)];

  /** Everybody else at the customer who reads documents, and has not refused mails like these: who forwards counts on them. */
  async function othersOf({ customer, contact }: SessionParty): Promise<Recipient[]> {
    const others = (await readersOf(strapi, customer.id)).filter(({ id }) => id !== contact.id);
    const refusing = await platformOf(strapi).mail.choices.refusing(
      others.map(({ id }) => id),
      'forwarded',
    );
    return others.filter(({ id }) => !refusing.has(id));
  }

  return {
    /** Whom a document can be forwarded to. @throws PortalError `not-found` for another's document */
    async recipients(party: SessionParty, type: DocumentType, documentId: string) {
      await documentsOf(strapi).own.findOne(party, type, documentId);
      const readsPeople = allows(party.customer.rights, 'people.read');
      return (await othersOf(party)).map((contact) => {
        const email = readsPeople ? contact.email : maskedEmail(contact.email);
        const name = nameOf(contact);
        return { id: contact.documentId, name: name === contact.email ? email : name, email };
      });
    },

    /**
     * Mails a document to some of them. Mails are counted before, one by one, so that of requests at the same time none
     * gets beyond what is left.
     * @throws PortalError `not-found` for another's document or contact, `conflict` for one that is void, `too-many-requests`
     */
    async forward(
      party: SessionParty,
      type: DocumentType,
      documentId: string,
      ids: string[],
      message: string,
      once: Once,
    ): Promise<{ sent: number }> {
      const { state } = await documentsOf(strapi).own.findOne(party, type, documentId);
      if (state === 'void') throw new PortalError('conflict');
      const wanted = new Set(ids);
      const to = (await othersOf(party)).filter((contact) => wanted.has(contact.documentId));
      if (to.length !== wanted.size) throw new PortalError('not-found');
      const counted = to.flatMap((): Counted[] => [
        [byContact, String(party.contact.id)],
        [byCustomer, String(party.customer.id)],
      ]);
      await countAll(strapi, counted);
      return once(async () => ({
        sent: await sendingOf(strapi).forward(type, documentId, to, {
          sender: nameOf(party.contact),
          message,
          line: { kind: 'forwarded', actor: actorOf(party), text: richOf(message) },
        }),
      }));
    },
  };
}

export const forwardingOf = serviceOf('forwarding', createForwarding);
