import type { LinkPurpose } from '../../../plugin/contract/customer/invitation';
import { now, plusSeconds } from '../platform/clock';
import { configOf } from '../platform/config';
import { hashToken, randomToken } from '../platform/crypto';
import { PortalError } from '../platform/errors';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

export interface LinkContact extends Row {
  email: string;
  firstName: string | null;
  lastName: string | null;
  language: 'en' | 'de' | null;
  blocked: boolean;
}

interface LinkRow extends Row {
  contact: LinkContact | null;
}

/** Mailed links: one purpose, one contact, one use. */
export function createLinks(strapi: Strapi) {
  const rows = table<LinkRow>(strapi, UID.oneTimeToken);

  const usable = (purpose: LinkPurpose, token: string) => ({
    tokenHash: hashToken(token),
    purpose,
    usedAt: null,
    expiresAt: { $gt: now() },
  });

  return {
    /** Makes a link's token; earlier unused ones of the same purpose stop working. */
    async create(purpose: LinkPurpose, contactId: number): Promise<{ token: string; expiresAt: Date }> {
      const { invitationSeconds, passwordResetSeconds } = configOf(strapi).links;
      const expiresAt = plusSeconds(now(), purpose === 'invitation' ? invitationSeconds : passwordResetSeconds);
      const token = randomToken();
      await rows.deleteMany({ where: { contact: contactId, purpose, usedAt: null } });
      await rows.create({ data: { tokenHash: hashToken(token), purpose, contact: contactId, expiresAt } });
      return { token, expiresAt };
    },

    /** Whom a link is for; it stays usable. */
    async preview(purpose: LinkPurpose, token: string): Promise<LinkContact> {
      const row = await rows.findOne({ where: usable(purpose, token), populate: { contact: true } });
      if (!row?.contact || row.contact.blocked) throw new PortalError('invalid-link');
      return row.contact;
    },

    /** Uses a link up. Of any number of parallel calls one succeeds: the UPDATE's count decides. */
    async consume(purpose: LinkPurpose, token: string): Promise<void> {
      const { count } = await rows.updateMany({ where: usable(purpose, token), data: { usedAt: now() } });
      if (count !== 1) throw new PortalError('invalid-link');
    },

    /** Voids every open link of a contact. */
    revoke: (contactId: number) => rows.deleteMany({ where: { contact: contactId, usedAt: null } }),

    removeExpired: (instant: Date) => rows.deleteMany({ where: { expiresAt: { $lt: instant } } }),
  };
}

export type Links = ReturnType<typeof createLinks>;
