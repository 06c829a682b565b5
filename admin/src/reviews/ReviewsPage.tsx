import { useRBAC } from '@strapi/admin/strapi-admin';
import { useState } from 'react';
import { call } from '../api/client';
import { SelectFilter } from '../components/filters';
import { ListScreen } from '../components/ListScreen';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { useList } from '../components/use-list';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import * as addressing from './filter';
import { queryOf, STARS } from './filter';
import { Overview } from './Overview';
import { ReplyDialog } from './ReplyDialog';
import { ReviewTable } from './ReviewTable';

/** Stands for any number of stars: a select shows an empty value as if nothing were chosen. */
const ALL = 'all';

/** *Reviews* in the main menu: what customers think of the organisation. */
export default function ReviewsPage() {
  const t = useMessages();
  const list = useList(addressing, (filter) => call('GET /reviews', { query: queryOf(filter) }));
  const { filter, data, failure, reload, show } = list;
  const { allowedActions } = useRBAC(NEEDS.reviews);
  const [replying, setReplying] = useState<string>();
  const replied = data?.rows.find(({ id }) => id === replying);

  return (
    <>
      <ListScreen
        list={list}
        title={t('reviews.title')}
        subtitle={() => t('reviews.subtitle')}
        above={({ average, counts, months, open }) => (
          <>
            {!open && <Notice kind="info">{t('reviews.off')}</Notice>}
            {failure && <Notice kind="danger">{failureText(t, failure)}</Notice>}
            <Overview average={average} counts={counts} months={months} />
            <SelectFilter
              label={t('reviews.filter')}
              value={filter.stars ?? ALL}
              options={[
                { value: ALL, label: t('reviews.filter.all') },
                ...STARS.map((stars) => ({ value: stars, label: t('reviews.stars', { count: Number(stars) }) })),
              ]}
              width="22rem"
              onChange={(stars) => show({ page: 1, stars: stars === ALL ? undefined : stars }, true)}
            />
          </>
        )}
        empty={() => t(filter.stars ? 'reviews.none' : 'reviews.empty')}
      >
        {({ rows, open }) => (
          <ReviewTable rows={rows} onReply={allowedActions.canReply === true && open ? ({ id }) => setReplying(id) : undefined} />
        )}
      </ListScreen>
      {replied && <ReplyDialog key={replied.id} review={replied} onChanged={reload} onClose={() => setReplying(undefined)} />}
    </>
  );
}
