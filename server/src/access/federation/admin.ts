import type { connectionsContract } from '../../../../plugin/contract/editor/connections';
import type { EditorHandlers } from '../../kernel/binder';
import type { Strapi } from '../../platform/strapi';
import { accessOf } from '../service';
import { importMetadata } from './import-metadata';
import { callbackUrl } from './urls';

export const connectionsHandlers = (strapi: Strapi): EditorHandlers<typeof connectionsContract> => {
  const federation = () => accessOf(strapi).federation;
  const list = async () => ({
    connections: await federation().connections.list(),
    strategies: federation()
      .providers.strategies.list()
      .map((strategy) => ({ ...strategy, callbackUrl: callbackUrl(strapi, strategy.key) })),
  });
  return {
    find: list,
    create: ({ body }) => federation().connections.create(body.settings, body.clientSecret),
    update: ({ params, body }) => federation().connections.update(params.id, body.settings, body.revision, body.clientSecret),
    async delete({ params }) {
      await federation().connections.delete(params.id);
      return { deleted: true };
    },
    async reorder({ body }) {
      await federation().connections.reorder(body.ids);
      return list();
    },
    startTest: ({ params }) => federation().dryRuns.start(params.id),
    findTest: ({ params }) => federation().dryRuns.find(params.id),
    importMetadata: ({ body }) => importMetadata(strapi, body),
  };
};
