import type { MailKind } from '../../../../plugin/vocabulary';
import { notificationsOf } from '../../notifications';
import { platformOf } from '../../platform';
import { portalBrand } from '../../settings';
import type { Strapi } from '../../platform/strapi';
import { adminUrlOf } from '../../platform/config';
import type { Language } from '../../../../plugin/vocabulary';
import { table, type Row } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import type { LoadedModule } from '../settings';

interface Recipient extends Row {
  email: string;
  firstName: string | null;
  language: Language | null;
  blocked: boolean;
}

export interface RecordMail {
  record: string;
  title: string;
  module: LoadedModule;
  customer: string;
  /** Plain text: a note or a comment of an editor's. */
  note?: string;
}

/** Mail about records: to the contact whose record it is, and to the editors whom a module names. */
export function createRecordMails(strapi: Strapi) {
  const contacts = table<Recipient>(strapi, UID.contact);
  const { mail } = platformOf(strapi);

  const memberships = table(strapi, UID.membership);
  const customers = table(strapi, UID.customer);

  async function entitled(contactId: number, customerId: number): Promise<Recipient | null> {
    const acting = await memberships.count({ where: { contact: contactId, customer: { id: customerId, portalAccess: true } } });
    const contact = acting === 0 ? null : await contacts.findOne({ where: { id: contactId } });
    return contact?.blocked ? null : contact;
  }

  return {
    /**
     * Tells the first of these contacts who may still hear of it: who acts for the customer, which has
     * access. Within a transaction it leaves only if that commits.
     */
    async toContact(
      candidates: (number | undefined)[],
      customerId: number,
      kind: MailKind,
      { record, title, module, note, customer }: RecordMail,
    ): Promise<void> {
      let contact: Recipient | null = null;
      for (const id of candidates) if (id !== undefined) contact ??= await entitled(id, customerId);
      if (!contact) return;
      const brand = await portalBrand(strapi);
      // Whoever acts for several customers is led to the one that the record belongs to.
      const owner = await customers.findOne({ where: { id: customerId }, select: ['documentId'] });
      const url = `${brand.portalUrl}/modules/${module.row.documentId}/records/${record}${owner ? `?customer=${owner.documentId}` : ''}`;
      const language = contact.language ?? brand.defaultLanguage;
      const content = {
        kind,
        language,
        firstName: contact.firstName ?? '',
        url,
        email: contact.email,
        reader: contact,
        customers: [customer],
      };
      await mail.queue({ ...content, more: { title: title || module.row.name, module: module.row.name, note: note ?? '' } }, brand);
    },

    /**
     * Tells those whom the module names, and those who hear at once of what customers do. Nothing of what the customer wrote, its title neither: an address
     * says nothing of what its owner may read in Strapi. The link asks for that.
     */
    async toEditors(kind: MailKind, { record, module, customer }: Pick<RecordMail, 'record' | 'module' | 'customer'>): Promise<void> {
      const others = await notificationsOf(strapi).atOnce(kind === 'record-commented' ? 'comments' : 'records');
      const addresses = new Set([...module.row.notify, ...others]);
      if (addresses.size === 0) return;
      const brand = await portalBrand(strapi);
      const url = `${adminUrlOf(strapi)}/plugins/customer-portal/approvals/${record}`;
      for (const email of addresses) {
        const content = { kind, language: brand.defaultLanguage, firstName: '', url, email, customers: [customer] };
        await mail.queue({ ...content, more: { module: module.row.name } }, brand);
      }
    },
  };
}

export type RecordMails = ReturnType<typeof createRecordMails>;
