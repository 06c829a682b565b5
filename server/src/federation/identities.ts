import { createHash } from 'node:crypto';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { statement } from '../platform/sql';
import { table, tableName, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { ExternalAccount } from '../saml';

export interface IdentityContact {
  id: number;
  email: string;
  epoch: number;
  blocked: boolean;
}

export interface IdentityRow extends Row {
  connection: string;
  email: string | null;
  providerSession: string | null;
  linkedAt: string | Date;
}

/** An identity with its contact as it was when the identity was; null once it was deleted. */
export interface KnownIdentity {
  id: number;
  contact: IdentityContact | null;
}

interface FoundRow {
  id: number;
  contactId: number | null;
  email: string;
  epoch: number;
  blocked: unknown;
}

/** What makes an identity: never the address, which people change and providers hand on. */
export type IdentityKey = Pick<ExternalAccount, 'connection' | 'issuer' | 'subject'>;

/** One value for the three, compared byte for byte whatever the database's collation. Pure. */
export const hashIdentity = ({ connection, issuer, subject }: IdentityKey): string =>
  createHash('sha256')
    .update(JSON.stringify([connection, issuer, subject]))
    .digest('hex');

/** Which person at an identity provider is which contact. */
export function createIdentities(strapi: Strapi) {
  const rows = table<IdentityRow>(strapi, UID.identity);

  // One statement, so that the epoch is of the moment in which the identity was the contact's.
  const found = statement<[string], FoundRow>(strapi, (hash) =>
    strapi.db
      .getConnection(`${tableName(strapi, UID.identity)} as i`)
      .leftJoin(`${tableName(strapi, UID.contact)} as p`, 'p.id', 'i.contact_id')
      .where('i.identity_hash', hash)
      .select('i.id', 'p.id as contactId', 'p.email', 'p.epoch', 'p.blocked'),
  );

  async function find(key: IdentityKey): Promise<KnownIdentity | null> {
    const [row] = await found([hashIdentity(key)]);
    if (!row) return null;
    const { id, contactId, email, epoch, blocked } = row;
    return { id, contact: contactId === null ? null : { id: contactId, email, epoch, blocked: Boolean(blocked) } };
  }

  async function requireRemovable(contactId: number, documentId: string, hasOther: () => Promise<boolean>): Promise<IdentityRow> {
    const identity = await rows.findOne({ where: { documentId, contact: contactId } });
    if (!identity) throw new PortalError('not-found');
    const others = await rows.count({ where: { contact: contactId, id: { $ne: identity.id } } });
    if (others === 0 && !(await hasOther())) throw new PortalError('last-way-in');
    return identity;
  }

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
      const data = { connection, issuer, subject, email, identityHash: hashIdentity(account), contact: contactId, linkedAt: now(strapi) };
      await rows.create({ data });
      return true;
    },

    /** Notes that it was used, and the address that the provider gives now. */
    async touch(identity: KnownIdentity, email: string | null): Promise<void> {
      await rows.updateMany({ where: { id: identity.id }, data: { lastUsedAt: now(strapi), ...(email !== null && { email }) } });
    },

    /** Notes how the provider's own session is named. */
    async keepProviderSession(key: IdentityKey, sealed: string): Promise<void> {
      await rows.updateMany({ where: { identityHash: hashIdentity(key) }, data: { providerSession: sealed } });
    },

    ofContact: (contactId: number): Promise<IdentityRow[]> =>
      rows.findMany({ where: { contact: contactId }, orderBy: { id: 'asc' }, limit: 100 }),

    /** @throws PortalError `not-found`, `last-way-in` */
    requireRemovable,

    /**
     * Takes an identity from a contact, unless it is the only way in. In a transaction that has raised the
     * contact's epoch: removals go one after the other, so that two at once cannot take the last two.
     * @throws PortalError `not-found`, `last-way-in`
     */
    async unlink(contactId: number, documentId: string, hasOther: () => Promise<boolean>): Promise<IdentityRow> {
      const identity = await requireRemovable(contactId, documentId, hasOther);
      await rows.deleteMany({ where: { id: identity.id } });
      return identity;
    },

    /** Takes every identity from a contact. */
    removeOf: (contactId: number) => rows.deleteMany({ where: { contact: contactId } }),

    /** Removes what belonged to contacts that were deleted. */
    removeOrphans: () => rows.deleteMany({ where: { contact: null } }),
  };
}

export type Identities = ReturnType<typeof createIdentities>;
