import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { ModuleDetail } from '../../../../plugin/contract/customer/modules';
import type { Response } from '../../api/client';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Failed } from '../../ui/Failed';
import { Loading } from '../../ui/Skeleton';
import { LinkButton } from '../../ui/LinkButton';
import { recordsQuery } from '../queries';
import { Controls } from './Controls';
import { FIRST, isFiltered, type ListState } from './list-state';
import { LoadingRows } from './LoadingList';
import css from './list.module.css';
import { Paging } from './Paging';
import { Rows } from './Rows';
import { Tabs } from './Tabs';
import { useListState } from './useListState';

type Records = Response<'GET /modules/:module/records'>;

/** Search, filters, rows and pages. */
export function RecordList({ module }: { module: ModuleDetail }) {
  const { t } = useText();
  const showsAll = module.seen === 'published';
  const readsOnly = showsAll && !module.may.create;
  // Who can only read comes for what there is to read.
  const [wanted, change] = useListState(readsOnly ? 'published' : 'ours');
  const state: ListState = showsAll ? wanted : { ...wanted, show: 'ours' };
  const { data, error, isPlaceholderData, refetch } = useQuery(recordsQuery(module.id, state));
  const total = isPlaceholderData ? undefined : data?.total;
  const filtered = isFiltered(state);
  // Who can only read has records of its own where the team gave it some.
  const { data: ours } = useQuery({ ...recordsQuery(module.id, FIRST), enabled: readsOnly });
  const hasTabs = showsAll && (!readsOnly || state.show === 'ours' || (ours?.total ?? 0) > 0);

  useEffect(() => {
    if (total !== undefined && filtered) announce(t('list.found', { count: total }));
  }, [total, filtered, t]);

  const clear = () => change({ q: '', state: undefined });
  const nothing = data?.total === 0 && !filtered && !isPlaceholderData;
  return (
    <>
      {hasTabs && <Tabs show={state.show} onShow={(show) => change({ ...FIRST, show })} />}
      {!nothing && <Controls module={module} state={state} onChange={change} />}
      {error && !isPlaceholderData && !data && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <>
          <Loading />
          <LoadingRows />
        </>
      )}
      {data && error && <Failed error={error} retry={() => void refetch()} />}
      {data && !error && (
        <div className={css.results} aria-busy={isPlaceholderData || undefined}>
          {data.total === 0 && (filtered ? <NothingFound onClear={clear} /> : <NothingYet module={module} show={state.show} />)}
          {data.rows.length > 0 && <Rows module={module} rows={data.rows} state={state} onSort={(sort) => change({ sort })} />}
          <Pages data={data} onPage={(page) => change({ page })} />
        </div>
      )}
    </>
  );
}

/** A page beyond the last one, from an old address, leads back. */
function Pages({ data, onPage }: { data: Records; onPage: (page: number) => void }) {
  const { t } = useText();
  if (data.total === 0) return null;
  if (data.rows.length > 0) return <Paging {...data} shown={data.rows.length} onPage={onPage} />;
  return (
    <section className={pageCss.empty}>
      <p>{t('list.beyond')}</p>
      <p>
        <Button onClick={() => onPage(1)}>{t('list.first-page')}</Button>
      </p>
    </section>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const { t } = useText();
  return (
    <section className={pageCss.empty}>
      <h2>{t('list.nothing-found.title')}</h2>
      <p className={pageCss.muted}>{t('list.nothing-found.text')}</p>
      <p>
        <Button onClick={onClear}>{t('list.clear')}</Button>
      </p>
    </section>
  );
}

function NothingYet({ module, show }: { module: ModuleDetail; show: ListState['show'] }) {
  const { t } = useText();
  const mayAdd = module.may.create && show === 'ours';
  return (
    <section className={pageCss.empty}>
      <h2>{t('list.empty.title')}</h2>
      <p className={pageCss.muted}>
        {t(mayAdd ? 'list.empty.add' : show === 'published' ? 'list.empty.published' : 'list.empty.text', { module: module.name })}
      </p>
      {mayAdd && (
        <p>
          <LinkButton to={`/modules/${module.id}/new`}>{t('list.empty.new')}</LinkButton>
        </p>
      )}
    </section>
  );
}
