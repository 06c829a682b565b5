import type { Knex } from 'knex';
import { canonicalEmail } from '../../../plugin/rules/email';
import { activityOf } from '../activity';
import { platformOf } from '../platform';
import { actingEditor } from '../platform/editor-request';
import { hold } from '../platform/hold';
import { inTransaction, joinTable, table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { createRights } from './rights';
import type { ContactRow } from './rows';

interface Event {
  params: { data?: Record<string, unknown>; where?: Record<string, unknown> };
}

/**
 * The customers that contacts act for, read so that nobody adds one before the transaction is over: adding
 * one takes the contact's lock too. Read with a lock, MySQL answers what is there now and no snapshot.
 */
export const customersOf = (strapi: Strapi, contacts: readonly number[]): Promise<number[]> =>
  inTransaction(strapi, async (transaction) => {
    const trx = transaction as unknown as Knex.Transaction;
    await hold(strapi, UID.contact, { id: contacts });
    const [ofContact, ofCustomer] = [joinTable(strapi, UID.membership, 'contact'), joinTable(strapi, UID.membership, 'customer')];
    const held = strapi.db
      .getConnection(ofContact.name)
      .transacting(trx)
      .whereIn(ofContact.other, [...contacts])
      .forShare();
    const ids = await held.pluck<number[]>(ofContact.own);
    return strapi.db
      .getConnection(ofCustomer.name)
      .transacting(trx)
      .whereIn(ofCustomer.own, ids)
      .forShare()
      .pluck<number[]>(ofCustomer.other);
  });

/**
 * Writing an address down takes it from whoever signs up with it, another address is another person, as is another number where codes are sent to numbers, and
 * blocking shuts somebody out of all that they act for: an editor needs the rights for that, over all of it.
 */
export function guardContacts(strapi: Strapi): void {
  const rights = createRights(strapi);
  const { texts } = platformOf(strapi);

  async function guard({ params: { data = {}, where = {} } }: Event): Promise<void> {
    const { email, blocked, phone } = texts.isSetUp() ? data : { ...data, phone: undefined };
    const editor = email === undefined && blocked === undefined && phone === undefined ? null : await actingEditor(strapi);
    if (!editor) return;
    const rows = await table<ContactRow>(strapi, UID.contact).findMany({ where });
    const turned = rows.filter(({ blocked }) => data.blocked !== undefined && Boolean(data.blocked) !== Boolean(blocked));
    const renamed = rows.filter(({ email }) => data.email !== undefined && data.email !== email && data.email !== canonicalEmail(email));
    const renumbered = rows.filter((row) => phone !== undefined && (phone ?? '') !== (row.phone ?? ''));
    const contacts = [...new Set([...turned, ...renamed, ...renumbered].map(({ id }) => id))];
    if (contacts.length === 0) return;
    await rights.require({ customers: await customersOf(strapi, contacts), contacts });
    for (const { email } of turned) {
      await activityOf(strapi).record({ kind: data.blocked ? 'contact-blocked' : 'contact-unblocked', email, editor: editor.email });
    }
  }
  // Nobody reads yet what is being made; what it acts for is asked with its memberships.
  const guardNew = (): Promise<void> => rights.require({ customers: [] });
  strapi.db.lifecycles.subscribe({
    models: [UID.contact],
    beforeCreate: guardNew,
    beforeCreateMany: guardNew,
    beforeUpdate: guard,
    beforeUpdateMany: guard,
  });
}
