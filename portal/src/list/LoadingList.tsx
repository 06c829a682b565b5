import { Loading, Skeleton } from '../ui/Skeleton';
import css from './list.module.css';

/** The list's layout, before anything of it is known. */
export const LoadingList = () => (
  <>
    <Loading shapes={['title']} />
    <LoadingRows />
  </>
);

export const LoadingRows = () => (
  <div className={css.loading}>
    <Skeleton shapes={['control', 'line', 'line', 'line', 'line', 'line']} />
  </div>
);
