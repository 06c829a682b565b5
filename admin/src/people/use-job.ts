import { useEffect, useState } from 'react';
import type { BulkJob } from '../../../plugin/contract/editor/people';
import { call } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';

const EVERY_MS = 1000;
/** Answers missed in a row before it is said that the progress is unknown. */
const PATIENCE = 5;

const over = (job: BulkJob): boolean => job.state === 'done' || job.state === 'failed';

/** Follows a job until it is over. The job itself runs on the server, whoever watches. */
export function useJob(started: BulkJob | undefined): { job: BulkJob | undefined; failure: ApiFailure | undefined } {
  const [job, setJob] = useState<BulkJob>();
  const [failure, setFailure] = useState<ApiFailure>();
  const id = started?.id;

  useEffect(() => {
    if (id === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    let missed = 0;

    async function look(jobId: string): Promise<void> {
      try {
        const newest = await call('GET /jobs/:id', { params: { id: jobId } });
        if (gone) return;
        missed = 0;
        setJob(newest);
        setFailure(undefined);
        if (over(newest)) return;
      } catch (error) {
        if (gone) return;
        missed += 1;
        if (missed >= PATIENCE) setFailure(failureOf(error));
      }
      timer = setTimeout(() => void look(jobId), EVERY_MS);
    }
    void look(id);

    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id]);

  return { job: job?.id === id ? (job ?? started) : started, failure };
}
