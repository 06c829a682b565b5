import type { ErrorCode } from '../../../plugin/contract/errors';
import { PortalError } from '../platform/errors';
import { inTransaction, tableName, type Strapi, type Transaction } from '../platform/strapi';
import { UID } from '../platform/uid';
import { BY_EDITOR } from './ways-in';

/** The epoch that every contact begins at. */
export const FIRST_EPOCH = 0;

/** What dies with an epoch. Rows that come from a sign-in under way stay behind, and are as dead. */
const DYING = [UID.session, UID.challenge, UID.rememberedBrowser, UID.oneTimeToken, UID.pendingIdentity];

/** A link, and the login that it would connect. */
const LINKED: string[] = [UID.oneTimeToken, UID.pendingIdentity];

/** Whose doing it is that an epoch ends. Nobody named: an editor's or a team's, whose right to it no epoch ends. */
export interface Raising {
  /** Somebody who proved something under this epoch: it must be the present one. */
  from?: number;
  /** Somebody who is signed in: the session must be alive, and alone goes on. */
  session?: number;
  /** Ends what came in by this way only; sessions of others go on. */
  method?: string;
  /** Mailed links that nobody used yet go on, as far as they are of the epoch that ends. */
  keepLinks?: boolean;
  /** What is answered to who may not any more. */
  refusal?: ErrorCode;
}

export interface Raised {
  /** The contact's epoch from now on. */
  epoch: number;
  /** How many sessions were ended. */
  ended: number;
}

/**
 * The epoch of a contact: what was proved under one holds only until the next. A proof carries the epoch that
 * was read together with what was proved or before it, what it opens is written under that epoch, and whoever
 * reads it compares: no order in which a change and a sign-in come can leave a session that outlives the change.
 */
export function createEpochs(strapi: Strapi) {
  const rowsOf = (trx: Transaction, uid: string) => strapi.db.getConnection(tableName(strapi, uid)).transacting(trx as never);

  /** By their ids: a deletion by contact would lock the gaps beside its rows on MariaDB, and two neighbours each other. */
  async function removeDead(trx: Transaction, uid: string, contactId: number, epoch: number): Promise<number> {
    const dead = await rowsOf(trx, uid)
      .where('contact_id', contactId)
      .modify((query) => {
        if (uid === UID.session) void query.whereNot('epoch', epoch);
        if (uid === UID.oneTimeToken) void query.whereNull('used_at');
      })
      .select<{ id: number }[]>('id');
    const ids = dead.map(({ id }) => id);
    return ids.length > 0 ? rowsOf(trx, uid).whereIn('id', ids).delete() : 0;
  }

  /** By their ids, as above. */
  async function carryLinks(trx: Transaction, contactId: number, epoch: number): Promise<void> {
    const links = rowsOf(trx, UID.oneTimeToken)
      .where({ contact_id: contactId, epoch: epoch - 1 })
      .whereNull('used_at');
    const ids = (await links.select<{ id: number }[]>('id')).map(({ id }) => id);
    if (ids.length > 0) await rowsOf(trx, UID.oneTimeToken).whereIn('id', ids).whereNull('used_at').update({ epoch });
  }

  return {
    /**
     * Ends everything that was proved before: in the transaction of the change that it follows from, and first in
     * it, so that everything locks the contact before anything else.
     * @throws PortalError `refusal` when the right to make the change has ended meanwhile
     */
    raise: (contactId: number, { from, session, method, keepLinks = false, refusal = 'signed-out' }: Raising = {}): Promise<Raised> =>
      inTransaction(strapi, async (trx) => {
        const contact = rowsOf(trx, UID.contact).where('id', contactId);
        const changed = await (from === undefined ? contact : contact.where('epoch', from)).increment('epoch', 1);
        if (changed !== 1) throw new PortalError(refusal);
        // The row is locked, or ours: nobody else reads it differently before the commit.
        const epoch = from === undefined ? await epochIn(trx, contactId) : from + 1;
        const going = () => rowsOf(trx, UID.session).where({ contact_id: contactId, epoch: epoch - 1 });
        if (session !== undefined && (await going().where('id', session).update({ epoch })) !== 1) throw new PortalError(refusal);
        if (method !== undefined) await going().whereNot('method', method).update({ epoch });
        const ended = await removeDead(trx, UID.session, contactId, epoch);
        if (keepLinks) await carryLinks(trx, contactId, epoch);
        for (const uid of DYING.slice(1)) if (!keepLinks || !LINKED.includes(uid)) await removeDead(trx, uid, contactId, epoch);
        return { epoch, ended };
      }),

    /** Ends everything that was proved before of every contact, but what single sign-on or an editor's link opened. */
    raiseAll: (): Promise<void> =>
      inTransaction(strapi, async (trx) => {
        await rowsOf(trx, UID.contact).increment('epoch', 1);
        const ofBefore = strapi.db
          .getConnection(`${tableName(strapi, UID.contact)} as p`)
          .whereRaw('p.id = contact_id')
          .select(strapi.db.connection.raw('p.epoch - 1'));
        const sessions = rowsOf(trx, UID.session).where('epoch', ofBefore.clone());
        await sessions.where((query) => void query.where('proved_elsewhere', true).orWhere('method', BY_EDITOR)).increment('epoch', 1);
        await rowsOf(trx, UID.oneTimeToken).where('epoch', ofBefore).where('by_editor', true).increment('epoch', 1);
      }),

    /**
     * Whether the contact is still at an epoch; within a transaction it stays there until the end of it. For
     * what ends nothing by itself and must not happen after something that does. With `session` that one is
     * alive as well.
     */
    holds: (contactId: number, epoch: number, session?: number): Promise<boolean> =>
      inTransaction(strapi, async (trx) => {
        // Updates that change nothing, for their locks and counts.
        if ((await rowsOf(trx, UID.contact).where({ id: contactId, epoch }).update({ epoch })) !== 1) return false;
        return session === undefined || (await rowsOf(trx, UID.session).where({ id: session, epoch }).update({ epoch })) === 1;
      }),
  };

  async function epochIn(trx: Transaction, contactId: number): Promise<number> {
    const [row] = await rowsOf(trx, UID.contact).where('id', contactId).select<{ epoch: number }[]>('epoch');
    if (!row) throw new PortalError('not-found');
    return row.epoch;
  }
}

export type Epochs = ReturnType<typeof createEpochs>;
