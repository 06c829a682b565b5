import { useSearchParams } from 'react-router-dom';
import { useLoad } from '../api/use-load';

/** How a filter stands in the page's address, so that it can be sent to a colleague. */
interface Address<F> {
  filterIn: (params: URLSearchParams) => F;
  /** Only what is not as it is at first. */
  addressOf: (filter: F) => Record<string, string>;
}

/** A list that is narrowed and leafed through. */
export function useList<F extends { page: number }, T extends object>(
  { filterIn, addressOf }: Address<F>,
  load: (filter: F) => Promise<T>,
) {
  const [params, setParams] = useSearchParams();
  const filter = filterIn(params);
  const address = JSON.stringify(addressOf(filter));
  const { data, failure, reload } = useLoad(async () => ({ ...(await load(filter)), address }), address);
  // What is on the screen is of another page or filter until its own rows are there.
  const stale = data?.address !== address;
  return {
    filter,
    data,
    failure,
    reload,
    stale,
    loading: stale && !failure,
    /** Other rows; `replace`: the way back does not lead here. */
    show: (next: F, replace: boolean): void => setParams(addressOf(next), { replace }),
  };
}
