import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { Outlet, useBlocker } from 'react-router-dom';
import { useText } from '../language/useText';
import { fetchAhead } from '../parts/fetch-part';
import { part } from '../parts/part';

interface LeaveProps {
  answer: (leave: boolean) => void;
}

/** Without its code the question is asked in the browser's own words. */
function AskPlainly({ given: { answer } }: { given: LeaveProps }) {
  const { t } = useText();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    answer(window.confirm(t('leave.text')));
  }, [answer, t]);
  return null;
}

const LeaveDialog = part<LeaveProps>(async () => (await import('./LeaveDialog')).default, { ahead: 'guards', failed: AskPlainly });

interface Unsaved {
  /**
   * Whether what somebody is about to do may throw away what they typed; asks them if need be.
   * `forGood`: what the browser keeps for the next time goes, too.
   */
  mayLeave: (how?: { forGood: boolean }) => Promise<boolean>;
  /** Lets the next navigation pass, where what was typed is gone anyway. */
  release: () => void;
  mark: (dirty: boolean, kept: boolean) => void;
  /** Run when somebody chooses to leave what they typed. */
  onLeave: React.MutableRefObject<(() => void) | undefined>;
}

const Context = createContext<Unsaved | undefined>(undefined);

function useContextOrThrow(): Unsaved {
  const context = useContext(Context);
  if (!context) throw new Error('Unsaved changes need their guard around them.');
  return context;
}

/** `mayLeave` for actions that are no navigation: signing out, acting for another customer. */
export const useMayLeave = (): Unsaved['mayLeave'] => useContextOrThrow().mayLeave;

/** See `release`. */
export const useReleaseUnsaved = (): Unsaved['release'] => useContextOrThrow().release;

interface UnsavedOptions {
  kept?: boolean;
  /** Forgets what the browser keeps of it, where somebody chose to leave it. */
  discard?: () => void;
}

/** Says that the page holds changes that would be lost; `kept`: only by what ends for good. */
export function useUnsaved(dirty: boolean, { kept = false, discard }: UnsavedOptions = {}): void {
  const { mark, onLeave } = useContextOrThrow();
  useEffect(() => {
    mark(dirty, kept);
    return () => mark(false, false);
  }, [dirty, kept, mark]);
  useEffect(() => {
    onLeave.current = dirty ? discard : undefined;
    return () => {
      onLeave.current = undefined;
    };
  }, [dirty, discard, onLeave]);
  // Before the line can break under somebody's typing.
  useEffect(() => void fetchAhead('guards'), []);
}

/** Guards everything below it: navigation, actions that ask, and closing the window. */
export function UnsavedGuard() {
  const [{ dirty, kept }, setMarked] = useState({ dirty: false, kept: false });
  const guarded = dirty && !kept;
  const allowed = useRef(false);
  const onLeave = useRef<() => void>();
  const [asked, setAsked] = useState<(leave: boolean) => void>();
  const blocker = useBlocker(
    useCallback(
      ({ currentLocation, nextLocation }: { currentLocation: { pathname: string }; nextLocation: { pathname: string } }) =>
        guarded && !allowed.current && currentLocation.pathname !== nextLocation.pathname,
      [guarded],
    ),
  );

  useEffect(() => {
    if (!guarded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [guarded]);

  const mark = useCallback((next: boolean, nextKept: boolean) => {
    // Not for `false`: a form that goes away says so while the navigation is still to come.
    if (next) allowed.current = false;
    setMarked({ dirty: next, kept: nextKept });
  }, []);

  const release = useCallback(() => {
    allowed.current = true;
  }, []);

  const value = useMemo<Unsaved>(
    () => ({
      mark,
      release,
      onLeave,
      mayLeave: ({ forGood } = { forGood: false }) =>
        (forGood ? dirty : guarded) ? new Promise((resolve) => setAsked(() => resolve)) : Promise.resolve(true),
    }),
    [dirty, guarded, mark, release],
  );

  const answer = (leave: boolean) => {
    if (leave) onLeave.current?.();
    if (blocker.state === 'blocked') {
      if (leave) blocker.proceed();
      else blocker.reset();
    }
    if (asked) {
      allowed.current = leave;
      asked(leave);
      setAsked(undefined);
    }
  };

  return (
    <Context.Provider value={value}>
      <Outlet />
      {(blocker.state === 'blocked' || asked) && <LeaveDialog answer={answer} />}
    </Context.Provider>
  );
}
