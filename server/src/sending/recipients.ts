import { allows, rightsOf } from '../../../plugin/rights';
import type { Language } from '../../../plugin/vocabulary';
import type { DocumentRow } from '../documents';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/** Somebody whom a document may be mailed to. */
export interface Recipient extends Row {
  email: string;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  language: Language | null;
  blocked: boolean;
}

interface MembershipRow extends Row {
  role: string | null;
  contact: Recipient | null;
}

/** Whom no colleague invited, or who has come since: before that an address is only what somebody typed. */
const ARRIVED = { $or: [{ invitedEmail: { $null: true } }, { joinedAt: { $notNull: true } }] };

/**
 * Contacts of a customer whose role there reads documents and who are not blocked: by address, each once. Whom a
 * colleague invited is none before it came, whatever else it is: nothing is sent to it, and nothing told of it.
 */
export async function readersOf(strapi: Strapi, customer: number): Promise<Recipient[]> {
  const where = { customer, ...ARRIVED };
  const rows = await table<MembershipRow>(strapi, UID.membership).findMany({ where, populate: { contact: true } });
  const may = rows.filter(({ role }) => allows(rightsOf(role), 'documents.read'));
  const found = new Map(may.flatMap(({ contact }) => (contact && !contact.blocked ? [[contact.id, contact] as const] : [])));
  return [...found.values()].sort((a, b) => a.email.localeCompare(b.email));
}

/** Who gets a document: the contact that it is addressed to; where there is none, or it is its customer's no more, all of them. */
export async function recipientsOf(strapi: Strapi, { customer, contact }: Pick<DocumentRow, 'customer' | 'contact'>): Promise<Recipient[]> {
  const readers = customer ? await readersOf(strapi, customer.id) : [];
  const addressed = readers.filter(({ id }) => id === contact?.id);
  return addressed.length > 0 ? addressed : readers;
}
