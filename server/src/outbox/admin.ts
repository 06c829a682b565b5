import { OUTBOX_PAGE, type outboxContract } from '../../../plugin/contract/editor/outbox';
import { noteOf } from '../activity';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { outboxOf } from './service';

export function outboxHandlers(strapi: Strapi): Handlers<typeof outboxContract> {
  const note = noteOf(strapi);
  return {
    async find({ query: { page = 1, search, state, kind, from, to } }) {
      const filter = {
        search: search || undefined,
        state,
        kind,
        from: from ? new Date(from) : undefined,
        to: to ? new Date(to) : undefined,
      };
      return { ...(await outboxOf(strapi).find(filter, page, OUTBOX_PAGE)), page, ...(await outboxOf(strapi).counts()) };
    },
    async sendAllAgain(call) {
      const count = await outboxOf(strapi).sendAllAgain();
      if (count > 0) await note(call, 'outbox-sent-again', String(count));
      return { count };
    },
    async sendAgain({ params, ...call }) {
      await note(call, 'outbox-sent-again', await outboxOf(strapi).sendAgain(params.id));
      return { id: params.id };
    },
    async stop({ params, ...call }) {
      await note(call, 'outbox-stopped', await outboxOf(strapi).stop(params.id));
      return { id: params.id };
    },
  };
}
