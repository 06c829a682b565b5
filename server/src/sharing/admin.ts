import type { customerFilesContract } from '../../../plugin/contract/editor/customer-files';
import { noteOf } from '../activity';
import { readCustomer } from '../customers';
import type { Editor, Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { sharingOf } from './service';

export function customerFilesHandlers(strapi: Strapi): Handlers<typeof customerFilesContract> {
  const note = noteOf(strapi);
  const customerOf = (editor: Editor, id: string) => readCustomer(strapi, editor, id);
  return {
    find: async ({ editor, params, query }) => sharingOf(strapi).team.find(await customerOf(editor, params.id), query),
    findOne: async ({ editor, params }) => sharingOf(strapi).team.download(await customerOf(editor, params.id), params.file),
    async create({ params, query, file, ...call }) {
      const customer = await customerOf(call.editor, params.id);
      const shared = await sharingOf(strapi).team.share(customer, query.name, file, call.editor.email);
      await note(call, 'customer-file-shared', `${customer.name}: ${shared.name}`);
      return shared;
    },
    async comment({ params, body, ...call }) {
      const customer = await customerOf(call.editor, params.id);
      const shared = await sharingOf(strapi).team.comment(customer, params.file, body.text, call.editor.email);
      await note(call, 'customer-file-commented', `${customer.name}: ${shared.name}`);
      return shared;
    },
    async delete({ params, ...call }) {
      const customer = await customerOf(call.editor, params.id);
      const name = await sharingOf(strapi).team.remove(customer, params.file);
      await note(call, 'customer-file-removed', `${customer.name}: ${name}`);
      return { id: params.file };
    },
  };
}
