import { LINKED_TYPES, type LinkedType } from '../../../plugin/documents/types';
import { DOCUMENT_UIDS } from '../documents';
import type { Row } from '../platform/strapi';

export interface LinkRow extends Row {
  contentType: string;
  document: string;
  customer?: { id: number; documentId: string } | null;
  madeBy: string | null;
  madeAt: string | Date;
  expiresAt: string | Date;
  revokedAt: string | Date | null;
}

/** The type that a link's document is of. */
export function typeOfLink(contentType: string): LinkedType {
  const type = LINKED_TYPES.find((one) => DOCUMENT_UIDS[one] === contentType);
  if (!type) throw new Error(`No public link opens ${contentType}.`);
  return type;
}
