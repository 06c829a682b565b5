import { useCallback } from 'react';
import type { DocumentType } from '../../../../plugin/documents/types';
import { useAddressState, type ChangeList } from '../../list/address';
import { fromAddress, toAddress, type DocumentListState } from './list-state';

export function useDocumentListState(type: DocumentType): [DocumentListState, ChangeList<DocumentListState>] {
  const read = useCallback((search: URLSearchParams) => fromAddress(search, type), [type]);
  return useAddressState(read, toAddress);
}
