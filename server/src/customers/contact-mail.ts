import { allows, rightsOf, type Right } from '../../../plugin/rights';
import type { Language, MailKind } from '../../../plugin/vocabulary';
import { platformOf } from '../platform';
import { table, type Row, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand } from '../settings';

interface Recipient extends Row {
  email: string;
  firstName: string | null;
  language: Language | null;
  blocked: boolean;
}

interface MembershipRow extends Row {
  role: string | null;
  contact: Recipient | null;
}

interface Customer {
  id: number;
  documentId: string;
  name: string;
}

interface Told {
  /** Where in the portal the link leads. */
  path: string;
  /** What the message says besides; by the reader's language where that decides: amounts. */
  more: Record<string, string> | ((language: Language) => Record<string, string>);
}

/** Mail to contacts about something of a customer's that they act for. Within a transaction it leaves only if that commits. */
export const contactMailOf = (strapi: Strapi) => {
  /** Those who may hear of it: who are not blocked and act for the customer, which has access. */
  async function acting(customer: Customer, which: Where = {}): Promise<MembershipRow[]> {
    const where = { ...which, customer: { id: customer.id, portalAccess: true } };
    const rows = await table<MembershipRow>(strapi, UID.membership).findMany({ where, populate: { contact: true } });
    return rows.filter(({ contact }) => contact && !contact.blocked);
  }

  async function send(members: MembershipRow[], customer: Customer, kind: MailKind, { path, more }: Told): Promise<void> {
    const brand = await portalBrand(strapi);
    const contacts = new Map(members.flatMap(({ contact }) => (contact ? [[contact.id, contact] as const] : [])));
    for (const reader of contacts.values()) {
      const { email, firstName, language } = reader;
      await platformOf(strapi).mail.queue(
        {
          kind,
          language: language ?? brand.defaultLanguage,
          firstName: firstName ?? '',
          // Whoever acts for several customers is led to the one that it is about.
          url: `${brand.portalUrl}${path}?customer=${customer.documentId}`,
          email,
          reader,
          customers: [customer.name],
          more: typeof more === 'function' ? more(language ?? brand.defaultLanguage) : more,
        },
        brand,
      );
    }
  }

  return {
    /** Tells one contact. False: it acts for the customer no more. */
    async tell({ contact, customer }: { contact: number; customer: Customer }, kind: MailKind, told: Told): Promise<boolean> {
      const members = await acting(customer, { contact });
      await send(members, customer, kind, told);
      return members.length > 0;
    },

    /** Tells everybody whose role at the customer has a right; whose reads documents, unless it is said. */
    async tellReaders(customer: Customer, kind: MailKind, told: Told, right: Right = 'documents.read'): Promise<void> {
      const readers = (await acting(customer)).filter(({ role }) => allows(rightsOf(role), right));
      await send(readers, customer, kind, told);
    },
  };
};
