import { samlSettings } from '../../../plugin/settings/connection';
import { inTransaction, joinTable, table, tableName, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/** Who could not sign in any more. */
export interface LockedOut {
  contacts: number;
  /** Customers whom these contacts act for. */
  customers: number;
}

/**
 * Contacts with access who cannot come in by single sign-on: their address is of no domain that a connection
 * which is on speaks for, and none of their logins is there.
 */
export async function countLockedOut(strapi: Strapi): Promise<LockedOut> {
  const connections = await table<Row & { settings: unknown }>(strapi, UID.connection).findMany({ where: { kind: 'saml', enabled: true } });
  const keys = connections.map(({ documentId }) => documentId);
  const domains = connections.flatMap(({ settings }) => {
    const stored: unknown = typeof settings === 'string' ? JSON.parse(settings) : settings;
    return samlSettings.shape.domains.safeParse((stored as { domains?: unknown }).domains).data ?? [];
  });
  const ofContact = joinTable(strapi, UID.membership, 'contact');
  const ofCustomer = joinTable(strapi, UID.membership, 'customer');
  return inTransaction(strapi, async (trx) => {
    const from = (uid: string, as: string) => strapi.db.getConnection(`${tableName(strapi, uid)} as ${as}`);
    const query = from(UID.contact, 'p')
      .transacting(trx as never)
      .join(`${ofContact.name} as mp`, `mp.${ofContact.other}`, 'p.id')
      .join(`${ofCustomer.name} as mc`, `mc.${ofCustomer.own}`, `mp.${ofContact.own}`)
      .join(`${tableName(strapi, UID.customer)} as c`, 'c.id', `mc.${ofCustomer.other}`)
      .where('p.blocked', false)
      .where('c.portal_access', true)
      .whereNotExists(from(UID.identity, 'i').whereRaw('i.contact_id = p.id').whereIn('i.connection', keys).select('i.id'));
    // Stored addresses and domains have one spelling; a domain has no character that stands for others.
    for (const domain of domains) void query.whereNot('p.email', 'like', `%@${domain}`);
    const [counts] = await query.countDistinct<{ contacts: number | string; customers: number | string }[]>({
      contacts: 'p.id',
      customers: 'c.id',
    });
    return { contacts: Number(counts?.contacts ?? 0), customers: Number(counts?.customers ?? 0) };
  });
}
