import { createHash } from 'node:crypto';
import { now } from '../../platform/clock';
import { PortalError } from '../../platform/errors';
import { table, tableName, type Row, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import type { ExternalAccount } from './external-account';

export interface IdentityContact {
  id: number;
  email: string;
  blocked: boolean;
}

export interface IdentityRow extends Row {
  connection: string;
  email: string | null;
  providerSession: string | null;
  linkedAt: string | Date;
  contact?: IdentityContact | null;
}

/** What makes an identity: never the address, which people change and providers hand on. */
export type IdentityKey = Pick<ExternalAccount, 'connection' | 'issuer' | 'subject'>;

/** One value for the three, compared byte for byte whatever the database's collation. Pure. */
export const hashIdentity = ({ connection, issuer, subject }: IdentityKey): string =>
  createHash('sha256').update(JSON.stringify([connection, issuer, subject])).digest('hex');

const POPULATE = { contact: { select: ['id', 'email', 'blocked'] } };

/** Which person at an identity provider is which contact. */
export function createIdentities(strapi: Strapi) {
  const rows = table<IdentityRow>(strapi, UID.identity);

  const find = (key: IdentityKey): Promise<IdentityRow | null> =>
    rows.findOne({ where: { identityHash: hashIdentity(key) }, populate: POPULATE });

  return {
    find,

    /**
     * Makes an identity a contact's; false when it was already. The hash is unique in the database: of
     * two at once one fails.
     * @throws PortalError `conflict` when it is another contact's
     */
    async link(account: ExternalAccount, contactId: number): Promise<boolean> {
      const known = await find(account);
      if (known?.contact) {
        if (known.contact.id !== contactId) throw new PortalError('conflict', { message: 'This login is connected to another account.' });
        return false;
      }
      // Its contact was deleted: nobody's.
      if (known) await rows.deleteMany({ where: { id: known.id } });
      const { connection, issuer, subject, email } = account;
      const data = { connection, issuer, subject, email, identityHash: hashIdentity(account), contact: contactId, linkedAt: now() };
      await rows.create({ data });
      return true;
    },

    /** Notes that it was used, and the address that the provider gives now. */
    async touch(identity: IdentityRow, email: string | null): Promise<void> {
      await rows.updateMany({ where: { id: identity.id }, data: { lastUsedAt: now(), ...(email !== null && { email }) } });
    },

    /** Notes how the provider's own session is named. */
    async keepProviderSession(key: IdentityKey, sealed: string): Promise<void> {
      await rows.updateMany({ where: { identityHash: hashIdentity(key) }, data: { providerSession: sealed } });
    },

    ofContact: (contactId: number): Promise<IdentityRow[]> => rows.findMany({ where: { contact: contactId }, orderBy: { id: 'asc' }, limit: 100 }),

    /**
     * Takes an identity from a contact, unless it is the only way in. Removals of one contact go one
     * after the other, so that two at once cannot take the last two.
     * @throws PortalError `not-found`, `last-way-in`
     */
    async unlink(contactId: number, documentId: string, hasOther: () => Promise<boolean>): Promise<IdentityRow> {
      return strapi.db.transaction(async ({ trx }) => {
        const lock = strapi.db.getConnection(tableName(strapi, UID.contact)).where('id', contactId).forUpdate().select('id');
        await lock.transacting(trx as never);
        const identity = await rows.findOne({ where: { documentId, contact: contactId } });
        if (!identity) throw new PortalError('not-found');
        const others = await rows.count({ where: { contact: contactId, id: { $ne: identity.id } } });
        if (others === 0 && !(await hasOther())) throw new PortalError('last-way-in');
        await rows.deleteMany({ where: { id: identity.id } });
        return identity;
      });
    },

    /** Removes what belonged to contacts that were deleted. */
    removeOrphans: () => rows.deleteMany({ where: { contact: null } }),
  };
}

export type Identities = ReturnType<typeof createIdentities>;
