import { statement } from '../platform/statement';
import { joinTable, tableName, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

interface CredentialRow {
  id: number;
  email: string;
  epoch: number;
  passwordHash: string | null;
}

interface AccessRow {
  id: number;
  name: string;
  factors: number | string;
}

/** What stands between a proof and its session. */
export interface Access {
  /** Customers that the contact may act for, by name; empty when there are none or it is blocked. */
  customers: { id: number; name: string }[];
  /** It has a second factor to prove. */
  hasFactor: boolean;
}

/** What a sign-in reads: beside the hash most of its cost, hence one statement before the hash and one after it. */
export function createSignInReads(strapi: Strapi) {
  const from = (uid: string, as: string) => strapi.db.getConnection(`${tableName(strapi, uid)} as ${as}`);

  const credential = statement<[string], CredentialRow>(strapi, (email) =>
    from(UID.contact, 'p')
      .leftJoin(`${tableName(strapi, UID.credential)} as k`, 'k.contact_id', 'p.id')
      .where('p.email', email)
      .select('p.id', 'p.email', 'p.epoch', 'k.password_hash as passwordHash'),
  );

  const access = statement<[boolean, number, boolean, boolean], AccessRow>(strapi, (active, contactId, blocked, portalAccess) => {
    const ofContact = joinTable(strapi, UID.membership, 'contact');
    const ofCustomer = joinTable(strapi, UID.membership, 'customer');
    return from(UID.contact, 'p')
      .join(`${ofContact.name} as mp`, `mp.${ofContact.other}`, 'p.id')
      .join(`${ofCustomer.name} as mc`, `mc.${ofCustomer.own}`, `mp.${ofContact.own}`)
      .join(`${tableName(strapi, UID.customer)} as c`, 'c.id', `mc.${ofCustomer.other}`)
      .select('c.id', 'c.name')
      .select(from(UID.factor, 'f').whereRaw('f.contact_id = p.id').where('f.active', active).count('*').as('factors'))
      .where('p.id', contactId)
      .where('p.blocked', blocked)
      .where('c.portal_access', portalAccess);
  });

  return {
    /** The contact of exactly this email address, its epoch and its password's hash; the same work for an unknown one. */
    async credentialOf(email: string): Promise<{ contactId: number | null; epoch: number; passwordHash: string | null }> {
      // MariaDB compares without accents and case: only the very address counts.
      const found = (await credential([email])).find((row) => row.email === email);
      return { contactId: found?.id ?? null, epoch: found?.epoch ?? -1, passwordHash: found?.passwordHash ?? null };
    },

    async accessOf(contactId: number): Promise<Access> {
      const rows = await access([true, contactId, false, true]);
      const customers = rows.map(({ id, name }) => ({ id, name }));
      customers.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id));
      return { customers, hasFactor: Number(rows[0]?.factors ?? 0) > 0 };
    },
  };
}

export type SignInReads = ReturnType<typeof createSignInReads>;
