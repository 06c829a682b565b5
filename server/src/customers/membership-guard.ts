import { errors } from '@strapi/utils';
import type { Knex } from 'knex';
import { inTransaction, joinTable, table, tableName, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { relatedAfter, relationChange } from './relation-input';
import { createRights } from './rights';

type Data = Record<string, unknown>;
type Side = 'customer' | 'contact';

/** What Strapi's database lifecycles hand over, as far as these rules care. */
interface Event {
  params: { data?: Data; where?: Data };
  result?: unknown;
  state: Data;
}

type Ends = Record<Side, { id: number; documentId: string } | null>;

interface Pair extends Record<Side, number | null> {
  membership: number;
  /** Document ids of whom it was made for, as `pairOf` writes them. */
  madeFor: string | null;
}

const MOVED = 'A membership keeps its customer and its contact. Delete it, and add another one.';
const SIDES: readonly Side[] = ['customer', 'contact'];
const known = (ids: readonly (number | null)[]): number[] => ids.filter((id) => id !== null);

/** Whom a membership is for: it remembers both, so that one that was taken away does not come back for another. Pure. */
export function pairOf(membership: Ends & { madeFor: string | null }): string {
  const before = membership.madeFor?.split(':') ?? [];
  return SIDES.map((side, index) => membership[side]?.documentId ?? before[index] ?? '').join(':');
}

/**
 * Who acts for whom decides who signs in to what, so its rules are asked below every way of writing it: of
 * the membership, of the relations of customer and contact that lead to it, by the Content Manager, the
 * Document Service or the query layer. Nobody moves a membership; an editor makes and ends one, changes a
 * contact's address and blocks it only with the rights over all whom it concerns.
 */
export function guardMemberships(strapi: Strapi): void {
  const rights = createRights(strapi);
  const memberships = table<Row & Ends & { madeFor: string | null }>(strapi, UID.membership);

  async function pairs(where: Data): Promise<Pair[]> {
    const rows = await memberships.findMany({ where, populate: { customer: { select: ['id'] }, contact: { select: ['id'] } } });
    return rows.map(({ id, customer, contact, madeFor }) => ({ membership: id, customer: customer?.id ?? null, contact: contact?.id ?? null, madeFor }));
  }

  /** A membership that lacks a side gets one, but no other than it had. */
  async function refuseMove(pair: Pair, side: Side, id: number | undefined): Promise<void> {
    const former = pair.madeFor?.split(':')[SIDES.indexOf(side)];
    const same = !former || (id !== undefined && (await table(strapi, UID[side]).count({ where: { id, documentId: former } })) > 0);
    if (pair[side] !== null || !same) throw new errors.ValidationError(MOVED);
  }

  /** Before a side goes: those that are from before this was noted. */
  async function remember(ended: readonly Pair[]): Promise<void> {
    const ids = ended.filter(({ madeFor }) => madeFor === null).map(({ membership }) => membership);
    for (const membership of await memberships.findMany({ where: { id: { $in: ids } }, populate: { customer: true, contact: true } })) {
      await memberships.updateMany({ where: { id: membership.id }, data: { madeFor: pairOf(membership) } });
    }
  }

  const require = (concerned: readonly Pair[]): Promise<void> =>
    rights.require({ customers: known(concerned.map(({ customer }) => customer)), contacts: known(concerned.map(({ contact }) => contact)) });

  /**
   * The customers that contacts act for, read so that nobody adds one before the transaction is over: adding
   * one takes the contact's lock too. Read with a lock, MySQL answers what is there now and no snapshot.
   */
  const customersOf = (contacts: readonly number[]): Promise<number[]> =>
    inTransaction(strapi, async (transaction) => {
      const trx = transaction as unknown as Knex.Transaction;
      await lock(trx, contacts);
      const [ofContact, ofCustomer] = [joinTable(strapi, UID.membership, 'contact'), joinTable(strapi, UID.membership, 'customer')];
      const held = strapi.db.getConnection(ofContact.name).transacting(trx).whereIn(ofContact.other, [...contacts]).forShare();
      const ids = await held.pluck<number[]>(ofContact.own);
      return strapi.db.getConnection(ofCustomer.name).transacting(trx).whereIn(ofCustomer.own, ids).forShare().pluck<number[]>(ofCustomer.other);
    });

  async function lock(trx: Knex.Transaction, contacts: readonly number[]): Promise<void> {
    await strapi.db.getConnection(tableName(strapi, UID.contact)).transacting(trx).whereIn('id', [...contacts]).orderBy('id').forUpdate().select('id');
  }

  /** Whether an editor may end what these rows stand for; before they are deleted. */
  const mayEnd = (side: Side | null) => async ({ params: { where = {} } }: Event): Promise<void> => {
    if (!(await rights.apply())) return;
    if (side === null) return require(await pairs(where));
    const rows = await table(strapi, UID[side]).findMany({ where, select: ['id'] });
    const concerned = await pairs({ [side]: { id: { $in: rows.map(({ id }) => id) } } });
    if (concerned.length > 0) await require(concerned);
  };

  strapi.db.lifecycles.subscribe({
    models: [UID.membership],
    async beforeCreate(event: Event) {
      const [customers, contacts] = SIDES.map((side) => relatedAfter(relationChange(event.params.data?.[side]) ?? NOTHING, []));
      if ((customers?.length ?? 0) > 1 || (contacts?.length ?? 0) > 1) throw new errors.ValidationError('A membership has one customer and one contact.');
      // Whoever gives the contact another address meanwhile waits, and then sees this customer.
      if (contacts?.length) await inTransaction(strapi, (transaction) => lock(transaction as unknown as Knex.Transaction, contacts));
      await rights.require({ customers: customers ?? [], contacts: contacts ?? [] });
    },
    async beforeUpdate(event: Event) {
      const { data = {}, where = {} } = event.params;
      const [before] = await pairs({ id: (await memberships.findOne({ where, select: ['id'] }))?.id ?? 0 });
      if (!before) return;
      const after = { ...before };
      for (const side of SIDES) {
        const change = relationChange(data[side]);
        const now = known([before[side]]);
        const then = change ? relatedAfter(change, now) : now;
        if (then.length === now.length && then[0] === now[0]) continue;
        if (then.length > 1) throw new errors.ValidationError(MOVED);
        await refuseMove(before, side, then[0]);
        after[side] = then[0] ?? null;
      }
      if (after.customer !== before.customer || after.contact !== before.contact) await require([after]);
    },
    beforeDelete: mayEnd(null),
    beforeDeleteMany: mayEnd(null),
  });

  /** The same from the other side of the relation. */
  function guardSide(side: Side): void {
    const rows = table(strapi, UID[side]);
    const linked = async (id: number): Promise<number[]> => (await pairs({ [side]: { id } })).map(({ membership }) => membership);
    const refuseMoves = async (added: readonly number[], id?: number): Promise<Pair[]> => {
      const found = await pairs({ id: { $in: added } });
      for (const pair of found) await refuseMove(pair, side, id);
      return found;
    };
    strapi.db.lifecycles.subscribe({
      models: [UID[side]],
      async beforeCreate(event: Event) {
        const change = relationChange(event.params.data?.memberships);
        const added = change ? relatedAfter(change, []) : [];
        if (added.length > 0) await refuseMoves(added);
        event.state = { added };
      },
      async afterCreate(event: Event) {
        const { added = [] } = event.state as { added?: number[] };
        // Only now there is somebody of whom conditions can be asked; the Document Service takes it back.
        if (added.length > 0) await require(await pairs({ id: { $in: added } }));
      },
      async beforeUpdate(event: Event) {
        const { data = {}, where = {} } = event.params;
        const change = relationChange(data.memberships);
        const row = change && (await rows.findOne({ where, select: ['id'] }));
        if (!change || !row) return;
        const before = await linked(row.id);
        const after = relatedAfter(change, before);
        const added = after.filter((id) => !before.includes(id));
        const removed = before.filter((id) => !after.includes(id));
        const completed = (await refuseMoves(added, row.id)).map((pair) => ({ ...pair, [side]: row.id }));
        const ended = await pairs({ id: { $in: removed } });
        if (completed.length + ended.length > 0) await require([...completed, ...ended]);
        await remember(ended);
      },
      beforeDelete: mayEnd(side),
      beforeDeleteMany: mayEnd(side),
    });
  }
  SIDES.forEach(guardSide);

  /** Another address is another person; blocking shuts somebody out of all that they act for. */
  async function guardContact({ params: { data = {}, where = {} } }: Event): Promise<void> {
    if ((data.email === undefined && data.blocked === undefined) || !(await rights.apply())) return;
    const rows = await table<Row & { email: string; blocked: boolean }>(strapi, UID.contact).findMany({ where });
    const changed = rows.filter(
      ({ email, blocked }) => (data.email !== undefined && data.email !== email) || (data.blocked !== undefined && Boolean(data.blocked) !== Boolean(blocked)),
    );
    if (changed.length === 0) return;
    const contacts = changed.map(({ id }) => id);
    await rights.require({ customers: await customersOf(contacts), contacts });
  }
  strapi.db.lifecycles.subscribe({ models: [UID.contact], beforeUpdate: guardContact, beforeUpdateMany: guardContact });

  // A copy of a customer or contact would take the memberships along: they can only be in one place.
  strapi.documents.use((context, next) => {
    if (context.action === 'clone' && (context.uid === UID.customer || context.uid === UID.contact)) {
      const params = context.params as { data?: Data };
      params.data = { ...params.data, memberships: { set: [] } };
    }
    return next();
  });
}

const NOTHING = { set: null, connect: [], disconnect: [] };
