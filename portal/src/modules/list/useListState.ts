import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { fromAddress, toAddress, type ListState, type Show } from './list-state';

/** The list's state, kept in the address. Another page of it is a step that back undoes; typing is not. */
export function useListState(first: Show): [ListState, (change: Partial<ListState>, how?: { replace: boolean }) => void] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (next: Partial<ListState>, { replace } = { replace: false }) =>
      // Anything but turning the page starts at its first one again.
      setSearch((before) => toAddress({ ...fromAddress(before, first), page: 1, ...next }, first), {
        replace,
        preventScrollReset: replace || next.page === undefined,
      }),
    [setSearch, first],
  );
  return [fromAddress(search, first), change];
}
