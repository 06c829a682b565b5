import type { approvalsContract } from '../../../plugin/contract/editor/approvals';
import type { moduleSettingsContract } from '../../../plugin/contract/editor/modules';
import { changedKeys, changeOf, noteOf } from '../activity';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { modulesOf } from './service';

export const moduleSettingsHandlers = (strapi: Strapi): Handlers<typeof moduleSettingsContract> => {
  const note = noteOf(strapi);
  const one = async (id: string) => (await modulesOf(strapi).settings.find()).find((row) => row.id === id);
  return {
    find: () => modulesOf(strapi).settings.find(),
    candidates: () => modulesOf(strapi).settings.candidates(),
    fields: ({ params }) => modulesOf(strapi).settings.fields(params.uid),
    async create({ body, ...call }) {
      const created = await modulesOf(strapi).settings.create(body);
      await note(call, 'module-added', created.name);
      return created;
    },
    async update({ params, body, ...call }) {
      const before = await one(params.id);
      const updated = await modulesOf(strapi).settings.update(params.id, body);
      const { revision: _revision, ...values } = body;
      await note(call, 'module-changed', changeOf(before?.name ?? updated.name, changedKeys(before, { ...before, ...values })));
      return updated;
    },
    async delete({ params, ...call }) {
      const before = await one(params.id);
      const deleted = await modulesOf(strapi).settings.delete(params.id);
      await note(call, 'module-deleted', before?.name);
      return deleted;
    },
    async reorder({ body, ...call }) {
      const ordered = await modulesOf(strapi).settings.reorder(body.ids);
      await note(call, 'modules-ordered');
      return ordered;
    },
  };
};

export const approvalsHandlers = (strapi: Strapi): Handlers<typeof approvalsContract> => ({
  find: ({ editor, query }) => modulesOf(strapi).approvals.find(editor, query),
  count: ({ editor }) => modulesOf(strapi).approvals.waiting(editor),
  findOfDocument: ({ editor, params }) => modulesOf(strapi).approvals.findOfDocument(editor, params.uid, params.document),
  findOne: ({ editor, params }) => modulesOf(strapi).approvals.findOne(editor, params.id),
  read: ({ editor, params, body }) => modulesOf(strapi).approvals.read(editor, params.id, body.comments),
  file: ({ editor, params }) => modulesOf(strapi).approvals.file(editor, params.id, params.file),
  approve: ({ editor, params, body }) => modulesOf(strapi).approvals.approve(editor, params.id, body),
  reject: ({ editor, params, body }) => modulesOf(strapi).approvals.reject(editor, params.id, body),
  decideAll: ({ editor, body }) => modulesOf(strapi).approvals.decideAll(editor, body),
  comment: ({ editor, params, body }) => modulesOf(strapi).approvals.comment(editor, params.id, body),
});
