import { z } from 'zod';
import { permission } from '../../permissions';
import { REVIEW_MAX } from '../../vocabulary';
import { stars } from '../customer/review';
import { endpoint, resource } from '../endpoint';
import { documentId, instant, lines, pageNumber, revision } from '../schemas';

export const reviewRow = z.strictObject({
  id: documentId,
  stars,
  words: z.string(),
  writtenAt: instant,
  contact: z.string(),
  customer: z.strictObject({ id: documentId, name: z.string() }),
  reply: z.strictObject({ text: z.string(), at: instant, by: z.string() }).nullable(),
  revision,
});
export type ReviewRow = z.output<typeof reviewRow>;

/** A month, `2026-11`, and what the reviews that were last written in it say; without reviews there is no average. */
const month = z.strictObject({ month: z.string(), count: z.int(), average: z.number().nullable() });
export type ReviewMonth = z.output<typeof month>;

export const REVIEWS_PAGE = 50;

export const reviewsContract = resource('reviews', {
  find: endpoint('GET /reviews', {
    access: { kind: 'editor', permission: permission('reviews.read') },
    summary:
      'Reviews by contacts of the customers that the role reads, newest first; with their average, how many have how many stars, and the last twelve months.',
    query: z.strictObject({ page: pageNumber.optional(), stars: z.enum(['1', '2', '3', '4', '5']).optional() }),
    response: z.strictObject({
      rows: z.array(reviewRow),
      page: z.int(),
      /** Of those with as many stars as were asked for. */
      total: z.int(),
      /** Of all, whatever stars were asked for; null without reviews. */
      average: z.number().nullable(),
      /** How many have one star, two, and so on. */
      counts: z.array(z.int()).length(5),
      months: z.array(month).length(12),
      /** Whether customers may write reviews at present. */
      open: z.boolean(),
    }),
  }),
  reply: endpoint('PUT /reviews/:id/reply', {
    access: { kind: 'editor', permission: permission('reviews.reply') },
    summary: 'Answer a review, or change the answer. Its author reads it in the portal, and is told by mail.',
    params: z.strictObject({ id: documentId }),
    body: z.strictObject({ text: lines(REVIEW_MAX).min(1), revision }),
    response: reviewRow,
    errors: ['not-found', 'conflict', 'preference-off'],
  }),
});
