import { plusSeconds, now } from '../clock';
import { seal, unseal } from '../crypto';
import { table, type Row, type Strapi, type Table } from '../strapi';
import { UID } from '../uid';

export { jobType } from './content-type';

export interface JobRow extends Row {
  kind: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  dueAt: string | Date;
  lockedUntil: string | Date | null;
  attempts: number;
  payload: string | null;
  total: number;
  sent: number;
  skipped: number;
  lastError: string | null;
}

/** What a running job may tell about itself. */
export interface Progress {
  /** Rewrites what is left to do and how far it is, so that another instance can go on from here. */
  save(left: unknown, counts: { sent: number; skipped: number }): Promise<void>;
}

/** Runs a job. It may run twice (a crash, a lease that ran out), so its effects must bear that. */
export type JobHandler = (payload: unknown, job: JobRow, progress: Progress) => Promise<void>;

interface JobKind {
  run: JobHandler;
  /** Tries before it is given up as failed. */
  maxAttempts: number;
}

const POLL_MS = 1000;
const LEASE_SECONDS = 120;
const AT_ONCE = 5;

/** Seconds until the next try: 10 s, 40 s, 90 s … at most an hour, with the attempt's number. */
export const backoffSeconds = (attempt: number): number => Math.min(3600, 10 * attempt * attempt);

/**
 * The queue: rows with a due time, claimed by a conditional update, so that of several instances
 * exactly one runs a row; a row whose instance died is taken up again when its lease runs out.
 */
export function createJobs(strapi: Strapi) {
  const kinds = new Map<string, JobKind>();
  const rows: Table<JobRow> = table(strapi, UID.job);
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  const open = (job: JobRow): unknown => (job.payload === null ? null : JSON.parse(unseal(strapi, 'jobs', job.payload)));
  const close = (payload: unknown): string => seal(strapi, 'jobs', JSON.stringify(payload));

  async function claim(job: JobRow): Promise<boolean> {
    const claimed = await rows.updateMany({
      where: { id: job.id, state: job.state, attempts: job.attempts },
      data: { state: 'running', attempts: job.attempts + 1, lockedUntil: plusSeconds(now(), LEASE_SECONDS) },
    });
    return claimed.count === 1;
  }

  async function run(job: JobRow): Promise<void> {
    if (!(await claim(job))) return;
    const attempt = job.attempts + 1;
    const mine = { id: job.id, state: 'running', attempts: attempt };
    const kind = kinds.get(job.kind);
    try {
      if (!kind) throw new Error(`Nothing runs jobs of kind "${job.kind}".`);
      await kind.run(open(job), job, {
        async save(left, counts) {
          const data = { payload: close(left), ...counts, lockedUntil: plusSeconds(now(), LEASE_SECONDS) };
          const kept = await rows.updateMany({ where: mine, data });
          if (kept.count === 0) throw new Error('Another instance has taken over this job.');
        },
      });
      await rows.updateMany({
        where: mine,
        data: { state: 'done', payload: null, lockedUntil: null, lastError: null, finishedAt: now() },
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const final = attempt >= (kind?.maxAttempts ?? 1);
      strapi.log.warn(`customer-portal: job ${job.kind} ${job.documentId} failed (try ${attempt}): ${message}`);
      await rows.updateMany({
        where: mine,
        data: final
          ? { state: 'failed', payload: null, lockedUntil: null, lastError: message, finishedAt: now() }
          : { state: 'waiting', lockedUntil: null, lastError: message, dueAt: plusSeconds(now(), backoffSeconds(attempt)) },
      });
    }
  }

  async function pass(): Promise<void> {
    const instant = now();
    const due = await rows.findMany({
      where: {
        $or: [
          { state: 'waiting', dueAt: { $lte: instant } },
          { state: 'running', lockedUntil: { $lt: instant } },
        ],
      },
      orderBy: { dueAt: 'asc' },
      limit: 50,
    });
    for (let index = 0; index < due.length && !stopped; index += AT_ONCE) {
      await Promise.all(due.slice(index, index + AT_ONCE).map(run));
    }
    if (due.length === 50) again = true;
  }

  async function work(): Promise<void> {
    do {
      again = false;
      await pass();
    } while (again && !stopped);
  }

  function wake(): void {
    if (stopped) return;
    if (busy) {
      again = true;
      return;
    }
    busy = work()
      .catch((error: unknown) => {
        strapi.log.error(`customer-portal: the job queue stumbled: ${String(error)}`);
      })
      .finally(() => {
        busy = undefined;
      });
  }

  return {
    /** Says what runs jobs of a kind. */
    register(kind: string, run: JobHandler, maxAttempts = 8): void {
      kinds.set(kind, { run, maxAttempts });
    },

    /** Adds a job; within a transaction it becomes due with the commit. */
    async add(kind: string, payload: unknown, more: { dueAt?: Date; total?: number } = {}): Promise<JobRow> {
      const job = await rows.create({
        data: {
          kind,
          state: 'waiting',
          dueAt: more.dueAt ?? now(),
          attempts: 0,
          payload: close(payload),
          total: more.total ?? 0,
          sent: 0,
          skipped: 0,
        },
      });
      setTimeout(wake, 5).unref();
      return job;
    },

    /**
     * Makes sure that a recurring job has its row: `uniqueKey` is unique in the database, so that
     * instances that start together make one.
     */
    async every(kind: string, intervalSeconds: number, task: () => Promise<void>): Promise<void> {
      kinds.set(kind, {
        maxAttempts: Number.MAX_SAFE_INTEGER,
        async run(_payload, job) {
          await task();
          const next = { state: 'waiting', attempts: 0, dueAt: plusSeconds(now(), intervalSeconds), lockedUntil: null };
          await rows.updateMany({ where: { id: job.id, state: 'running', attempts: job.attempts + 1 }, data: next });
        },
      });
      if ((await rows.count({ where: { uniqueKey: kind } })) > 0) return;
      try {
        await rows.create({ data: { kind, state: 'waiting', dueAt: now(), attempts: 0, uniqueKey: kind } });
      } catch (error) {
        if ((await rows.count({ where: { uniqueKey: kind } })) === 0) throw error;
      }
    },

    find: (documentId: string, kind: string): Promise<JobRow | null> => rows.findOne({ where: { documentId, kind } }),

    /** Removes rows that ended before `before`. */
    removeEnded: (before: Date) => rows.deleteMany({ where: { state: { $in: ['done', 'failed'] }, finishedAt: { $lt: before } } }),

    /** Works off what is due now and waits for it; for tests and for scripts. */
    async drain(): Promise<void> {
      wake();
      while (busy) await busy;
    },

    start(): void {
      stopped = false;
      timer = setInterval(wake, POLL_MS);
      timer.unref();
    },

    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      await busy;
    },
  };
}

export type Jobs = ReturnType<typeof createJobs>;
