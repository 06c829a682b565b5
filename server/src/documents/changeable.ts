import type { DocumentType } from '../../../plugin/documents/types';
import type { Editor } from '../kernel/binder';
import { documentsOf } from '../platform/documents';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { DOCUMENT_UIDS } from './content-types';
import { readableDocument } from './readable';
import type { DocumentRow } from './rows';

const READ = 'plugin::content-manager.explorer.read';
const UPDATE = 'plugin::content-manager.explorer.update';

/**
 * A document that the editor's role changes in the Content Manager: whoever may not decides nothing about it here; one
 * that the role does not read is not there.
 * @throws PortalError `not-found`, `not-allowed`
 */
export async function changeableDocument(strapi: Strapi, editor: Editor, type: DocumentType, documentId: string): Promise<DocumentRow> {
  const document = await readableDocument(strapi, editor, type, documentId);
  if (!editor.may(UPDATE, DOCUMENT_UIDS[type], document)) throw new PortalError('not-allowed');
  return document;
}

/**
 * The same of many at once: all of them, or none.
 * @throws PortalError `not-found` where one is not read or not there, `not-allowed` where one is not changed
 */
export async function changeableDocuments(
  strapi: Strapi,
  editor: Editor,
  type: DocumentType,
  documentIds: readonly string[],
): Promise<void> {
  const uid = DOCUMENT_UIDS[type];
  const found = await documentsOf(strapi, uid).findMany({
    filters: { documentId: { $in: documentIds } },
    populate: { customer: true },
    limit: documentIds.length,
  });
  if (found.length !== documentIds.length || !found.every((one) => editor.may(READ, uid, one))) throw new PortalError('not-found');
  if (!found.every((one) => editor.may(UPDATE, uid, one))) throw new PortalError('not-allowed');
}
