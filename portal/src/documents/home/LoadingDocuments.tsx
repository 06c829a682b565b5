import pageCss from '../../app/page.module.css';
import { Loading, Skeleton } from '../../ui/Skeleton';

/** Where cards and the newest documents will be. */
export const LoadingDocuments = () => (
  <>
    <Loading />
    <div className={pageCss.cards}>
      <Skeleton shapes={['card', 'card', 'card']} />
    </div>
    <div className={pageCss.panel}>
      <Skeleton shapes={['short', 'line', 'line', 'line']} />
    </div>
  </>
);
