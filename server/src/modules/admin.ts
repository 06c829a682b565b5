import type { approvalsContract } from '../../../plugin/contract/editor/approvals';
import type { moduleSettingsContract } from '../../../plugin/contract/editor/modules';
import { listHandlers } from '../activity';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { modulesOf } from './service';

export const moduleSettingsHandlers = (strapi: Strapi): Handlers<typeof moduleSettingsContract> => ({
  ...listHandlers(strapi, 'module', () => modulesOf(strapi).settings),
  candidates: () => modulesOf(strapi).settings.candidates(),
  fields: ({ params }) => modulesOf(strapi).settings.fields(params.uid),
});

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
