import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Approval } from '../../../plugin/rules/projects';
import { call } from '../session/call';

/** The team logs time, and colleagues approve it. */
const fresh = { staleTime: 0 } as const;

export const projectsQuery = (page: number) =>
  queryOptions({ ...fresh, queryKey: ['projects', page], queryFn: () => call('GET /projects', { query: { page: String(page) } }) });

export const projectQuery = (project: string) =>
  queryOptions({
    ...fresh,
    queryKey: ['projects', 'one', project],
    queryFn: () => call('GET /projects/:project', { params: { project } }),
  });

export const entriesQuery = (project: string, page: number, approval: Approval | undefined) =>
  queryOptions({
    ...fresh,
    queryKey: ['projects', 'entries', project, page, approval ?? ''],
    queryFn: () => call('GET /projects/:project/entries', { params: { project }, query: { page: String(page), approval } }),
    placeholderData: keepPreviousData,
  });
