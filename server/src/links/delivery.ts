import type { LinkedType } from '../../../plugin/documents/types';
import { fieldsRead, readAmong } from '../customers';
import { documentRows, type DocumentRow } from '../documents';
import { platformOf } from '../platform';
import { PortalError } from '../platform/errors';
import { countAll } from '../platform/limits';
import type { Role } from '../platform/role';
import type { Strapi } from '../platform/strapi';
import { maskedNumber } from '../platform/text';
import { UID } from '../platform/uid';
import { readersOf, titleOf, type Recipient } from '../sending';
import { portalBrand } from '../settings';

const SHOWN = ['email', 'firstName', 'lastName'] as const;

/** Links on their way to contacts of the document's customer: by mail, or as a text message. */
export function createDelivery(strapi: Strapi) {
  const { mail, texts } = platformOf(strapi);

  /** Who may be sent a link, of those whose name and address the role reads: both are shown. */
  async function shownTo(role: Role, type: LinkedType, document: string): Promise<Recipient[]> {
    const row = await documentRows(strapi, type).findOne({ where: { documentId: document }, populate: { customer: true } });
    const all = row?.customer ? await readersOf(strapi, row.customer.id) : [];
    const read = await readAmong(
      strapi,
      role,
      UID.contact,
      all.map(({ id }) => id),
    );
    const mayRead = fieldsRead(role, UID.contact, SHOWN).length === SHOWN.length;
    return mayRead ? all.filter(({ id }) => read.has(id)) : [];
  }

  return {
    /** Whom a link can be sent to, and by which of the two ways: of the contacts that the editor reads what it reads. */
    async contacts(role: Role, type: LinkedType, document: string) {
      return (await shownTo(role, type, document)).map(({ documentId: id, email, firstName, lastName, phone }) => {
        const number = texts.numberOf(phone);
        return { id, name: [firstName, lastName].filter(Boolean).join(' '), email, phone: number && maskedNumber(number) };
      });
    },

    /** What sends a link to a contact, and says where to. @throws PortalError `not-found` where that is not possible, `too-many-requests` */
    async to(role: Role, type: LinkedType, document: string, contactId: string, by: 'mail' | 'text') {
      const contact = (await shownTo(role, type, document)).find(({ documentId }) => documentId === contactId);
      const number = by === 'text' ? texts.numberOf(contact?.phone) : null;
      if (!contact || (by === 'text' && number === null)) throw new PortalError('not-found');
      if (number !== null) await countAll(strapi, texts.counted(number, 'link'));
      const brand = await portalBrand(strapi);
      const language = contact.language ?? brand.defaultLanguage;
      return async (url: string, row: DocumentRow, expiresAt: Date): Promise<string> => {
        const title = titleOf(type, row, language);
        if (number !== null) {
          await texts.queue(
            'document-link',
            number,
            mail.words('document-link', language, { organisation: brand.organisation, title, url }),
            expiresAt,
          );
          return maskedNumber(number);
        }
        const { email } = contact;
        const content = { kind: 'document-link', language, firstName: contact.firstName ?? '', url, email, expiresAt } as const;
        await mail.queue({ ...content, customers: row.customer ? [row.customer.name] : [], more: { title } }, brand);
        return email;
      };
    },
  };
}
