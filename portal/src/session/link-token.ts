import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

/** Kept in memory only, so that the secret is neither in the history nor in a screenshot. */
let kept: string | undefined;

/** The secret part of a mailed link in a URL's fragment. */
export const tokenIn = (hash: string): string | undefined => /^#token=([A-Za-z0-9_-]+)$/u.exec(hash)?.[1];

/** Takes the token out of the address bar; called before anything else reads the address. */
export function takeLinkToken(): void {
  const token = tokenIn(window.location.hash);
  if (!token) return;
  kept = token;
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search);
}

/** The token of the link that was opened; undefined after a reload, which forgets it. */
export function useLinkToken(): string | undefined {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const [token, setToken] = useState(kept);

  // A second link opened in the same tab changes the fragment without loading the page.
  useEffect(() => {
    const next = tokenIn(hash);
    if (!next) return;
    kept = next;
    setToken(next);
    navigate(pathname, { replace: true });
  }, [hash, pathname, navigate]);

  return token;
}
