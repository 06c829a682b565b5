import { errors } from '@strapi/utils';
import { activityOf } from '../activity';
import { actingEditor } from '../platform/editor-request';
import { hold } from '../platform/hold';
import { table, type Row, type Strapi } from '../platform/strapi';
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

interface Ends {
  customer: { id: number; documentId: string; name: string } | null;
  contact: { id: number; documentId: string; email: string } | null;
}

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
 * Document Service or the query layer. Nobody moves a membership; an editor makes and ends one only with the
 * rights over all whom it concerns.
 */
export function guardMemberships(strapi: Strapi): void {
  const rights = createRights(strapi);
  const memberships = table<Row & Ends & { madeFor: string | null }>(strapi, UID.membership);

  async function pairs(where: Data): Promise<Pair[]> {
    const rows = await memberships.findMany({ where, populate: { customer: { select: ['id'] }, contact: { select: ['id'] } } });
    return rows.map(({ id, customer, contact, madeFor }) => ({
      membership: id,
      customer: customer?.id ?? null,
      contact: contact?.id ?? null,
      madeFor,
    }));
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

  /** What an editor made or ended, by the names of then; part of the transaction that does it. */
  async function tell(kind: 'membership-added' | 'membership-removed', concerned: readonly Pick<Pair, 'membership'>[]): Promise<void> {
    const editor = await actingEditor(strapi);
    if (!editor) return;
    const where = { id: { $in: concerned.map(({ membership }) => membership) } };
    for (const { customer, contact } of await memberships.findMany({ where, populate: { customer: true, contact: true } })) {
      await activityOf(strapi).record({
        kind,
        email: contact?.email ?? '',
        contactId: contact?.id,
        editor: editor.email,
        detail: customer?.name ?? '',
      });
    }
  }

  const require = (concerned: readonly Pair[]): Promise<void> =>
    rights.require({
      customers: known(concerned.map(({ customer }) => customer)),
      contacts: known(concerned.map(({ contact }) => contact)),
    });

  /** Whether an editor may end what these rows stand for; before they are deleted. */
  const mayEnd =
    (side: Side | null) =>
    async ({ params: { where = {} } }: Event): Promise<void> => {
      if (!(await rights.apply())) return;
      if (side === null) {
        const ended = await pairs(where);
        await require(ended);
        return tell('membership-removed', ended);
      }
      const rows = await table(strapi, UID[side]).findMany({ where, select: ['id'] });
      const concerned = await pairs({ [side]: { id: { $in: rows.map(({ id }) => id) } } });
      if (concerned.length === 0) return;
      await require(concerned);
      await tell('membership-removed', concerned);
    };

  strapi.db.lifecycles.subscribe({
    models: [UID.membership],
    async beforeCreate(event: Event) {
      const [customers, contacts] = SIDES.map((side) => relatedAfter(relationChange(event.params.data?.[side]) ?? NOTHING, []));
      if ((customers?.length ?? 0) > 1 || (contacts?.length ?? 0) > 1)
        throw new errors.ValidationError('A membership has one customer and one contact.');
      // Whoever gives the contact another address meanwhile waits, and then sees this customer.
      if (contacts?.length) await hold(strapi, UID.contact, { id: contacts });
      await rights.require({ customers: customers ?? [], contacts: contacts ?? [] });
    },
    async afterCreate({ result }: Event) {
      await tell('membership-added', [{ membership: (result as Row).id }]);
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
        await tell('membership-removed', ended);
      },
      beforeDelete: mayEnd(side),
      beforeDeleteMany: mayEnd(side),
    });
  }
  SIDES.forEach(guardSide);

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
