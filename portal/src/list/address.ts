/** What of a list stands in its address, as the server takes it: a made-up address must not become a refused request. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const MAX_SEARCH = 100;
const MAX_PAGE = 99_999;

/** What is searched for. Pure. */
export const searchOf = (search: URLSearchParams): string => (search.get('q') ?? '').trim().slice(0, MAX_SEARCH).trim();

/** The page, from 1. Pure. */
export function pageOf(search: URLSearchParams): number {
  const page = Number(search.get('page') ?? '1');
  return Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1;
}

export type ChangeList<S> = (change: Partial<S>, how?: { replace: boolean }) => void;

/**
 * A list's state, kept in the address. Another page of it is a step that back undoes; typing is not.
 * @param read and `write`: the state from an address and back; the same functions at each render
 */
export function useAddressState<S extends { page: number }>(
  read: (search: URLSearchParams) => S,
  write: (state: S) => URLSearchParams,
): [S, ChangeList<S>] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback<ChangeList<S>>(
    (next, { replace } = { replace: false }) =>
      // Anything but turning the page starts at its first one again.
      setSearch((before) => write({ ...read(before), page: 1, ...next }), {
        replace,
        preventScrollReset: replace || next.page === undefined,
      }),
    [setSearch, read, write],
  );
  return [read(search), change];
}
