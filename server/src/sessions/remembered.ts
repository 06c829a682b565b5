import type { Http } from '../kernel/http';
import { now, plusSeconds } from '../platform/clock';
import { configOf } from '../platform/config';
import { hashToken, randomToken } from '../platform/crypto';
import { newestOf } from '../platform/newest';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

const DAY = 24 * 3600;

/** Browsers that are not asked for the second factor for some days, or until the contact's next epoch. */
export function createRememberedBrowsers(strapi: Strapi) {
  const rows = table(strapi, UID.rememberedBrowser);
  const keepNewestOf = newestOf(strapi, 'contact_id', () => ({
    uid: UID.rememberedBrowser,
    by: 'expires_at',
    most: configOf(strapi).session.perContact,
  }));
  return {
    async isRemembered(http: Http, contactId: number, epoch: number): Promise<boolean> {
      const token = http.cookie('remembered');
      if (!token) return false;
      const where = { tokenHash: hashToken(token), contact: contactId, epoch, expiresAt: { $gt: now(strapi) } };
      return (await rows.count({ where })) === 1;
    },

    async remember(http: Http, { contactId, epoch }: { contactId: number; epoch: number }, days: number): Promise<void> {
      const token = randomToken();
      const expiresAt = plusSeconds(now(strapi), days * DAY);
      await rows.create({ data: { tokenHash: hashToken(token), contact: contactId, epoch, expiresAt } });
      await keepNewestOf(contactId);
      http.setCookie('remembered', token, expiresAt);
    },

    removeExpired: (instant: Date) => rows.deleteMany({ where: { $or: [{ expiresAt: { $lt: instant } }, { contact: null }] } }),
  };
}

export type RememberedBrowsers = ReturnType<typeof createRememberedBrowsers>;
