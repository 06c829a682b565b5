import { DOCUMENT_FACTS, type DocumentType } from '../../../plugin/documents/types';
import type { Text } from '../language/useText';

/** What the date is called that a type carries besides its own. */
export const untilLabel = (type: DocumentType, t: Text['t']): string =>
  t(DOCUMENT_FACTS[type].until === 'expiry' ? 'documents.column.expiryDate' : 'documents.column.dueDate');

/** What is left of a document's amount, as it is called: to pay, or of a credit note to use. */
export const balanceLabel = (type: DocumentType, t: Text['t']): string =>
  t(DOCUMENT_FACTS[type].balance === 'credit' ? 'document.left' : 'document.to-pay');
