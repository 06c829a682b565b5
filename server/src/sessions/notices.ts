import type { Language } from '../../../plugin/vocabulary';
import type { MailKind } from '../../../plugin/vocabulary';
import type { Mail } from '../platform/mail';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand } from '../settings';

interface Recipient extends Row {
  email: string;
  firstName: string | null;
  language: Language | null;
}

/** Mails that tell a contact what happened to its account, so that a thief's change does not go unnoticed. */
export function createNotices(strapi: Strapi, mail: Mail) {
  const contacts = table<Recipient>(strapi, UID.contact);

  return {
    /** Queues a mail to the contact; within a transaction it leaves only if that commits. */
    async tell(
      contactId: number,
      kind: MailKind,
      more: { path?: string; expiresAt?: Date; customers?: string[]; email?: string; keepFate?: boolean } = {},
    ): Promise<void> {
      const contact = await contacts.findOne({ where: { id: contactId } });
      if (!contact) return;
      const brand = await portalBrand(strapi);
      await mail.queue(
        {
          kind,
          language: contact.language ?? brand.defaultLanguage,
          firstName: contact.firstName ?? '',
          // Another one where it is the address itself that changed.
          email: more.email ?? contact.email,
          ...(more.keepFate && { contact: contact.id }),
          customers: more.customers ?? [],
          url: `${brand.portalUrl}${more.path ?? ''}`,
          ...(more.expiresAt && { expiresAt: more.expiresAt }),
        },
        brand,
      );
    },
  };
}

export type Notices = ReturnType<typeof createNotices>;
