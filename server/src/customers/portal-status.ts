import type { Knex } from 'knex';
import type { CustomerPortalAccess, PortalStatus } from '../../../plugin/contract/editor/people';
import { inTransaction, tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/**
 * Whether somebody can sign in, or has and may: under single sign-on and with a mailed link nobody has a password.
 * Over `p`, a contact, and `d`, its password.
 */
export const IS_ACTIVE = { sql: '(p.blocked = ? and (d.id is not null or p.last_sign_in_at is not null))', bindings: [false] };

interface Switched {
  portalAccess: unknown;
  linkSentAt: unknown;
}

/** Portal status of a customer, of whose contacts somebody is active or nobody. Pure; `whereStatus` says the same to a database. */
export function portalStatusOf({ portalAccess, linkSentAt }: Switched, someoneActive: boolean): PortalStatus {
  if (portalAccess) return someoneActive ? 'active' : 'invited';
  return linkSentAt === null ? 'not-invited' : 'disabled';
}

/** Leaves the customers `c` of a status; `someone` finds a contact of theirs who is active. */
export function whereStatus(query: Knex.QueryBuilder, status: PortalStatus, someone: Knex.QueryBuilder): void {
  void query.where('c.portal_access', status === 'active' || status === 'invited');
  if (status === 'not-invited') void query.whereNull('c.link_sent_at');
  if (status === 'disabled') void query.whereNotNull('c.link_sent_at');
  if (status === 'active') void query.whereExists(someone);
  if (status === 'invited') void query.whereNotExists(someone);
}

type ContactStatus = CustomerPortalAccess['contacts'][number]['status'];

/** Portal status of a contact. Pure. */
export function contactStatusOf({ blocked, invitedAt }: { blocked: boolean; invitedAt: unknown }, active: boolean): ContactStatus {
  if (blocked) return 'disabled';
  if (active) return 'active';
  return invitedAt ? 'invited' : 'not-invited';
}

/** Which of these contacts are active. */
export const activeAmong = (strapi: Strapi, ids: readonly number[]): Promise<Set<number>> =>
  inTransaction(strapi, async (transaction) => {
    const people = strapi.db.getConnection(`${tableName(strapi, UID.contact)} as p`).transacting(transaction as never);
    const active = await people
      .leftJoin(`${tableName(strapi, UID.credential)} as d`, 'd.contact_id', 'p.id')
      .whereIn('p.id', [...ids])
      .whereRaw(IS_ACTIVE.sql, IS_ACTIVE.bindings)
      .select<{ id: number }[]>('p.id');
    return new Set(active.map(({ id }) => id));
  });
