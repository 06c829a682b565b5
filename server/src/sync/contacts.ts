import { syncContact, type SyncContact, type SyncReport } from '../../../plugin/contract/customer/sync';
import { contactAttributes } from '../customers';
import { retrying } from '../platform/deadlock';
import { documentsOf } from '../platform/documents';
import { createDocument, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { eachRow, refuseRow, type Outcome } from './report';
import { addedValues, holdRow, upsert } from './upsert';

interface Membership extends Row {
  role: string | null;
  customer: (Row & { externalId: string | null }) | null;
}

/**
 * Contacts and whom they act for, each in a transaction of its own. One that has no external id yet is taken for the
 * row's by its email address, which is a contact's once.
 */
export async function syncContacts(strapi: Strapi, sent: readonly unknown[]): Promise<SyncReport> {
  const contacts = table(strapi, UID.contact);
  const memberships = table<Membership>(strapi, UID.membership);

  async function byEmail({ email }: SyncContact) {
    const found = email === undefined ? null : await contacts.findOne({ where: { email } });
    return found?.externalId === null ? found : null;
  }

  /** Whether something changed. */
  async function follow(contact: Row, wanted: NonNullable<SyncContact['customers']>): Promise<boolean> {
    const ids = wanted.map(({ externalId }) => externalId);
    if (new Set(ids).size !== ids.length) refuseRow(['customers'], 'twice', 'name a customer twice');
    const customers = await table(strapi, UID.customer).findMany({ where: { externalId: { $in: ids } } });
    const known = new Map(customers.map((customer) => [customer.externalId as string, customer]));
    wanted.forEach(({ externalId }, index) => {
      if (!known.has(externalId)) refuseRow(['customers', index, 'externalId'], 'no-such-record', 'is no external id of a customer');
    });
    const present = await memberships.findMany({ where: { contact: contact.id }, populate: { customer: true } });
    let changed = false;
    for (const { externalId, role } of wanted) {
      const there = present.find(({ customer }) => customer?.externalId === externalId);
      if (there && (role === undefined || role === there.role)) continue;
      changed = true;
      if (there) await documentsOf(strapi, UID.membership).update({ documentId: there.documentId, data: { role } });
      else
        await createDocument(strapi, UID.membership, {
          customer: known.get(externalId)?.documentId,
          contact: contact.documentId,
          ...(role && { role }),
        });
    }
    for (const { documentId, customer } of present) {
      if (!customer?.externalId || ids.includes(customer.externalId)) continue;
      changed = true;
      await documentsOf(strapi, UID.membership).delete({ documentId });
    }
    return changed;
  }

  function write({ attributes, customers, ...values }: SyncContact): Promise<Outcome> {
    const data = { ...addedValues(strapi, UID.contact, contactAttributes, attributes), ...values };
    return retrying(strapi, async () => {
      await holdRow(strapi, UID.contact, values.externalId, ['email', values.email]);
      const { row, result, id } = await upsert(strapi, UID.contact, data, { find: () => byEmail(values), required: ['email'] });
      const moved = customers !== undefined && (await follow(row, customers));
      return { result: result === 'unchanged' && moved ? 'updated' : result, id };
    });
  }

  return eachRow(syncContact, sent, write);
}
