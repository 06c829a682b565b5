import type { connectionsContract } from '../../../plugin/contract/editor/connections';
import { changedKeys, changeOf, noteOf } from '../activity';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { importMetadata } from './import-metadata';
import { federationOf } from './service';
import { callbackUrl } from './urls';

export const connectionsHandlers = (strapi: Strapi): Handlers<typeof connectionsContract> => {
  const note = noteOf(strapi);
  const settingsOf = async (id: string) => (await federation().connections.list()).find((connection) => connection.id === id)?.settings;
  const federation = () => federationOf(strapi);
  const list = async () => ({
    connections: await federation().connections.list(),
    strategies: federation()
      .providers.strategies.list()
      .map((strategy) => ({ ...strategy, callbackUrl: callbackUrl(strapi, strategy.key) })),
  });
  return {
    find: list,
    async create({ body, ...call }) {
      const created = await federation().connections.create(body.settings, body.clientSecret);
      await note(call, 'connection-added', body.settings.name);
      return created;
    },
    async update({ params, body, ...call }) {
      const before = await settingsOf(params.id);
      const updated = await federation().connections.update(params.id, body.settings, body.revision, body.clientSecret);
      const keys = [...changedKeys(before, body.settings), ...(body.clientSecret === undefined ? [] : ['clientSecret'])];
      await note(call, 'connection-changed', changeOf(before?.name ?? body.settings.name, keys));
      return updated;
    },
    async delete({ params, ...call }) {
      const before = await settingsOf(params.id);
      await federation().connections.delete(params.id);
      await note(call, 'connection-deleted', before?.name);
      return { deleted: true };
    },
    async reorder({ body, ...call }) {
      await federation().connections.reorder(body.ids);
      await note(call, 'connections-ordered');
      return list();
    },
    startTest: ({ params }) => federation().dryRuns.start(params.id),
    findTest: ({ params }) => federation().dryRuns.find(params.id),
    importMetadata: ({ body }) => importMetadata(strapi, body),
  };
};
