import { table, serviceOf, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { createReviewList } from './list';
import { createOwnReview } from './own';
import { createReplies } from './replies';

/** Rows that are removed at once. */
const AT_ONCE = 500;

export function createReviews(strapi: Strapi) {
  const reviews = table(strapi, UID.review);

  /** Removes what goes with a contact or a customer, before it does. */
  function follow(owner: 'contact' | 'customer'): void {
    const owners = table<Row>(strapi, UID[owner]);
    const before = async ({ params }: { params: { where?: unknown } }): Promise<void> => {
      const going = await owners.findMany({ where: (params.where ?? {}) as Record<string, unknown>, select: ['id'] });
      if (going.length > 0) await reviews.deleteMany({ where: { [owner]: { $in: going.map(({ id }) => id) } } });
    };
    strapi.db.lifecycles.subscribe({ models: [UID[owner]], beforeDelete: before, beforeDeleteMany: before });
  }

  return {
    own: createOwnReview(strapi),
    list: createReviewList(strapi),
    replies: createReplies(strapi),

    subscribe(): void {
      follow('contact');
      follow('customer');
    },

    /** Those whose author or customer was deleted past Strapi. */
    async removeOrphans(): Promise<void> {
      const orphans = await reviews.findMany({ where: { $or: [{ contact: null }, { customer: null }] }, select: ['id'], limit: AT_ONCE });
      if (orphans.length > 0) await reviews.deleteMany({ where: { id: { $in: orphans.map(({ id }) => id) } } });
    },
  };
}

export const reviewsOf = serviceOf('reviews', createReviews);
