import { useCallback } from 'react';
import { useAddressState, type ChangeList } from '../../list/address';
import { fromAddress, toAddress, type ListState, type Show } from './list-state';

/** `first`: what is shown where the address does not say. */
export function useListState(first: Show): [ListState, ChangeList<ListState>] {
  const read = useCallback((search: URLSearchParams) => fromAddress(search, first), [first]);
  const write = useCallback((state: ListState) => toAddress(state, first), [first]);
  return useAddressState(read, write);
}
