import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { DocumentType } from '../../../plugin/documents/types';
import { call } from '../session/call';
import { toRequest, type DocumentListState } from './list/list-state';

/** Others change it too: the organisation, colleagues, another browser. */
const fresh = { staleTime: 0 } as const;

const DOCUMENTS = 'documents';

export const documentsQuery = (type: DocumentType, state: DocumentListState) =>
  queryOptions({
    ...fresh,
    queryKey: [DOCUMENTS, type, 'list', state],
    queryFn: () => call('GET /documents/:type', { params: { type }, query: toRequest(state) }),
    // The rows before stay while the next ones are on their way: the page does not jump.
    placeholderData: keepPreviousData,
  });

export const documentQuery = (type: DocumentType, document: string) =>
  queryOptions({
    ...fresh,
    queryKey: [DOCUMENTS, type, 'document', document],
    queryFn: () => call('GET /documents/:type/:document', { params: { type, document } }),
  });

export const relatedQuery = (type: DocumentType, document: string) =>
  queryOptions({
    ...fresh,
    queryKey: [DOCUMENTS, type, 'related', document],
    queryFn: () => call('GET /documents/:type/:document/related', { params: { type, document } }),
  });

export const timelineQuery = (type: DocumentType, document: string) =>
  queryOptions({
    ...fresh,
    queryKey: [DOCUMENTS, type, 'timeline', document],
    queryFn: () => call('GET /documents/:type/:document/timeline', { params: { type, document } }),
  });

/** After anything that lists, pages or sums would show otherwise. */
export const forgetDocuments = (client: QueryClient): void => void client.invalidateQueries({ queryKey: [DOCUMENTS] });
