import type { LinkPurpose } from '../../../plugin/contract/customer/invitation';
import { now, plusSeconds } from '../platform/clock';
import { configOf } from '../platform/config';
import { hashToken, randomToken } from '../platform/crypto';
import { PortalError } from '../platform/errors';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

export interface LinkContact extends Row {
  email: string;
  /** See `epochs.ts`: what is done for a link that was found goes by the epoch that the link carries. */
  epoch: number;
  firstName: string | null;
  lastName: string | null;
  language: 'en' | 'de' | null;
  blocked: boolean;
}

interface LinkRow extends Row {
  contact: LinkContact | null;
  email: string | null;
  epoch: number | null;
  byEditor: boolean | null;
}

/** The contact of exactly this address; MariaDB compares without accents and case. */
export async function contactWith(strapi: Strapi, email: string): Promise<LinkContact | null> {
  const found = await table<LinkContact>(strapi, UID.contact).findOne({ where: { email } });
  return found?.email === email ? found : null;
}

/** Mailed links: one purpose, one contact, one address, one use. */
export function createLinks(strapi: Strapi) {
  const rows = table<LinkRow>(strapi, UID.oneTimeToken);
  const contacts = table(strapi, UID.contact);
  const usable = (purpose: LinkPurpose, token: string) => ({
    tokenHash: hashToken(token),
    purpose,
    usedAt: null,
    expiresAt: { $gt: now(strapi) },
  });

  function secondsOf(purpose: LinkPurpose, byEditor: boolean): number {
    const { invitationSeconds, passwordResetSeconds, signInSeconds, editorSignInSeconds } = configOf(strapi).links;
    switch (purpose) {
      case 'invitation':
        return invitationSeconds;
      case 'sign-in':
        return byEditor ? editorSignInSeconds : signInSeconds;
      case 'password-reset':
      case 'connection-link':
        return passwordResetSeconds;
    }
  }

  return {
    /**
     * Makes a link's token for a contact as it was found: a link for what has changed since is void. Earlier
     * unused ones of the same purpose stop working.
     */
    async create(
      purpose: LinkPurpose,
      { id: contact, email, epoch }: Pick<LinkContact, 'id' | 'email' | 'epoch'>,
      { byEditor = false } = {},
    ): Promise<{ token: string; expiresAt: Date }> {
      const expiresAt = plusSeconds(now(strapi), secondsOf(purpose, byEditor));
      const token = randomToken();
      await rows.deleteMany({ where: { contact, purpose, usedAt: null, byEditor } });
      await rows.create({ data: { tokenHash: hashToken(token), purpose, contact, email, epoch, expiresAt, byEditor } });
      // From here on the contact may ask for a way in by itself, too.
      if (purpose === 'invitation' || byEditor) await contacts.updateMany({ where: { id: contact }, data: { invitedAt: now(strapi) } });
      return { token, expiresAt };
    },

    /** Whether an editor sent the link; false for one that does not exist. */
    isByEditor: async (purpose: LinkPurpose, token: string): Promise<boolean> =>
      (await rows.count({ where: { ...usable(purpose, token), byEditor: true } })) > 0,

    /** Whom a link is for; it stays usable. Who has a mailbox that was the contact's before has nothing of it. */
    async preview(purpose: LinkPurpose, token: string): Promise<LinkContact> {
      const row = await rows.findOne({ where: usable(purpose, token), populate: { contact: true } });
      if (!row?.contact || row.contact.blocked || row.contact.email !== row.email || row.contact.epoch !== row.epoch)
        throw new PortalError('invalid-link');
      return row.contact;
    },

    /** Uses a link up. Of any number of parallel calls one succeeds: the UPDATE's count decides. */
    async consume(purpose: LinkPurpose, token: string): Promise<void> {
      const { count } = await rows.updateMany({ where: usable(purpose, token), data: { usedAt: now(strapi) } });
      if (count !== 1) throw new PortalError('invalid-link');
    },

    /** Unused links of these contacts, each with its contact. */
    async unusedOf(ids: number[]): Promise<{ id: number; contact: number | undefined }[]> {
      const found = await rows.findMany({
        where: { contact: { id: { $in: ids } }, usedAt: null },
        populate: { contact: { select: ['id'] } },
      });
      return found.map(({ id, contact }) => ({ id, contact: contact?.id }));
    },

    remove: (ids: number[]) => rows.deleteMany({ where: { id: { $in: ids }, usedAt: null } }),

    removeExpired: (instant: Date) => rows.deleteMany({ where: { expiresAt: { $lt: instant } } }),
  };
}

export type Links = ReturnType<typeof createLinks>;
