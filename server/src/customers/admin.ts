import type { peopleContract } from '../../../plugin/contract/editor/people';
import type { EditorHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { createBulkLink } from './bulk-link';
import { peopleOf } from './people';

export const peopleHandlers = (strapi: Strapi): EditorHandlers<typeof peopleContract> => {
  const bulkLink = createBulkLink(strapi);
  return {
    find: ({ params }) => peopleOf(strapi).find(params.id),
    invite: ({ params }) => peopleOf(strapi).invite(params.id),
    resendLink: ({ params }) => peopleOf(strapi).resendLink(params.id),
    disable: ({ params }) => peopleOf(strapi).disable(params.id),
    resetFactors: async ({ params, editor }) => ({ removed: await peopleOf(strapi).resetFactors(params.id, editor.email) }),
    async mailSignInLink({ params, editor }) {
      await peopleOf(strapi).mailSignInLink(params.id, editor.email);
      return { sent: true };
    },
    resendLinks: ({ body }) => bulkLink.start(body.customers),
    findJob: ({ params }) => bulkLink.find(params.id),
  };
};
