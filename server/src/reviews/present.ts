import type { OwnReview } from '../../../plugin/contract/customer/review';
import type { ReviewRow } from '../../../plugin/contract/editor/reviews';
import { nameOf } from '../kernel/party';
import { toDate, type Row } from '../platform/strapi';

export interface ReviewRecord extends Row {
  stars: number;
  words: string | null;
  writtenAt: string | Date;
  month: string;
  reply: string | null;
  repliedAt: string | Date | null;
  repliedBy: string | null;
  revision: number;
  contact?: { id: number; firstName: string | null; lastName: string | null; email: string } | null;
  customer?: { id: number; documentId: string; name: string } | null;
}

/** As its author sees it. */
export const ownReviewOf = (row: ReviewRecord | null): OwnReview => ({
  review: row && {
    stars: row.stars,
    words: row.words ?? '',
    writtenAt: toDate(row.writtenAt).toISOString(),
    reply: row.reply === null || row.repliedAt === null ? null : { text: row.reply, at: toDate(row.repliedAt).toISOString() },
  },
});

/** As editors see it. */
export function reviewRowOf(row: ReviewRecord): ReviewRow {
  const { contact, customer } = row;
  return {
    id: row.documentId,
    stars: row.stars,
    words: row.words ?? '',
    writtenAt: toDate(row.writtenAt).toISOString(),
    contact: contact ? nameOf(contact) : '',
    customer: { id: customer?.documentId ?? '', name: customer?.name ?? '' },
    reply:
      row.reply === null || row.repliedAt === null
        ? null
        : { text: row.reply, at: toDate(row.repliedAt).toISOString(), by: row.repliedBy ?? '' },
    revision: row.revision,
  };
}
