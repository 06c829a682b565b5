import { isOn } from '../../../plugin/preferences';
import { contactMailOf } from '../customers';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { inTransaction, table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import type { ReviewRecord } from './present';

export function createReplies(strapi: Strapi) {
  const rows = table<ReviewRecord>(strapi, UID.review);

  return {
    /**
     * Answers a review as it was read; its author is told by mail, unless the words are the ones that are there.
     * @throws PortalError `conflict` where it was changed or removed since, `preference-off`
     */
    async write(review: ReviewRecord, { text, revision }: { text: string; revision: number }, editor: string): Promise<void> {
      if (!isOn(await settingsOf(strapi).preferences(), 'reviews')) throw new PortalError('preference-off');
      await inTransaction(strapi, async () => {
        const data = { reply: text, repliedAt: now(strapi), repliedBy: editor };
        const { count } = await rows.updateMany({ where: { id: review.id, revision }, data });
        if (count !== 1) throw new PortalError('conflict');
        if (!review.contact || !review.customer || review.reply === text) return;
        await contactMailOf(strapi).tell({ contact: review.contact.id, customer: review.customer }, 'review-answered', {
          path: '/review',
          more: { note: text },
        });
      });
    },
  };
}
