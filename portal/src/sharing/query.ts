import { queryOptions } from '@tanstack/react-query';
import { portalData } from '../portal-data';
import { call } from '../session/call';

/** A page of the customer's shared files; colleagues and the organisation add to them. */
export const sharedFilesQuery = (page: number) =>
  queryOptions({
    queryKey: ['shared-files', page],
    staleTime: 0,
    queryFn: () => call('GET /shared-files', { query: { page: String(page) } }),
  });

export const addressOfShared = (id: string): string => `${portalData.apiBase}/shared-files/${id}`;
