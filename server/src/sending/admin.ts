import type { documentSendingContract } from '../../../plugin/contract/editor/document-sending';
import { noteOf } from '../activity';
import { changeableDocument, documentsOf } from '../documents';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { createBulkSending } from './bulk';
import { sendingOf } from './service';

export function documentSendingHandlers(strapi: Strapi): Handlers<typeof documentSendingContract> {
  const note = noteOf(strapi);
  const bulk = createBulkSending(strapi);
  return {
    async send(call) {
      const { type, document } = call.params;
      const row = await changeableDocument(strapi, call.editor, type, document);
      const { number, to } = await sendingOf(strapi).send(type, document, call.body.issue, { editor: call.editor.email });
      if (call.body.issue) await note(call, 'document-issued', number);
      await note(call, 'document-sent', number);
      const missing = call.body.issue ? await documentsOf(strapi).pdfs.missingCharacters(type, row) : [];
      return { number, recipients: to.length, missing };
    },
    sendMany: (call) => bulk.start(call, call.body),
    findMany: ({ editor, params }) => bulk.find(editor, params.job),
    cancelMany: ({ editor, params }) => bulk.cancel(editor, params.job),
  };
}
