import { documentsOf } from '../platform/documents';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/** Deletes a membership, by the Document Service: what guards memberships and follows from them holds for owners too. */
export const deleteMembership = (strapi: Strapi, documentId: string): Promise<unknown> =>
  documentsOf(strapi, UID.membership).delete({ documentId });
