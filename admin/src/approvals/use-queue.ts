import { useEffect, useRef } from 'react';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { queryOf, type Filter } from './filter';
import { placeOf, type Place } from './queue';

/** Those that wait, as the filter shows them, and where this record stands among them. */
export function useQueue(id: string, filter: Filter): { place: Place; refresh: () => void } {
  const query = queryOf({ ...filter, state: 'submitted', page: 1 });
  const key = JSON.stringify(query);
  // A record that is opened from another list does not wait: its neighbours are the first that do.
  const { data, reload } = useLoad(() => call('GET /approvals', { query }), key);
  const at = useRef(0);
  const ids = (data?.rows ?? []).map((row) => row.id);
  const index = ids.indexOf(id);

  useEffect(() => {
    if (index >= 0) at.current = index;
  }, [index]);

  return { place: placeOf(ids, id, at.current, data?.total), refresh: () => void reload() };
}
