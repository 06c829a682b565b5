import type { OwnReview } from '../../../plugin/contract/customer/review';
import { dateIn } from '../../../plugin/rules/calendar';
import { activityOf, type Client } from '../activity';
import type { SessionParty } from '../kernel/party';
import { notificationsOf } from '../notifications';
import { repository } from '../kernel/repository';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { inTransaction, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { ownReviewOf, type ReviewRecord } from './present';

/** How often a save begins anew that met another of the same contact's. */
const TRIES = 3;

/** A contact's own review: the contact is part of every statement. */
export function createOwnReview(strapi: Strapi) {
  const of = (party: SessionParty) => repository<ReviewRecord>(strapi, party, { uid: UID.review, contact: 'contact' });

  const note = (party: SessionParty, kind: 'review-written' | 'review-removed', client: Client, detail = ''): Promise<void> => {
    const { id: contactId, email } = party.contact;
    return activityOf(strapi).record({ kind, email, contactId, client: { ip: client.ip, userAgent: client.userAgent }, detail });
  };

  /** Writes over the review that is there, or makes it. False: another save of the contact's came in between. */
  async function write(party: SessionParty, data: Record<string, unknown>, client: Client): Promise<boolean> {
    const mine = of(party);
    const before = await mine.one({});
    try {
      return await inTransaction(strapi, async () => {
        const written = before
          ? await mine.transition(before.id, { revision: before.revision }, { ...data, revision: before.revision + 1 })
          : Boolean(await mine.create({ ...data, revision: 1 }));
        if (written) {
          await note(party, 'review-written', client, String(data.stars));
          const told = { event: 'review', customer: party.customer.name, title: '', path: '/plugins/customer-portal/reviews' } as const;
          await notificationsOf(strapi).tell('reviews', told);
        }
        return written;
      });
    } catch (error) {
      // The contact has one review: the unique index let another request make it.
      if (!before && (await mine.count()) > 0) return false;
      throw error;
    }
  }

  return {
    find: async (party: SessionParty): Promise<OwnReview> => ownReviewOf(await of(party).one({})),

    /** @throws PortalError `conflict` where the contact saves without end in several places */
    async save(party: SessionParty, { stars, words }: { stars: number; words: string }, client: Client): Promise<OwnReview> {
      const { timeZone } = await settingsOf(strapi).preferences();
      const writtenAt = now(strapi);
      const data = { stars, words, writtenAt, month: dateIn(timeZone, writtenAt).slice(0, 7), customer: party.customer.id };
      for (let tried = 0; tried < TRIES; tried += 1) if (await write(party, data, client)) return ownReviewOf(await of(party).one({}));
      throw new PortalError('conflict');
    },

    async remove(party: SessionParty, client: Client): Promise<OwnReview> {
      const mine = of(party);
      const row = await mine.one({});
      if (row) {
        await inTransaction(strapi, async () => {
          if (await mine.remove(row.id, {})) await note(party, 'review-removed', client);
        });
      }
      return { review: null };
    },
  };
}
