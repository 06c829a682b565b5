import { useEffect, useRef, useState } from 'react';
import { call, type ResponseFor } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';

const EVERY_MS = 1500;
/** Answers missed in a row before it is said that the test is lost. */
const PATIENCE = 5;

export type TestResult = ResponseFor<'GET /connection-tests/:id'>;

export type TestRun =
  | { phase: 'idle' }
  | { phase: 'starting' }
  /** The provider's page is open, or was kept back by the browser (`blocked`) and waits to be opened at `url`. */
  | { phase: 'waiting'; test: string; url: string; blocked: boolean }
  | { phase: 'over'; result: TestResult }
  | { phase: 'lost'; failure: ApiFailure };

export interface Test {
  run: TestRun;
  start: () => Promise<void>;
  /** Stops looking at it. What happens in the other window changes nothing. */
  cancel: () => void;
}

/** A dry run of a connection: opens the provider's page in a new window and waits for what it brings back. */
export function useTest(connection: string, onOver: () => void): Test {
  const [run, setRun] = useState<TestRun>({ phase: 'idle' });
  const over = useRef(onOver);
  over.current = onOver;
  const latest = useRef(0);
  const waitingFor = run.phase === 'waiting' ? run.test : undefined;

  async function start(): Promise<void> {
    latest.current += 1;
    const mine = latest.current;
    // Opened while the click is still at hand: browsers keep back windows that open later by themselves.
    const opened = window.open('', '_blank');
    setRun({ phase: 'starting' });
    try {
      const { test, url } = await call('POST /connections/:id/test', { params: { id: connection } });
      if (mine !== latest.current) {
        opened?.close();
        return;
      }
      if (opened) {
        // The provider's page must not reach back into the panel.
        opened.opener = null;
        opened.location.replace(url);
      }
      setRun({ phase: 'waiting', test, url, blocked: opened === null });
    } catch (error) {
      opened?.close();
      if (mine === latest.current) setRun({ phase: 'lost', failure: failureOf(error) });
    }
  }

  function cancel(): void {
    latest.current += 1;
    setRun({ phase: 'idle' });
  }

  useEffect(() => {
    if (waitingFor === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    let missed = 0;

    async function look(id: string): Promise<void> {
      try {
        const result = await call('GET /connection-tests/:id', { params: { id } });
        if (gone) return;
        missed = 0;
        if (result.state !== 'waiting') {
          setRun({ phase: 'over', result });
          over.current();
          return;
        }
      } catch (error) {
        if (gone) return;
        const failure = failureOf(error);
        missed += 1;
        if (failure.code === 'not-found' || missed >= PATIENCE) {
          setRun({ phase: 'lost', failure });
          return;
        }
      }
      timer = setTimeout(() => void look(id), EVERY_MS);
    }
    timer = setTimeout(() => void look(waitingFor), EVERY_MS);

    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [waitingFor]);

  return { run, start, cancel };
}
