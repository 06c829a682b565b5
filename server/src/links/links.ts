import type { LinkedType } from '../../../plugin/documents/types';
import { isOn } from '../../../plugin/preferences';
import { DOCUMENT_UIDS, documentRows, documentsOf, type DocumentRow } from '../documents';
import { now, plusSeconds } from '../platform/clock';
import { hashToken, randomToken } from '../platform/crypto';
import { retrying } from '../platform/deadlock';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { table, toDate, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand, settingsOf } from '../settings';
import type { LinkRow } from './rows';

const DAY = 24 * 3600;
/** Links that open one document at a time: one for each who asked for it, and no more than a person looks through. */
const MOST = 20;
/** What is over stays for a while, so that a late look at the table tells what was. */
const KEEP_SECONDS = 30 * DAY;

/** Drafts are nobody's, and what was taken back is shown by no link any more. */
const isShown = ({ state, customer }: DocumentRow): boolean => state !== 'draft' && state !== 'void' && Boolean(customer);

/** Public links: made and closed by editors, opened by whoever holds one. */
export function createLinks(strapi: Strapi) {
  const rows = table<LinkRow>(strapi, UID.documentLink);
  const open = () => ({ revokedAt: null, expiresAt: { $gt: now(strapi) } });

  async function documentOf(type: LinkedType, documentId: string): Promise<DocumentRow | null> {
    const row = await documentRows(strapi, type).findOne({ where: { documentId }, populate: { customer: true } });
    return row && isShown(row) ? row : null;
  }

  return {
    /** Links that open a document now, newest first. */
    of: (type: LinkedType, document: string): Promise<LinkRow[]> =>
      rows.findMany({ where: { document, contentType: DOCUMENT_UIDS[type], ...open() }, orderBy: { id: 'desc' }, limit: MOST }),

    /**
     * Makes a link. Its token is in the address that is returned, and nowhere else. `deliver` sends it within the same
     * transaction, and says to whom.
     */
    async make(
      type: LinkedType,
      document: string,
      editor: string,
      deliver?: (url: string, row: DocumentRow, expiresAt: Date) => Promise<string>,
    ): Promise<{ link: LinkRow; url: string }> {
      const preferences = await settingsOf(strapi).preferences();
      if (!isOn(preferences, 'publicLinks')) throw new PortalError('preference-off');
      const token = randomToken();
      const { portalUrl } = await portalBrand(strapi);
      const url = `${portalUrl}/link#token=${token}`;
      const link = await retrying(strapi, async () => {
        // Held, so that it is not taken back meanwhile, and so that links are counted one by one.
        await hold(strapi, DOCUMENT_UIDS[type], { document_id: document });
        const row = await documentOf(type, document);
        if (!row) throw new PortalError('conflict');
        if ((await rows.count({ where: { document, ...open() } })) >= MOST) throw new PortalError('no-room');
        const [madeAt, expiresAt] = [now(strapi), plusSeconds(now(strapi), preferences.publicLinkDays * DAY)];
        const whose = { contentType: DOCUMENT_UIDS[type], document, customer: row.customer?.id };
        const made = await rows.create({ data: { ...whose, tokenHash: hashToken(token), madeBy: editor, madeAt, expiresAt } });
        const recipients = deliver ? { recipients: [await deliver(url, row, expiresAt)] } : {};
        await documentsOf(strapi).timeline.note(type, document, { kind: 'link-made', actor: { editor }, ...recipients });
        return made;
      });
      return { link, url };
    },

    /** Closes a link; of two who do so at once one does. @throws PortalError `not-found` where it opens nothing any more */
    revoke: (type: LinkedType, document: string, documentId: string, editor: string): Promise<void> =>
      retrying(strapi, async () => {
        const where = { documentId, document, contentType: DOCUMENT_UIDS[type], revokedAt: null };
        const { count } = await rows.updateMany({ where, data: { revokedAt: now(strapi) } });
        if (count !== 1) throw new PortalError('not-found');
        await documentsOf(strapi).timeline.note(type, document, { kind: 'link-ended', actor: { editor } });
      }),

    /** The link of a token with what it opens, as long as it does: revoked, expired, void and unknown are one. */
    async find(token: string): Promise<(LinkRow & { customer: { id: number; documentId: string } }) | null> {
      const [link] = await rows.findMany({ where: { tokenHash: hashToken(token), ...open() }, populate: { customer: true }, limit: 1 });
      if (!link?.customer) return null;
      const { customer } = link;
      const closed = { documentId: link.document, customer: customer.id, state: { $notIn: ['draft', 'void'] } };
      return (await table(strapi, link.contentType).count({ where: closed })) === 1 ? { ...link, customer } : null;
    },

    /** Removes what has been over for long. */
    async cleanUp(): Promise<void> {
      const before = plusSeconds(now(strapi), -KEEP_SECONDS);
      await rows.deleteMany({ where: { $or: [{ expiresAt: { $lt: before } }, { revokedAt: { $lt: before } }, { customer: null }] } });
    },
  };
}

export const shownLink = ({ documentId, madeBy, madeAt, expiresAt }: LinkRow) => ({
  id: documentId,
  by: madeBy ?? '',
  madeAt: toDate(madeAt).toISOString(),
  expiresAt: toDate(expiresAt).toISOString(),
});
