import type { reviewsContract } from '../../../plugin/contract/editor/reviews';
import { noteOf } from '../activity';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { reviewsOf } from './service';

export function reviewsHandlers(strapi: Strapi): Handlers<typeof reviewsContract> {
  const note = noteOf(strapi);
  return {
    find: ({ editor, query }) => reviewsOf(strapi).list.find(editor, query),
    async reply({ params, body, ...call }) {
      const { list, replies } = reviewsOf(strapi);
      const review = await list.findOne(call.editor, params.id);
      await replies.write(review, body, call.editor.email);
      await note(call, 'review-answered', review.customer?.name ?? '');
      return list.present(await list.findOne(call.editor, params.id));
    },
  };
}
