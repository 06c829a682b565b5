import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

interface ContactRow extends Row {
  invitedAt: unknown;
  lastSignInAt: unknown;
}

/**
 * Whether a contact may be mailed a way in because somebody typed its address: one who was invited, or had
 * a way in before. An address that was merely written down opens nothing, whoever else of its customer was
 * invited. Contacts from before that was kept are noted when the portal starts (`customers/invited-before.ts`).
 */
export async function wasInvited(strapi: Strapi, contactId: number): Promise<boolean> {
  const contact = await table<ContactRow>(strapi, UID.contact).findOne({ where: { id: contactId } });
  if (!contact) return false;
  if (contact.invitedAt || contact.lastSignInAt) return true;
  return (await table(strapi, UID.credential).count({ where: { contact: contactId } })) > 0;
}
