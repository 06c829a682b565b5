import { hashToken, seal, unseal } from '../platform/crypto';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { ExternalAccount } from '../saml';

const PURPOSE = 'pending-identity';

/** The connection's revision that vouched for it. */
interface Vouched {
  revision: number;
}

/** What is kept of a login until its owner has shown that the account is theirs; no more than linking needs. */
export type PendingAccount = Omit<ExternalAccount, 'claims' | 'authenticatedAt'> & Vouched;

/** Logins that a mailed link will connect. */
export function createPending(strapi: Strapi) {
  const rows = table<Row & { sealed: string }>(strapi, UID.pendingIdentity);

  return {
    async keep(
      token: string,
      contactId: number,
      { claims: _claims, authenticatedAt: _at, ...account }: ExternalAccount & Vouched,
      expiresAt: Date,
    ): Promise<void> {
      // One open question to a contact at a time, as its link is one.
      await rows.deleteMany({ where: { contact: contactId } });
      const sealed = seal(strapi, PURPOSE, JSON.stringify(account satisfies PendingAccount));
      await rows.create({ data: { tokenHash: hashToken(token), contact: contactId, sealed, expiresAt } });
    },

    /** The login that a link would connect, or null. */
    async of(token: string): Promise<(ExternalAccount & Vouched) | null> {
      const row = await rows.findOne({ where: { tokenHash: hashToken(token) } });
      return row && { ...(JSON.parse(unseal(strapi, PURPOSE, row.sealed)) as PendingAccount), claims: {}, authenticatedAt: null };
    },

    remove: (token: string) => rows.deleteMany({ where: { tokenHash: hashToken(token) } }),
    removeExpired: (instant: Date) => rows.deleteMany({ where: { expiresAt: { $lt: instant } } }),
  };
}

export type Pending = ReturnType<typeof createPending>;
