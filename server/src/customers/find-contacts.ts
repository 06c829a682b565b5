import { FOUND_PAGE, NAMED_CUSTOMERS, type FoundContact } from '../../../plugin/contract/editor/memberships';
import type { Editor } from '../kernel/binder';
import { platformOf } from '../platform';
import { table, toDate, type Row, type Strapi } from '../platform/strapi';
import { idsWith, wordsOf } from '../platform/search';
import { UID } from '../platform/uid';
import type { ContactRow } from './rows';
import { fieldsRead, legibleTo, readableBy } from './reading';

interface Membership {
  contact: { id: number } | null;
  customer: { id: number } | null;
}

/** Finds contacts for the dialog that adds one to a customer, and says of each who it is and for whom it acts. */
export function createContactFinder(strapi: Strapi) {
  const contacts = table<ContactRow & { jobTitle: string | null }>(strapi, UID.contact);
  const memberships = table<Row & Membership>(strapi, UID.membership);
  const customers = table<Row & { name: string }>(strapi, UID.customer);

  /** Per contact, ids of the customers that it acts for. */
  async function customersOf(ids: number[]): Promise<Map<number, Set<number>>> {
    const rows = await memberships.findMany({
      where: { contact: { id: { $in: ids } } },
      select: ['id'],
      populate: { contact: { select: ['id'] }, customer: { select: ['id'] } },
    });
    const found = new Map(ids.map((id) => [id, new Set<number>()]));
    for (const { contact, customer } of rows) if (contact && customer) found.get(contact.id)?.add(customer.id);
    return found;
  }

  return async function find(
    editor: Editor,
    customerId: number,
    { search, page = 1 }: { search: string; page?: number },
  ): Promise<{ rows: FoundContact[]; more: boolean }> {
    const [readableContacts, readableCustomers] = [
      await readableBy(strapi, editor, UID.contact),
      await readableBy(strapi, editor, UID.customer),
    ];
    const columns = fieldsRead(editor, UID.contact, ['email', 'firstName', 'lastName'] as const);
    if (columns.length === 0) return { rows: [], more: false };
    const legible = legibleTo(editor, UID.contact, ['email', 'firstName', 'lastName', 'jobTitle']);
    const mayName = fieldsRead(editor, UID.customer, ['name']).length > 0;
    const found = await contacts.findMany({
      where: { $and: [...wordsOf(search).map((word) => idsWith(strapi, UID.contact, columns, word)), readableContacts] },
      orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }, { email: 'asc' }],
      offset: (page - 1) * FOUND_PAGE,
      limit: FOUND_PAGE + 1,
    });
    const people = found.slice(0, FOUND_PAGE).map(legible);
    const numbers = people.map(({ id }) => id);
    const [actsFor, mails] = [await customersOf(numbers), await platformOf(strapi).mail.fates(numbers)];
    const ids = [...new Set([...actsFor.values()].flatMap((of) => [...of]))];
    const named = await customers.findMany({
      where: { $and: [{ id: { $in: ids } }, readableCustomers] },
      select: ['id', 'documentId', 'name'],
      orderBy: { name: 'asc' },
    });
    return {
      more: found.length > FOUND_PAGE,
      rows: people.map((contact) => {
        const others = new Set(actsFor.get(contact.id));
        const member = others.delete(customerId);
        const shown = (mayName ? named : []).filter(({ id }) => others.has(id)).slice(0, NAMED_CUSTOMERS);
        return {
          id: contact.documentId,
          name: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
          email: contact.email,
          jobTitle: contact.jobTitle ?? '',
          blocked: contact.blocked,
          member,
          lastSignInAt: contact.lastSignInAt === null ? null : toDate(contact.lastSignInAt).toISOString(),
          mail: mails.get(contact.id) ?? null,
          customers: shown.map(({ documentId: id, name }) => ({ id, name })),
          moreCustomers: others.size - shown.length,
        };
      }),
    };
  };
}
