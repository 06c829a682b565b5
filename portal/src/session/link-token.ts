import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { keepToken, keptToken, readFragment } from './fragment';

/** The token of the link that was opened; undefined after a reload, which forgets it. */
export function useLinkToken(): string | undefined {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const [token, setToken] = useState(keptToken);

  // A second link opened in the same tab changes the fragment without loading the page.
  useEffect(() => {
    const next = readFragment(hash).token;
    if (!next) return;
    keepToken(next);
    setToken(next);
    navigate(pathname, { replace: true });
  }, [hash, pathname, navigate]);

  return token;
}
