import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { RecordDetail } from '../../../plugin/contract/customer/modules';
import { call } from '../session/call';
import { toRequest, type ListState } from './list/list-state';

/** Others change it too: colleagues, editors (what a contact may do as well), another browser. */
const fresh = { staleTime: 0 } as const;

const MODULES = 'modules';
const keyOf = (module: string) => [MODULES, module] as const;

export const moduleQuery = (module: string) =>
  queryOptions({
    ...fresh,
    queryKey: [...keyOf(module), 'detail'],
    queryFn: () => call('GET /modules/:module', { params: { module } }),
  });

export const recordsQuery = (module: string, state: ListState) =>
  queryOptions({
    ...fresh,
    queryKey: [...keyOf(module), 'records', state],
    queryFn: () => call('GET /modules/:module/records', { params: { module }, query: toRequest(state) }),
    // The rows before stay while the next ones are on their way: the page does not jump.
    placeholderData: keepPreviousData,
  });

export const recordQuery = (module: string, record: string) =>
  queryOptions({
    ...fresh,
    queryKey: [...keyOf(module), 'record', record],
    queryFn: () => call('GET /modules/:module/records/:record', { params: { module, record } }),
  });

export const optionsQuery = (module: string, field: string, q: string) =>
  queryOptions({
    queryKey: [...keyOf(module), 'options', field, q],
    queryFn: () => call('GET /modules/:module/options/:field', { params: { module, field }, query: q === '' ? {} : { q } }),
    placeholderData: keepPreviousData,
  });

/** Takes over a record as the server gave it, and lets lists and choices of it be asked for again. */
export function takeRecord(client: QueryClient, module: string, record: RecordDetail): void {
  client.setQueryData(recordQuery(module, record.id).queryKey, record);
  forgetLists(client, module);
}

/** After anything that a list would show otherwise. */
export function forgetLists(client: QueryClient, module: string): void {
  void client.invalidateQueries({ queryKey: [...keyOf(module), 'records'] });
  // Of any module: records of this one may be choices in another.
  void client.invalidateQueries({
    queryKey: [MODULES],
    predicate: ({ queryKey }) => queryKey[2] === 'options',
  });
}
