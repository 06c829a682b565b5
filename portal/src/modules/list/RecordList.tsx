import { useQuery } from '@tanstack/react-query';
import type { ModuleDetail } from '../../../../plugin/contract/customer/modules';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { Results } from '../../list/Results';
import { LinkButton } from '../../ui/LinkButton';
import { recordsQuery } from '../queries';
import { Controls } from './Controls';
import { FIRST, isFiltered, type ListState } from './list-state';
import { Rows } from './Rows';
import { Tabs } from './Tabs';
import { useListState } from './useListState';

/** Search, filters, rows and pages. */
export function RecordList({ module }: { module: ModuleDetail }) {
  const { t } = useText();
  const showsAll = module.seen === 'published';
  const readsOnly = showsAll && !module.may.create;
  // Who can only read comes for what there is to read.
  const [wanted, change] = useListState(readsOnly ? 'published' : 'ours');
  const state: ListState = showsAll ? wanted : { ...wanted, show: 'ours' };
  const query = useQuery(recordsQuery(module.id, state));
  // Who can only read has records of its own where the team gave it some.
  const { data: ours } = useQuery({ ...recordsQuery(module.id, FIRST), enabled: readsOnly });
  const hasTabs = showsAll && (!readsOnly || state.show === 'ours' || (ours?.total ?? 0) > 0);
  return (
    <>
      {hasTabs && <Tabs show={state.show} onShow={(show) => change({ ...FIRST, show })} />}
      <Results
        query={query}
        filtered={isFiltered(state)}
        words={{
          found: (count) => t('list.found', { count }),
          nothingFound: t('list.nothing-found.text'),
          beyond: t('list.beyond'),
        }}
        controls={<Controls module={module} state={state} onChange={change} />}
        empty={<NothingYet module={module} show={state.show} />}
        onClear={() => change({ q: '', state: undefined })}
        onPage={(page) => change({ page })}
      >
        {({ rows }) => <Rows module={module} rows={rows} state={state} onSort={(sort) => change({ sort })} />}
      </Results>
    </>
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
