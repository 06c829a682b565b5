import { useEffect, type ReactNode } from 'react';
import pageCss from '../app/page.module.css';
import { useText } from '../language/useText';
import { announce } from '../ui/announce';
import { Button } from '../ui/Button';
import { Failed } from '../ui/Failed';
import { Loading } from '../ui/Skeleton';
import css from './list.module.css';
import { LoadingRows } from './LoadingList';
import { Paging } from './Paging';

interface Page {
  rows: readonly unknown[];
  page: number;
  pageSize: number;
  total: number;
}

interface ResultsProps<D extends Page> {
  query: { data: D | undefined; error: Error | null; isPlaceholderData: boolean; refetch: () => unknown };
  /** Something narrows the list down. */
  filtered: boolean;
  /** What is said of a number of rows, and where there are none. */
  words: { found: (count: number) => string; nothingFound: string; beyond: string; total?: (count: number) => string };
  /** Search and filters; not shown where there is nothing to find. */
  controls: ReactNode;
  /** What stands in place of a list that has nothing in it yet. */
  empty: ReactNode;
  onClear: () => void;
  onPage: (page: number) => void;
  /** The rows of a page that has some. */
  children: (data: D) => ReactNode;
}

/** A list with its controls in each of its states: loading, failed, empty, with nothing found, and with rows and pages. */
export function Results<D extends Page>({ query, filtered, words, controls, empty, onClear, onPage, children }: ResultsProps<D>) {
  const { data, error, isPlaceholderData, refetch } = query;
  const total = isPlaceholderData ? undefined : data?.total;
  const found = total !== undefined && filtered ? words.found(total) : undefined;
  useEffect(() => {
    if (found !== undefined) announce(found);
  }, [found]);

  return (
    <>
      {!(total === 0 && !filtered) && controls}
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <>
          <Loading />
          <LoadingRows />
        </>
      )}
      {data && !error && (
        <div className={css.results} aria-busy={isPlaceholderData || undefined}>
          {data.total === 0 && (filtered ? <NothingFound text={words.nothingFound} onClear={onClear} /> : empty)}
          {data.rows.length > 0 && (
            <>
              {children(data)}
              <Paging {...data} text={words.total?.(data.total)} shown={data.rows.length} onPage={onPage} />
            </>
          )}
          {data.total > 0 && data.rows.length === 0 && <Beyond text={words.beyond} onFirst={() => onPage(1)} />}
        </div>
      )}
    </>
  );
}

/** A page beyond the last one, from an old address, leads back. */
function Beyond({ text, onFirst }: { text: string; onFirst: () => void }) {
  const { t } = useText();
  return (
    <section className={pageCss.empty}>
      <p>{text}</p>
      <p>
        <Button onClick={onFirst}>{t('list.first-page')}</Button>
      </p>
    </section>
  );
}

function NothingFound({ text, onClear }: { text: string; onClear: () => void }) {
  const { t } = useText();
  return (
    <section className={pageCss.empty}>
      <h2>{t('list.nothing-found.title')}</h2>
      <p className={pageCss.muted}>{text}</p>
      <p>
        <Button onClick={onClear}>{t('list.clear')}</Button>
      </p>
    </section>
  );
}
