import { useEffect, useState, type ComponentType, type FC } from 'react';
import { moreWords } from '../language/messages';
import { once, registerAhead, type Ahead } from './fetch-part';
import { PartFailed } from './PartFailed';

/** What a part of the portal shows where it failed to come; `retry` fetches it again. */
export type Failed<P> = ComponentType<{ given: P; retry: () => void }>;

interface PartOptions<P> {
  ahead?: Ahead;
  /** While the code is on its way. */
  waiting?: ComponentType<P>;
  failed?: Failed<P>;
}

export interface Part<P> extends FC<P> {
  /** Fetches the code ahead of its use. */
  fetchAhead: () => void;
}

/** In place of the part: what happened, and the way to try again. */
const Here = ({ retry }: { retry: () => void }) => <PartFailed retry={retry} />;

/**
 * A component whose code, with the words of all parts, is fetched when it is first shown. Unlike React's `lazy` it can be fetched
 * again after a failure, and a failure takes nothing but its own place.
 */
export function part<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { ahead, waiting: Waiting, failed: Failed = Here }: PartOptions<P> = {},
): Part<P> {
  let known: ComponentType<P> | undefined;
  const fetchPart = once(async () => {
    const [component] = await Promise.all([load(), moreWords()]);
    return (known = component);
  });
  if (ahead) registerAhead(ahead, fetchPart);

  function Fetched(given: P) {
    const [Component, setComponent] = useState(() => known);
    const [failed, setFailed] = useState(false);

    useEffect(() => {
      if (Component || failed) return;
      let gone = false;
      fetchPart().then(
        (component) => !gone && setComponent(() => component),
        () => !gone && setFailed(true),
      );
      return () => {
        gone = true;
      };
    }, [Component, failed]);

    // A line that came back is reason enough to try.
    useEffect(() => {
      if (!failed) return;
      const back = () => setFailed(false);
      window.addEventListener('online', back);
      return () => window.removeEventListener('online', back);
    }, [failed]);

    if (Component) return <Component {...given} />;
    if (failed) return <Failed given={given} retry={() => setFailed(false)} />;
    // A component of its own: what it asks of React must not be this one's.
    return Waiting ? <Waiting {...given} /> : null;
  }
  return Object.assign(Fetched, { fetchAhead: () => void fetchPart().catch(() => undefined) });
}
