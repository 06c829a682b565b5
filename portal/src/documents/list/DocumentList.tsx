import { useQuery } from '@tanstack/react-query';
import type { DocumentType } from '../../../../plugin/documents/types';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { Results } from '../../list/Results';
import { portal } from '../../portal-data';
import { documentsQuery } from '../queries';
import { ChosenBar } from '../zip/ChosenBar';
import { useChoice } from '../zip/useChoice';
import { Controls } from './Controls';
import { isFiltered } from './list-state';
import { Rows } from './Rows';
import { Sums } from './Sums';
import { useDocumentListState } from './useDocumentListState';

/** Search, filters, sums, rows and pages. */
export function DocumentList({ type }: { type: DocumentType }) {
  const { t } = useText();
  const [state, change] = useDocumentListState(type);
  const query = useQuery(documentsQuery(type, state));
  const found = query.data?.total ?? 0;
  const choice = useChoice(state, found, query.data?.rows ?? []);
  return (
    <Results
      query={query}
      filtered={isFiltered(state)}
      words={{
        found: (count) => t('documents.found', { count }),
        total: (count) => t('documents.total', { count }),
        nothingFound: t('documents.nothing-found'),
        beyond: t('documents.beyond'),
      }}
      controls={<Controls type={type} state={state} onChange={change} />}
      empty={<NothingYet />}
      onClear={() => change({ q: '', state: undefined, from: undefined, to: undefined })}
      onPage={(page) => change({ page })}
    >
      {({ rows, sums }) => (
        <>
          <Sums type={type} sums={sums} />
          <ChosenBar type={type} choice={choice} found={found} />
          <Rows type={type} rows={rows} state={state} choice={choice} onSort={(sort) => change({ sort })} />
        </>
      )}
    </Results>
  );
}

function NothingYet() {
  const { t } = useText();
  return (
    <section className={pageCss.empty}>
      <h2>{t('list.empty.title')}</h2>
      <p className={pageCss.muted}>{t('documents.empty', { organisation: portal.organisation.name })}</p>
    </section>
  );
}
