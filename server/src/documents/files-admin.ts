import type { documentFilesContract } from '../../../plugin/contract/editor/document-files';
import { noteOf } from '../activity';
import { mostBytes } from '../customer-files';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { changeableDocument } from './changeable';
import { keptFileOf } from './files';
import { readableDocument } from './readable';
import { documentsOf } from './service';

/** What editors do with the files of documents that their role reads, and changes in the Content Manager. */
export function documentFilesHandlers(strapi: Strapi): Handlers<typeof documentFilesContract> {
  const note = noteOf(strapi);
  const files = () => documentsOf(strapi).files;
  return {
    async find({ editor, params: { type, document } }) {
      await readableDocument(strapi, editor, type, document);
      const own = await files().pdfRow(type, document);
      return {
        attachments: (await files().attachments(type, document)).map(keptFileOf),
        ownPdf: own && keptFileOf(own),
        fileBytes: mostBytes(strapi),
      };
    },
    async findOne({ editor, params: { type, document, file } }) {
      await readableDocument(strapi, editor, type, document);
      return files().download(type, document, file);
    },
    async create({ params: { type, document }, query, file, ...call }) {
      const row = await changeableDocument(strapi, call.editor, type, document);
      const added = await files().attach(type, row, query.name, file, { editor: call.editor.email });
      await note(call, 'document-file-added', `${row.number ?? ''} ${added.name}`.trim());
      return keptFileOf(added);
    },
    async delete({ params: { type, document, file }, ...call }) {
      const { number } = await changeableDocument(strapi, call.editor, type, document);
      const name = await files().detach(type, document, file, { editor: call.editor.email });
      await note(call, 'document-file-removed', `${number ?? ''} ${name}`.trim());
      return { id: file };
    },
    async setPdf({ params: { type, document }, query, file, ...call }) {
      const row = await changeableDocument(strapi, call.editor, type, document);
      const set = await files().setPdf(type, row, query.name, file, { editor: call.editor.email });
      await note(call, 'document-pdf-set', row.number ?? '');
      return keptFileOf(set);
    },
    async removePdf({ params: { type, document }, ...call }) {
      const { number } = await changeableDocument(strapi, call.editor, type, document);
      await files().removePdf(type, document, { editor: call.editor.email });
      await note(call, 'document-pdf-removed', number ?? '');
      return { id: document };
    },
  };
}
