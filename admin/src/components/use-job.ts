import { useEffect, useRef, useState } from 'react';
import { failureOf, type ApiFailure } from '../api/failure';

const EVERY_MS = 1000;
/** Answers missed in a row before it is said that the progress is unknown. */
const PATIENCE = 5;

interface Job {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
}

export const isOver = ({ state }: Pick<Job, 'state'>): boolean => state !== 'waiting' && state !== 'running';

/** Follows a job until it is over. The job itself runs on the server, whoever watches. */
export function useJob<J extends Job>(
  started: J | undefined,
  look: (id: string) => Promise<J>,
): { job: J | undefined; failure: ApiFailure | undefined } {
  const [job, setJob] = useState<J>();
  const [failure, setFailure] = useState<ApiFailure>();
  const ask = useRef(look);
  ask.current = look;
  const id = started?.id;

  useEffect(() => {
    if (id === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    let missed = 0;

    async function next(jobId: string): Promise<void> {
      try {
        const newest = await ask.current(jobId);
        if (gone) return;
        missed = 0;
        setJob(newest);
        setFailure(undefined);
        if (isOver(newest)) return;
      } catch (error) {
        if (gone) return;
        missed += 1;
        if (missed >= PATIENCE) setFailure(failureOf(error));
      }
      timer = setTimeout(() => void next(jobId), EVERY_MS);
    }
    void next(id);

    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id]);

  return { job: job?.id === id ? (job ?? started) : started, failure };
}
