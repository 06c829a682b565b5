import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { hasCode } from '../api/api-error';
import { FailedPage } from '../app/FailedPage';
import css from '../app/page.module.css';
import { moduleQuery, recordQuery } from '../modules/queries';
import { RecordPage } from '../modules/record/RecordPage';
import { RichField } from '../modules/rich/RichField';
import { Loading, Skeleton } from '../ui/Skeleton';
import NotFound from './NotFound';

/** One record of a module. */
export default function Record() {
  const { module: moduleId = '', record: recordId = '' } = useParams();
  useEffect(() => {
    RichField.fetchAhead();
  }, []);
  const module = useQuery(moduleQuery(moduleId));
  const record = useQuery(recordQuery(moduleId, recordId));

  const error = module.error ?? record.error;
  if (hasCode(error, 'not-found')) return <NotFound />;
  if (module.data && record.data) return <RecordPage key={record.data.id} module={module.data} record={record.data} />;
  if (error) return <FailedPage error={error} retry={() => void (module.error ? module : record).refetch()} />;
  return (
    <>
      <Loading shapes={['title', 'banner']} />
      <div className={css.panel}>
        <Skeleton shapes={['short', 'line', 'short', 'line', 'short', 'line']} />
      </div>
      <div className={css.panel}>
        <Skeleton shapes={['short', 'line']} />
      </div>
    </>
  );
}
