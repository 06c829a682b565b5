import type { documentActionsContract } from '../../../plugin/contract/editor/documents';
import type { DocumentType } from '../../../plugin/documents/types';
import { noteOf } from '../activity';
import type { Editor, Handlers } from '../kernel/binder';
import { documentsOf as documentService } from '../platform/documents';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { DOCUMENT_UIDS } from './content-types';
import { documentsOf } from './service';

const UPDATE = 'plugin::content-manager.explorer.update';

export function documentActionsHandlers(strapi: Strapi): Handlers<typeof documentActionsContract> {
  const note = noteOf(strapi);

  /** Who may not change the document in the Content Manager decides nothing about it here; one that the role does not read is not there. */
  async function requireDocument(editor: Editor, type: DocumentType, documentId: string): Promise<{ number: string | null }> {
    const uid = DOCUMENT_UIDS[type];
    const document = await documentService(strapi, uid).findOne({ documentId, populate: { customer: true } });
    if (!document || !editor.may('plugin::content-manager.explorer.read', uid, document)) throw new PortalError('not-found');
    if (!editor.may(UPDATE, uid, document)) throw new PortalError('not-allowed');
    return document as unknown as { number: string | null };
  }

  return {
    async issue(call) {
      const { type, document } = call.params;
      await requireDocument(call.editor, type, document);
      const issued = await documentsOf(strapi).issue(type, document);
      await note(call, 'document-issued', issued.number);
      return issued;
    },
    async void(call) {
      const { type, document } = call.params;
      const { number } = await requireDocument(call.editor, type, document);
      await documentsOf(strapi).void(type, document);
      await note(call, 'document-voided', number ?? '');
      return { id: document };
    },
  };
}
