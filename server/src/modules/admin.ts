import type { approvalsContract } from '../../../plugin/contract/editor/approvals';
import type { moduleSettingsContract } from '../../../plugin/contract/editor/modules';
import type { EditorHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { modulesOf } from './service';

export const moduleSettingsHandlers = (strapi: Strapi): EditorHandlers<typeof moduleSettingsContract> => ({
  find: () => modulesOf(strapi).settings.find(),
  candidates: () => modulesOf(strapi).settings.candidates(),
  fields: ({ params }) => modulesOf(strapi).settings.fields(params.uid),
  create: ({ body }) => modulesOf(strapi).settings.create(body),
  reorder: ({ body }) => modulesOf(strapi).settings.reorder(body.ids),
  update: ({ params, body }) => modulesOf(strapi).settings.update(params.id, body),
  delete: ({ params }) => modulesOf(strapi).settings.delete(params.id),
});

export const approvalsHandlers = (strapi: Strapi): EditorHandlers<typeof approvalsContract> => ({
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
