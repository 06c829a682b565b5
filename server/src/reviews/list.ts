import { REVIEWS_PAGE, type ReviewMonth } from '../../../plugin/contract/editor/reviews';
import { isOn } from '../../../plugin/preferences';
import { dateIn, monthsUntil } from '../../../plugin/rules/calendar';
import { STARS_MAX } from '../../../plugin/vocabulary';
import { readableBy, within } from '../customers';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import type { Role } from '../platform/role';
import { table, tableName, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { reviewRowOf, type ReviewRecord } from './present';

/** Months of the trend. */
const MONTHS = 12;

/** How many reviews of a month have as many stars. */
interface Counted {
  month: string;
  stars: number;
  count: number;
}

const WITH = { contact: true, customer: true } as const;

/** Average of reviews to two places; null of none. Pure. */
function averageOf(counted: readonly Counted[]): number | null {
  const count = counted.reduce((sum, one) => sum + one.count, 0);
  const total = counted.reduce((sum, one) => sum + one.count * one.stars, 0);
  return count === 0 ? null : Math.round((total / count) * 100) / 100;
}

/** What became nobody's by a statement past Strapi is not shown until it is removed. */
const ofReadable = (customer: Where): Where => ({ customer: { $and: [{ id: { $notNull: true } }, customer] } });

/** What editors see of reviews: those of customers that their role reads in the Content Manager. */
export function createReviewList(strapi: Strapi) {
  const rows = table<ReviewRecord>(strapi, UID.review);

  /** One statement for average, distribution and trend. */
  async function counted(readable: Where): Promise<Counted[]> {
    const query = strapi.db.getConnection(tableName(strapi, UID.review)).whereNotNull('customer_id');
    within(strapi, query, 'customer_id', UID.customer, readable);
    const groups = await query
      .groupBy('month', 'stars')
      .select('month', 'stars')
      .count<Record<keyof Counted, number | string>[]>({ count: '*' });
    return groups.map(({ month, stars, count }) => ({ month: String(month), stars: Number(stars), count: Number(count) }));
  }

  return {
    async find(role: Role, { page = 1, stars }: { page?: number; stars?: string }) {
      const readable = await readableBy(strapi, role, UID.customer);
      const preferences = await settingsOf(strapi).preferences();
      const where = { ...ofReadable(readable), ...(stars && { stars: Number(stars) }) };
      const found = await rows.findMany({
        where,
        orderBy: [{ writtenAt: 'desc' }, { id: 'desc' }],
        limit: REVIEWS_PAGE,
        offset: (page - 1) * REVIEWS_PAGE,
        populate: WITH,
      });
      const all = await counted(readable);
      const month = dateIn(preferences.timeZone, now(strapi)).slice(0, 7);
      return {
        rows: found.map(reviewRowOf),
        page,
        total: await rows.count({ where }),
        average: averageOf(all),
        counts: Array.from({ length: STARS_MAX }, (_, at) =>
          all.filter((one) => one.stars === at + 1).reduce((sum, { count }) => sum + count, 0),
        ),
        months: monthsUntil(month, MONTHS).map((one): ReviewMonth => {
          const of = all.filter((group) => group.month === one);
          return { month: one, count: of.reduce((sum, { count }) => sum + count, 0), average: averageOf(of) };
        }),
        open: isOn(preferences, 'reviews'),
      };
    },

    /** A review that the role reads. @throws PortalError `not-found` */
    async findOne(role: Role, documentId: string): Promise<ReviewRecord> {
      const where = { documentId, ...ofReadable(await readableBy(strapi, role, UID.customer)) };
      const row = await rows.findOne({ where, populate: WITH });
      if (!row) throw new PortalError('not-found');
      return row;
    },

    present: reviewRowOf,
  };
}
