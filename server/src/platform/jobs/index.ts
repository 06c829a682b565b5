import { AsyncResource } from 'node:async_hooks';
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
  problem: string | null;
  topic: string | null;
  finishedAt: string | Date | null;
  contact?: { id: number } | null;
}

/** What a job is about, for who asks what became of it. */
export interface About {
  /** Number of the contact. */
  contact: number;
  topic: string;
}

/** A failed try that says why in a word that a screen has words for. */
export class JobProblem extends Error {
  constructor(
    readonly problem: string,
    message: string,
  ) {
    super(message);
  }
}

/** What a running job may tell about itself, and hear. */
export interface Progress {
  /**
   * Writes down how far the job is, so that another instance can go on from here. Within a
   * transaction, together with what was done. Throws when another instance has taken the job over.
   */
  save(counts: { sent: number; skipped: number }): Promise<void>;
  /**
   * To be called between two steps: lets requests through, which SQLite's driver would keep waiting,
   * and puts the job back into the queue when this instance stops.
   */
  pause(): Promise<void>;
}

/** Runs a job. It may run twice (a crash, a lease that ran out), so its effects must bear that. */
export type JobHandler = (payload: unknown, job: JobRow, progress: Progress) => Promise<void>;

interface JobKind {
  run: JobHandler;
  /** Tries before it is given up as failed. */
  maxAttempts: number;
}

/** Thrown through a job's handler when the instance stops: not a failure. */
class Paused extends Error {}

const POLL_MS = 1000;
/** A lease is renewed while its job runs, so that it runs out only when the instance is gone. */
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
  const renewals: NodeJS.Timeout[] = [];
  let busy: Promise<void> | undefined;
  /** Jobs that this instance runs now, and how many it has begun since it started. */
  const running = new Set<Promise<void>>();
  let begun = 0;
  let again = false;
  let stopped = true;

  const open = (job: JobRow): unknown => (job.payload === null ? null : JSON.parse(unseal(strapi, 'jobs', job.payload)));
  const close = (payload: unknown): string => seal(strapi, 'jobs', JSON.stringify(payload));

  const stumbled = (error: unknown): void => {
    strapi.log.error(`customer-portal: the job queue stumbled: ${String(error)}`);
  };

  async function claim(job: JobRow): Promise<boolean> {
    const claimed = await rows.updateMany({
      where: { id: job.id, state: job.state, attempts: job.attempts },
      data: { state: 'running', attempts: job.attempts + 1, lockedUntil: lease() },
    });
    return claimed.count === 1;
  }

  const lease = (): Date => plusSeconds(now(strapi), LEASE_SECONDS);

  /** What becomes of a job whose handler threw. */
  function afterError(job: JobRow, error: unknown): Record<string, unknown> {
    if (error instanceof Paused) return { state: 'waiting', attempts: job.attempts, lockedUntil: null, dueAt: now(strapi) };
    const attempt = job.attempts + 1;
    const lastError = error instanceof Error ? error.message : String(error);
    strapi.log.warn(`customer-portal: job ${job.kind} ${job.documentId} failed (try ${attempt}): ${lastError}`);
    const ended = { lockedUntil: null, lastError, problem: error instanceof JobProblem ? error.problem : null, finishedAt: now(strapi) };
    return attempt >= (kinds.get(job.kind)?.maxAttempts ?? 1)
      ? { ...ended, state: 'failed', payload: null }
      : { ...ended, state: 'waiting', dueAt: plusSeconds(now(strapi), backoffSeconds(attempt)) };
  }

  async function run(job: JobRow): Promise<void> {
    const mine = { id: job.id, state: 'running', attempts: job.attempts + 1 };
    const progress: Progress = {
      async save(counts) {
        const kept = await rows.updateMany({ where: mine, data: { ...counts, lockedUntil: lease() } });
        if (kept.count === 0) throw new Error('Another instance has taken over this job.');
      },
      async pause() {
        await new Promise(setImmediate);
        if (stopped) throw new Paused();
      },
    };
    const renewal = setInterval(
      () => {
        rows.updateMany({ where: mine, data: { lockedUntil: lease() } }).catch((error: unknown) => {
          strapi.log.warn(`customer-portal: a job's lease was not renewed: ${String(error)}`);
        });
      },
      (LEASE_SECONDS * 1000) / 3,
    ).unref();
    try {
      const kind = kinds.get(job.kind);
      if (!kind) throw new Error(`Nothing runs jobs of kind "${job.kind}".`);
      await kind.run(open(job), job, progress);
      const data = { state: 'done', payload: null, lockedUntil: null, lastError: null, problem: null, finishedAt: now(strapi) };
      await rows.updateMany({ where: mine, data });
    } catch (error) {
      await rows.updateMany({ where: mine, data: afterError(job, error) });
    } finally {
      clearInterval(renewal);
    }
  }

  async function pass(): Promise<void> {
    const instant = now(strapi);
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
    for (const job of due) {
      // A long job holds one place; short ones, a mail say, go on through the others.
      while (running.size >= AT_ONCE) await Promise.race(running);
      if (stopped) return;
      if (!(await claim(job))) continue;
      begun += 1;
      const one = run(job)
        .catch(stumbled)
        .finally(() => running.delete(one));
      running.add(one);
    }
    if (due.length === 50) again = true;
  }

  async function work(): Promise<void> {
    do {
      again = false;
      await pass();
    } while (again && !stopped);
  }

  // Bound to no transaction: whoever adds a job may be in one, and the queue must not run inside it.
  const wake: () => void = AsyncResource.bind((): void => {
    if (stopped) return;
    if (busy) {
      again = true;
      return;
    }
    busy = work()
      .catch(stumbled)
      .finally(() => {
        busy = undefined;
        if (again) wake();
      });
  });

  /** Looks at the queue soon, or when the present transaction has committed. */
  async function wakeSoon(): Promise<void> {
    if (strapi.db.inTransaction()) {
      await strapi.db.transaction(async (transaction) => {
        (transaction as { onCommit(callback: () => void): void }).onCommit(wake);
      });
    } else setTimeout(wake, 5).unref();
  }

  return {
    /** Says what runs jobs of a kind. */
    register(kind: string, run: JobHandler, maxAttempts = 8): void {
      kinds.set(kind, { run, maxAttempts });
    },

    /** Adds a job; within a transaction it becomes due with the commit. */
    async add(kind: string, payload: unknown, more: { dueAt?: Date; total?: number; about?: About } = {}): Promise<JobRow> {
      const job = await rows.create({
        data: {
          kind,
          state: 'waiting',
          dueAt: more.dueAt ?? now(strapi),
          attempts: 0,
          payload: close(payload),
          total: more.total ?? 0,
          sent: 0,
          skipped: 0,
          ...more.about,
        },
      });
      await wakeSoon();
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
          const next = { state: 'waiting', attempts: 0, dueAt: plusSeconds(now(strapi), intervalSeconds), lockedUntil: null };
          await rows.updateMany({ where: { id: job.id, state: 'running', attempts: job.attempts + 1 }, data: next });
        },
      });
      const ensure = async (): Promise<void> => {
        if ((await rows.count({ where: { uniqueKey: kind } })) > 0) return;
        try {
          await rows.create({ data: { kind, state: 'waiting', dueAt: now(strapi), attempts: 0, uniqueKey: kind } });
        } catch (error) {
          if ((await rows.count({ where: { uniqueKey: kind } })) === 0) throw error;
        }
      };
      await ensure();
      // An import into the running server empties the queue.
      renewals.push(setInterval(() => void ensure().catch(stumbled), intervalSeconds * 1000).unref());
    },

    find: (documentId: string, kind: string): Promise<JobRow | null> => rows.findOne({ where: { documentId, kind } }),

    /** Jobs of a kind about these contacts, oldest first. */
    about: (kind: string, contacts: number[]): Promise<JobRow[]> =>
      rows.findMany({
        where: { kind, contact: { id: { $in: contacts } } },
        orderBy: { id: 'asc' },
        populate: { contact: { select: ['id'] } },
      }),

    /** The job of a kind whose latest try ended last, but for those with that problem. */
    async latest(kind: string, but: string): Promise<JobRow | undefined> {
      const others = { $or: [{ problem: null }, { problem: { $ne: but } }] };
      return (
        await rows.findMany({ where: { kind, finishedAt: { $notNull: true }, ...others }, orderBy: { finishedAt: 'desc' }, limit: 1 })
      )[0];
    },

    /** Takes jobs out of the queue by their numbers, unless they run. By number, so that no gap of an index is locked. */
    remove: (ids: number[]) => rows.deleteMany({ where: { id: { $in: ids }, state: { $ne: 'running' } } }),

    /** Removes rows that ended before `before`, unless a contact is asked about by them. */
    removeEnded: (before: Date) =>
      rows.deleteMany({ where: { state: { $in: ['done', 'failed'] }, finishedAt: { $lt: before }, contact: null } }),

    /** Works off what is due now, with what that adds, and waits for it; for tests and for scripts. */
    async drain(): Promise<void> {
      const atRest = async (): Promise<void> => {
        while (busy || running.size > 0) await Promise.all([busy, ...running]);
      };
      let before: number;
      do {
        // What runs already may add jobs: it is looked for them when it has ended.
        await atRest();
        before = begun;
        wake();
        await atRest();
      } while (before !== begun);
    },

    start(): void {
      stopped = false;
      timer = setInterval(wake, POLL_MS);
      timer.unref();
    },

    async stop(): Promise<void> {
      stopped = true;
      for (const one of [timer, ...renewals]) clearInterval(one);
      await busy;
      await Promise.all(running);
    },
  };
}

export type Jobs = ReturnType<typeof createJobs>;
