import { useCallback, useEffect, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { Notice } from '../ui/Notice';
import { usePolling } from './polling';
import { methodsQuery } from './queries';
import { useMethodWords } from './words';

/** What became of a method that was being added: back from the provider's page the address names it. */
export function Added() {
  const [search, setSearch] = useSearchParams();
  const [method] = useState(() => /^[a-z0-9]{1,64}$/u.exec(search.get('added') ?? '')?.[0]);
  // Said once: a reload says it no more.
  const told = useCallback(() => setSearch({}, { replace: true, preventScrollReset: true }), [setSearch]);
  return method === undefined ? null : <Outcome method={method} told={told} />;
}

function Outcome({ method, told }: { method: string; told: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { nameOf } = useMethodWords();
  const { data, refetch } = useQuery({
    queryKey: ['payment-method', method],
    queryFn: () => call('GET /payment-methods/:method', { params: { method } }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const state = data?.state;
  usePolling(
    state === 'setting-up',
    useCallback(() => refetch(), [refetch]),
  );
  const over = useRef(false);
  useEffect(() => {
    if (over.current || !state || state === 'setting-up') return;
    over.current = true;
    told();
    void client.invalidateQueries({ queryKey: methodsQuery.queryKey });
  }, [state, told, client]);
  if (!data || state === 'removed' || state === 'expired') return null;
  if (state === 'active') return <Notice text={t('methods.added', { name: nameOf(data) })} />;
  return state === 'failed' ? (
    <Notice kind="warning" text={t('methods.add-failed')} />
  ) : (
    <Notice kind="info" text={t('methods.setting-up')} />
  );
}
