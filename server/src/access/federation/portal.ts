import type { connectionContract } from '../../../../plugin/contract/customer/connection';
import type { CustomerHandlers } from '../../kernel/binder';
import type { Strapi } from '../../platform/strapi';
import { accessOf } from '../service';

export const connectionHandlers = (strapi: Strapi): CustomerHandlers<typeof connectionContract> => {
  const federation = () => accessOf(strapi).federation;
  return {
    start: ({ http, params, body }) => federation().start(http, params.key, body.wanted),
    link: ({ http, identity, params }) => federation().link(http, identity, params.key),
    stepUp: ({ http, identity, params, body }) => federation().stepUp(http, identity, params.key, body.wanted),
    confirmLink: ({ http, body }) => federation().confirmLink(http, body.token),
    async unlink({ http, identity, params }) {
      await federation().unlink(http, identity, params.id);
      return { unlinked: true };
    },
  };
};
