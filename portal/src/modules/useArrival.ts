import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

/** What was just done on the way here; said once, not again after a reload or when somebody comes back. */
export function useArrival<D extends string>(): D | undefined {
  const location = useLocation();
  const { pathname, search } = location;
  const navigate = useNavigate();
  const arrived = (location.state as { done?: D } | null)?.done;
  const [done] = useState(arrived);
  useEffect(() => {
    if (arrived) navigate(`${pathname}${search}`, { replace: true, state: null, preventScrollReset: true });
  }, [arrived, navigate, pathname, search]);
  return done;
}
