import type { customTabsContract } from '../../../plugin/contract/editor/custom-tabs';
import { changedKeys, changeOf, noteOf } from '../activity';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { tabsOf } from './service';

export const customTabsHandlers = (strapi: Strapi): Handlers<typeof customTabsContract> => {
  const note = noteOf(strapi);
  const one = async (id: string) => (await tabsOf(strapi).find()).find((row) => row.id === id);
  return {
    find: () => tabsOf(strapi).find(),
    check: ({ body }) => tabsOf(strapi).check(body.url),
    async create({ body, ...call }) {
      const created = await tabsOf(strapi).create(body);
      await note(call, 'tab-added', created.name);
      return created;
    },
    async update({ params, body, ...call }) {
      const before = await one(params.id);
      const updated = await tabsOf(strapi).update(params.id, body);
      const { revision: _revision, ...values } = body;
      await note(call, 'tab-changed', changeOf(before?.name ?? updated.name, changedKeys(before, { ...before, ...values })));
      return updated;
    },
    async delete({ params, ...call }) {
      const before = await one(params.id);
      const deleted = await tabsOf(strapi).delete(params.id);
      await note(call, 'tab-deleted', before?.name);
      return deleted;
    },
    async reorder({ body, ...call }) {
      const ordered = await tabsOf(strapi).reorder(body.ids);
      await note(call, 'tabs-ordered');
      return ordered;
    },
  };
};
