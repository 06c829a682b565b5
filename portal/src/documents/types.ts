import { DOCUMENT_TYPES, type DocumentType } from '../../../plugin/documents/types';

export const isDocumentType = (text: string | undefined): text is DocumentType => DOCUMENT_TYPES.some((type) => type === text);

/** Where a document's page is. */
export const documentPath = ({ type, id }: { type: DocumentType; id: string }): string => `/documents/${type}/${id}`;

/** Where a document's page is, or a payment's. */
export const placeOf = ({ type, id }: { type: DocumentType | 'payment'; id: string }): string =>
  type === 'payment' ? `/payments/${id}` : documentPath({ type, id });
