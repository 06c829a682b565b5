import type { peopleContract } from '../../../plugin/contract/editor/people';
import { noteOf } from '../activity';
import type { EditorHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { createBulkLink } from './bulk-link';
import { createCustomerList } from './list';
import { peopleOf } from './people';

export const peopleHandlers = (strapi: Strapi): EditorHandlers<typeof peopleContract> => {
  const bulkLink = createBulkLink(strapi);
  const note = noteOf(strapi);
  const names = async (ids: string[]): Promise<string> => (await peopleOf(strapi).named(ids)).map(({ name }) => name).join(', ');
  const customers = createCustomerList(strapi);
  return {
    list: ({ query, editor }) => customers.find(editor, query),
    inviteMany: async ({ body, ...call }) => bulkLink.invite(await customers.readable(call.editor, body.customers), call),
    find: ({ params }) => peopleOf(strapi).find(params.id),
    async invite({ params, ...call }) {
      const access = await peopleOf(strapi).invite(params.id);
      await note(call, 'customer-invited', await names([params.id]));
      return access;
    },
    async resendLink({ params, ...call }) {
      const access = await peopleOf(strapi).resendLink(params.id);
      await note(call, 'link-resent', await names([params.id]));
      return access;
    },
    async disable({ params, ...call }) {
      const access = await peopleOf(strapi).disable(params.id);
      await note(call, 'access-disabled', await names([params.id]));
      return access;
    },
    resetFactors: async ({ params, editor }) => ({ removed: await peopleOf(strapi).resetFactors(params.id, editor.email) }),
    async mailSignInLink({ params, editor }) {
      await peopleOf(strapi).mailSignInLink(params.id, editor.email);
      return { sent: true };
    },
    resendLinks: ({ body, ...call }) => bulkLink.start(body.customers, call),
    findJob: ({ params }) => bulkLink.find(params.id),
  };
};
