import { z } from 'zod';
import { REVIEW_MAX, STARS_MAX } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { instant, lines } from '../schemas';

/** Whole stars, 1 to 5. */
export const stars = z.int().min(1).max(STARS_MAX);

/** What a contact thinks of the organisation, as its author sees it. */
const ownReview = z.strictObject({
  stars,
  /** Plain text; may be empty. */
  words: z.string(),
  writtenAt: instant,
  /** What the organisation answered; null where it has not. */
  reply: z.strictObject({ text: z.string(), at: instant }).nullable(),
});

const answer = z.strictObject({ review: ownReview.nullable() });
export type OwnReview = z.output<typeof answer>;

/** Open to every role: a review is the contact's own word, and changes nothing of the customer's. */
const own = { access: { kind: 'signed-in' }, preference: 'reviews', response: answer } as const;

export const reviewContract = resource('review', {
  find: endpoint('GET /review', {
    ...own,
    summary: "The contact's own review of the organisation, with its answer; null where there is none. Nobody else's is ever shown.",
  }),
  save: endpoint('PUT /review', {
    ...own,
    summary: 'Write the review, or change it. A contact has one.',
    body: z.strictObject({ stars, words: lines(REVIEW_MAX) }),
    errors: ['conflict'],
  }),
  delete: endpoint('DELETE /review', { ...own, summary: 'Remove the review, and what was answered to it.' }),
});
