import type { Language } from '../../../plugin/vocabulary';
import { tell } from '../platform/events';
import { PortalError } from '../platform/errors';
import { asPlugin } from '../platform/own-writes';
import { createDocument, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';

/** Somebody whose address is proved and who has no account yet. */
export interface VerifiedPerson {
  email: string;
  firstName: string;
  lastName: string;
  /** The company; empty for a person. */
  organisation: string;
  language: Language | null;
}

export interface CustomerRow extends Row {
  name: string;
}

/** Which account somebody gets: the one that the editor opened to the address's domain, or one of their own. */
export function createAccounts(strapi: Strapi) {
  const customers = table<CustomerRow>(strapi, UID.customer);
  const contacts = table(strapi, UID.contact);

  /** The customer that everybody with an address of this domain joins, or null. Sub-domains are domains of their own. */
  async function customerOfDomain(email: string): Promise<CustomerRow | null> {
    const { values } = await settingsOf(strapi).get('login');
    const domain = email.slice(email.lastIndexOf('@') + 1);
    const opened = values.signUpDomains.find((entry) => entry.domain === domain);
    return opened ? customers.findOne({ where: { documentId: opened.customer, portalAccess: true } }) : null;
  }

  const ownName = ({ organisation, firstName, lastName, email }: VerifiedPerson): string =>
    organisation || [firstName, lastName].filter(Boolean).join(' ') || email;

  return {
    customerOfDomain,
    ownName,

    exists: async (email: string): Promise<boolean> => (await contacts.count({ where: { email } })) > 0,

    /**
     * Makes the contact, and an account of its own unless its domain joins one; through the Document
     * Service, so that the team's lifecycles and webhooks see it. The
     * address is unique in the database: of two at once one fails.
     * @throws PortalError `conflict` when the address has an account by now
     */
    async create(person: VerifiedPerson): Promise<Row> {
      const { email, firstName, lastName, language } = person;
      const joined = await customerOfDomain(email);
      const made = await strapi.db.transaction(async () => {
        if ((await contacts.count({ where: { email } })) > 0) throw new PortalError('conflict');
        const contact = await createDocument(strapi, UID.contact, { email, firstName, lastName, language });
        const own = { name: ownName(person), email, portalAccess: true };
        const customer = joined ?? (await asPlugin(() => createDocument(strapi, UID.customer, own)));
        await createDocument(strapi, UID.membership, {
          customer: customer.documentId,
          contact: contact.documentId,
          role: joined ? 'member' : 'owner',
        });
        return { contact, customer };
      });
      await tell(strapi, 'contact.sign-up', {
        contact: made.contact.documentId,
        customer: made.customer.documentId,
        joined: joined !== null,
      });
      return made.contact;
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
