import type { PreferenceValues } from '../../../plugin/preferences';
import { dateIn, hourIn } from '../../../plugin/rules/calendar';
import { emailsIn } from '../../../plugin/rules/email';
import type { ActivityKind } from '../../../plugin/activity-kinds';
import { activityOf } from '../activity';
import { platformOf } from '../platform';
import { claim } from '../platform/claim';
import { now, plusSeconds } from '../platform/clock';
import { adminUrlOf } from '../platform/config';
import { retrying } from '../platform/deadlock';
import { serviceOf, table, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand, settingsOf } from '../settings';

/** What the team may hear of: the preferences that say when and to whom, and what of the activity log it is. */
const TOPICS = {
  comments: { when: 'notifyComments', to: 'notifyCommentsTo', kinds: ['document-commented', 'record-commented'] },
  decisions: { when: 'notifyDecisions', to: 'notifyDecisionsTo', kinds: ['document-accepted', 'document-declined'] },
  forwarded: { when: 'notifyForwarded', to: 'notifyForwardedTo', kinds: ['document-forwarded'] },
  records: { when: 'notifyRecords', to: 'notifyRecordsTo', kinds: ['record-submitted'] },
  files: { when: 'notifyFiles', to: 'notifyFilesTo', kinds: ['file-shared'] },
  reviews: { when: 'notifyReviews', to: 'notifyReviewsTo', kinds: ['review-written'] },
  time: { when: 'notifyTime', to: 'notifyTimeTo', kinds: ['time-approved', 'time-sent-back'] },
  payments: {
    when: 'notifyPayments',
    to: 'notifyPaymentsTo',
    kinds: ['payment-succeeded', 'payment-failed'],
  },
} as const satisfies Record<string, { when: keyof PreferenceValues; to: keyof PreferenceValues; kinds: readonly ActivityKind[] }>;
export type Topic = keyof typeof TOPICS;

const ALL = Object.keys(TOPICS) as Topic[];

/** What a summary says of each kind, as its words name it. */
const COUNTED = {
  'document-commented': 'comments',
  'record-commented': 'comments',
  'document-accepted': 'accepted',
  'document-declined': 'declined',
  'document-forwarded': 'forwarded',
  'record-submitted': 'records',
  'file-shared': 'files',
  'review-written': 'reviews',
  'time-approved': 'timeApproved',
  'time-sent-back': 'timeSentBack',
  'payment-succeeded': 'paymentsMade',
  'payment-failed': 'paymentsFailed',
} as const satisfies Record<(typeof TOPICS)[Topic]['kinds'][number], string>;

/** Summaries leave from this hour on, by the organisation's clock. */
const HOUR = 7;
const DAY_SECONDS = 24 * 3600;
/** What a summary tells of at most: after that long without one, what is older is in the log alone. */
const LONGEST_SECONDS = 7 * DAY_SECONDS;
const KEPT_SECONDS = 60 * DAY_SECONDS;

interface DigestRow extends Row {
  until: string | Date | null;
}

/** Something that a customer did. `event`: what mails call it. */
export interface Deed {
  event:
    | 'comment'
    | 'accepted'
    | 'declined'
    | 'forwarded'
    | 'file'
    | 'review'
    | 'time_approved'
    | 'time_sent_back'
    | 'paid'
    | 'payment_failed'
    | 'payment_attention';
  customer: string;
  /** What it was done with, as the organisation calls it: `Invoice INV-00012`; empty where only the customer named it. */
  title: string;
  /** Below the admin panel's address. */
  path: string;
}

/**
 * Mail to the team, as its settings have it. It says who did what with what, and nothing of what customers wrote: an
 * address says nothing of what its owner may read in Strapi. The link asks for that.
 */
export function createNotifications(strapi: Strapi) {
  const { mail } = platformOf(strapi);
  const digests = table<DigestRow>(strapi, UID.digest);

  /** Who hears of a topic: those that it names, else those who hear of everything. */
  function addressesOf(preferences: PreferenceValues, topic: Topic): string[] {
    const own = emailsIn(preferences[TOPICS[topic].to]) ?? [];
    return own.length > 0 ? own : (emailsIn(preferences.notifyAddresses) ?? []);
  }

  async function atOnce(topic: Topic): Promise<string[]> {
    const preferences = await settingsOf(strapi).preferences();
    return preferences[TOPICS[topic].when] === 'at-once' ? addressesOf(preferences, topic) : [];
  }

  /** Kinds of activity that each address is told of once a day. */
  function dailyKinds(preferences: PreferenceValues): Map<string, ActivityKind[]> {
    const found = new Map<string, ActivityKind[]>();
    for (const topic of ALL.filter((one) => preferences[TOPICS[one].when] === 'daily'))
      for (const address of addressesOf(preferences, topic)) found.set(address, [...(found.get(address) ?? []), ...TOPICS[topic].kinds]);
    return found;
  }

  async function send(
    addresses: string[],
    kind: 'customer-activity' | 'activity-digest',
    content: { path: string; customers: string[]; more: Record<string, string> },
  ) {
    const brand = await portalBrand(strapi);
    const { path, ...rest } = content;
    const url = `${adminUrlOf(strapi)}${path}`;
    for (const email of addresses) await mail.queue({ ...rest, kind, language: brand.defaultLanguage, firstName: '', url, email }, brand);
  }

  return {
    /** Who hears at once of a thing like this. */
    atOnce,

    /** Tells of it, within the transaction of what was done. */
    async tell(topic: Topic, { event, customer, title, path }: Deed): Promise<void> {
      const addresses = await atOnce(topic);
      if (addresses.length > 0) await send(addresses, 'customer-activity', { path, customers: [customer], more: { event, title } });
    },

    /**
     * Once a day, of what is told daily, how much of it there was since the last time, by the activity log. The day's
     * row and the mails are one transaction: of several instances one makes it, and one that dies leaves it to others.
     */
    async digest(): Promise<void> {
      const preferences = await settingsOf(strapi).preferences();
      const told = dailyKinds(preferences);
      const until = now(strapi);
      if (told.size === 0 || hourIn(preferences.timeZone, until) < HOUR) return;
      const day = dateIn(preferences.timeZone, until);
      if ((await digests.count({ where: { day } })) > 0) return;
      await retrying(strapi, async () => {
        const [last] = await digests.findMany({ where: { until: { $notNull: true } }, orderBy: { day: 'desc' }, limit: 1 });
        const documentId = await claim(strapi, UID.digest, 'day', day);
        if (documentId === null) return;
        await digests.updateMany({ where: { documentId }, data: { until } });
        const since = last?.until ? toDate(last.until) : plusSeconds(until, -DAY_SECONDS);
        const earliest = plusSeconds(until, -LONGEST_SECONDS);
        const kinds = [...new Set([...told.values()].flat())];
        const counted = await activityOf(strapi).countOf(kinds, since < earliest ? earliest : since, until);
        for (const [address, its] of told) {
          if (its.every((kind) => !counted.get(kind))) continue;
          const sums = new Map<string, number>(Object.values(COUNTED).map((name) => [name, 0]));
          for (const kind of its) {
            const name = COUNTED[kind as keyof typeof COUNTED];
            sums.set(name, (sums.get(name) ?? 0) + (counted.get(kind) ?? 0));
          }
          const more = Object.fromEntries([...sums].map(([name, sum]) => [name, String(sum)]));
          await send([address], 'activity-digest', { path: '/settings/customer-portal/activity', customers: [], more });
        }
      });
    },

    forget: () => digests.deleteMany({ where: { until: { $lt: plusSeconds(now(strapi), -KEPT_SECONDS) } } }),
  };
}

export const notificationsOf = serviceOf('notifications', createNotifications);
