import { statement } from '../platform/sql';
import { joinTable, tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

interface AccessRow {
  id: number;
  name: string;
  factors: number | string;
  invited_email: string | null;
  joined_at: unknown;
}

/** What stands between a proof and its session. */
export interface Access {
  /** Customers that the contact may act for, by name, those that colleagues invited it to meanwhile last; empty when there are none or it is blocked. */
  customers: { id: number; name: string }[];
  /** It has a second factor to prove. */
  hasFactor: boolean;
}

/** Reads what stands between a proof and its session, in one statement: beside a password's hash, reads are most of a sign-in's cost. */
export function createAccess(strapi: Strapi): (contactId: number) => Promise<Access> {
  const from = (uid: string, as: string) => strapi.db.getConnection(`${tableName(strapi, uid)} as ${as}`);

  const access = statement<[boolean, number, boolean, boolean], AccessRow>(strapi, (active, contactId, blocked, portalAccess) => {
    const ofContact = joinTable(strapi, UID.membership, 'contact');
    const ofCustomer = joinTable(strapi, UID.membership, 'customer');
    return from(UID.contact, 'p')
      .join(`${ofContact.name} as mp`, `mp.${ofContact.other}`, 'p.id')
      .join(`${tableName(strapi, UID.membership)} as m`, 'm.id', `mp.${ofContact.own}`)
      .join(`${ofCustomer.name} as mc`, `mc.${ofCustomer.own}`, 'm.id')
      .join(`${tableName(strapi, UID.customer)} as c`, 'c.id', `mc.${ofCustomer.other}`)
      .select('c.id', 'c.name', 'm.invited_email', 'm.joined_at')
      .select(from(UID.factor, 'f').whereRaw('f.contact_id = p.id').where('f.active', active).count('*').as('factors'))
      .where('p.id', contactId)
      .where('p.blocked', blocked)
      .where('c.portal_access', portalAccess);
  });

  return async (contactId) => {
    const rows = await access([true, contactId, false, true]);
    // Who signs in as ever has not taken up an invitation by that.
    const customers = rows.map(({ id, name, invited_email: email, joined_at: joined }) => ({
      id,
      name,
      awaited: email !== null && joined === null,
    }));
    customers.sort((a, b) => Number(a.awaited) - Number(b.awaited) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id));
    return { customers, hasFactor: Number(rows[0]?.factors ?? 0) > 0 };
  };
}

export type AccessOf = ReturnType<typeof createAccess>;
