import type { documentActionsContract } from '../../../plugin/contract/editor/documents';
import type { DocumentType } from '../../../plugin/documents/types';
import { noteOf } from '../activity';
import type { Handlers } from '../kernel/binder';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { changeableDocument } from './changeable';
import { madeOf } from './copy';
import { readableDocument } from './readable';
import { sampleOf } from './sample';
import { documentsOf } from './service';

const CREATE = 'plugin::content-manager.explorer.create';

export function documentActionsHandlers(strapi: Strapi): Handlers<typeof documentActionsContract> {
  const note = noteOf(strapi);
  return {
    async options() {
      const { defaultCurrency, taxRounding, taxRates } = (await settingsOf(strapi).get('documents')).values;
      return { currency: defaultCurrency, taxRounding, taxRates };
    },
    async issue(call) {
      const { type, document } = call.params;
      await changeableDocument(strapi, call.editor, type, document);
      const issued = await documentsOf(strapi).issue(type, document, { editor: call.editor.email });
      await note(call, 'document-issued', issued.number);
      const row = await readableDocument(strapi, call.editor, type, document);
      return { ...issued, missing: await documentsOf(strapi).pdfs.missingCharacters(type, row) };
    },
    async related(call) {
      const { type, document } = call.params;
      const { origin, invoice } = madeOf(await readableDocument(strapi, call.editor, type, document));
      /** One that the role does not read, or that is gone, is none. */
      const shown = async (one: { type: DocumentType; id: string } | null) => {
        if (!one) return null;
        try {
          return { ...one, number: (await readableDocument(strapi, call.editor, one.type, one.id)).number };
        } catch (error) {
          if (error instanceof PortalError && error.code === 'not-found') return null;
          throw error;
        }
      };
      return { origin: await shown(origin), invoice: await shown(invoice) };
    },
    async invoice(call) {
      const { type, document } = call.params;
      const { number } = await changeableDocument(strapi, call.editor, type, document);
      if (!call.editor.may(CREATE, UID.invoice)) throw new PortalError('not-allowed');
      const made = await documentsOf(strapi).invoiceOf(type, document);
      await note(call, 'document-invoiced', number ?? '');
      return made;
    },
    async void(call) {
      const { type, document } = call.params;
      const { number } = await changeableDocument(strapi, call.editor, type, document);
      await documentsOf(strapi).void(type, document, { editor: call.editor.email });
      await note(call, 'document-voided', number ?? '');
      return { id: document };
    },
    sample: ({ body }) => sampleOf(strapi, body.values),
    async pdf(call) {
      const { type, document } = call.params;
      return documentsOf(strapi).pdfs.preview(type, await readableDocument(strapi, call.editor, type, document));
    },
  };
}
