import { table, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

interface ContactRow extends Row {
  invitedAt: unknown;
  lastSignInAt: unknown;
}

interface MembershipRow extends Row {
  createdAt: unknown;
  customer: (Row & { linkSentAt: unknown }) | null;
}

/**
 * Whether a contact may be mailed a way in because somebody typed its address: one who was invited, or had
 * a way in before. An address that was merely written down opens nothing. Contacts who were invited before
 * that was noted of themselves are known by their customer, whose link was mailed when they were with it.
 */
export async function wasInvited(strapi: Strapi, contactId: number): Promise<boolean> {
  const contact = await table<ContactRow>(strapi, UID.contact).findOne({ where: { id: contactId } });
  if (!contact) return false;
  if (contact.invitedAt || contact.lastSignInAt) return true;
  if ((await table(strapi, UID.credential).count({ where: { contact: contactId } })) > 0) return true;
  const memberships = await table<MembershipRow>(strapi, UID.membership).findMany({ where: { contact: contactId }, populate: { customer: true } });
  return memberships.some(({ createdAt, customer }) => Boolean(customer?.linkSentAt) && toDate(createdAt) <= toDate(customer?.linkSentAt));
}
