import type { Strapi } from '../platform/strapi';
import { changedKeys, changeOf, noteOf } from './by-editor';

/** A list that editors add to, change, delete from and put into order. */
interface ListService<View extends { id: string; name: string }, Input, Change extends { revision: number }> {
  find: () => Promise<View[]>;
  create: (input: Input) => Promise<View>;
  update: (id: string, change: Change) => Promise<View>;
  delete: (id: string) => Promise<{ id: string }>;
  reorder: (ids: string[]) => Promise<View[]>;
}

type Call = Parameters<ReturnType<typeof noteOf>>[0];
interface At {
  params: { id: string };
}

/** The handlers of such a list; each change is noted by name in the activity log. */
export function listHandlers<View extends { id: string; name: string }, Input, Change extends { revision: number }>(
  strapi: Strapi,
  thing: 'tab' | 'module',
  service: () => ListService<View, Input, Change>,
) {
  const note = noteOf(strapi);
  const one = async (id: string): Promise<View | undefined> => (await service().find()).find((row) => row.id === id);
  return {
    find: () => service().find(),
    async create({ body, ...call }: Call & { body: Input }) {
      const created = await service().create(body);
      await note(call, `${thing}-added`, created.name);
      return created;
    },
    async update({ params, body, ...call }: Call & At & { body: Change }) {
      const before = await one(params.id);
      const updated = await service().update(params.id, body);
      const { revision: _revision, ...values } = body;
      await note(call, `${thing}-changed`, changeOf(before?.name ?? updated.name, changedKeys(before, { ...before, ...values })));
      return updated;
    },
    async delete({ params, ...call }: Call & At) {
      const before = await one(params.id);
      const deleted = await service().delete(params.id);
      await note(call, `${thing}-deleted`, before?.name);
      return deleted;
    },
    async reorder({ body, ...call }: Call & { body: { ids: string[] } }) {
      const ordered = await service().reorder(body.ids);
      await note(call, `${thing}s-ordered`);
      return ordered;
    },
  };
}
