import type { DocumentType } from '../../../plugin/documents/types';
import type { Editor } from '../kernel/binder';
import { documentsOf } from '../platform/documents';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { DOCUMENT_UIDS } from './content-types';
import type { DocumentRow } from './rows';

/** A document that the editor's role reads in the Content Manager; any other is not there. @throws PortalError `not-found` */
export async function readableDocument(strapi: Strapi, editor: Editor, type: DocumentType, documentId: string): Promise<DocumentRow> {
  const uid = DOCUMENT_UIDS[type];
  const document = await documentsOf(strapi, uid).findOne({ documentId, populate: { customer: true } });
  if (!document || !editor.may('plugin::content-manager.explorer.read', uid, document)) throw new PortalError('not-found');
  return document as unknown as DocumentRow;
}
