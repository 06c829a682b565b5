import { Page } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import type { ReactNode } from 'react';
import { useMessages } from '../messages';
import { Empty } from './Empty';
import { LoadFailure } from './LoadFailure';
import { PageNav } from './PageNav';
import { Screen } from './Screen';
import type { useList } from './use-list';

/** Rows of a page, where the answer does not say. */
const PAGE_SIZE = 50;

type List<F extends { page: number }, T extends object> = Pick<
  ReturnType<typeof useList<F, T>>,
  'filter' | 'data' | 'failure' | 'reload' | 'stale' | 'loading' | 'show'
>;

interface Props<F extends { page: number }, T extends { rows: unknown[] }> {
  list: List<F, T>;
  title: string;
  subtitle: (data: T) => string;
  isSettings?: boolean;
  /** Something else is under way. */
  busy?: boolean;
  /** In the place of the button that loads the list again. */
  action?: ReactNode;
  onReload?: () => void;
  /** What stands between filters and rows. */
  above: (data: T) => ReactNode;
  /** Rows of another page or filter are not shown where the right ones cannot be loaded: they would look like what was found. */
  hideStale?: boolean;
  /** Why there is nothing to see. */
  empty: (data: T) => string;
  /** Where the words of a list with a known number of pages do not fit. */
  paging?: (page: number) => { position: string; previous: string; next: string };
  children: (data: T) => ReactNode;
}

/** A page with a list: filters, rows or why there are none, and the way to further ones. */
export function ListScreen<
  F extends { page: number },
  T extends { rows: unknown[] } & ({ total: number; pageSize?: number } | { more: boolean }),
>(props: Props<F, T>) {
  const { list, title, subtitle, isSettings, busy = false, action, onReload, above, hideStale = false, empty, paging, children } = props;
  const { filter, data, failure, reload, stale, loading, show } = list;
  const t = useMessages();

  if (failure && !data) return <LoadFailure failure={failure} onRetry={() => void reload()} />;
  if (!data) return <Page.Loading>{t('loading')}</Page.Loading>;

  const { page } = filter;
  const pages = 'total' in data ? Math.max(1, Math.ceil(data.total / (data.pageSize ?? PAGE_SIZE))) : page;
  const words = paging?.(page) ?? {
    position: t('paging.position', { page, pages }),
    previous: t('paging.previous'),
    next: t('paging.next'),
  };
  const again = (
    <Button
      variant="secondary"
      startIcon={<ArrowClockwise />}
      loading={loading}
      onClick={() => {
        void reload();
        onReload?.();
      }}
    >
      {t('activity.reload')}
    </Button>
  );
  return (
    <Screen isSettings={isSettings} title={title} subtitle={subtitle(data)} busy={loading || busy} action={action ?? again}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {above(data)}
        {hideStale && stale && failure ? null : data.rows.length === 0 && !loading ? <Empty content={empty(data)} /> : children(data)}
        <PageNav
          {...words}
          page={page}
          more={'more' in data ? data.more : page < pages}
          loading={loading}
          onPage={(next) => show({ ...filter, page: next }, false)}
        />
      </Flex>
    </Screen>
  );
}
