import type { documentForwardingContract } from '../../../plugin/contract/customer/document-forwarding';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { forwardingOf } from './forwarding';

export const documentForwardingHandlers = (strapi: Strapi): Handlers<typeof documentForwardingContract> => ({
  find: async ({ party, params }) => ({ contacts: await forwardingOf(strapi).recipients(party, params.type, params.document) }),
  create: ({ party, params, body, once }) =>
    forwardingOf(strapi).forward(party, params.type, params.document, body.contacts, body.message, once),
});
