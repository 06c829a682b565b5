import { now, plusSeconds } from '../clock';
import { seal } from '../crypto';
import { afterCommit } from '../events';
import { table, type Query, type Strapi, type Table, type Where } from '../strapi';
import { UID } from '../uid';
import type { JobDriver } from './driver';
import { payloadOf, QUEUES, type JobDefinition, type JobHandler, type JobOptions, type JobRow, type QueueName } from './row';
import { createRunner } from './run';
import { createWorkers } from './workers';

export { jobType } from './content-type';
export type { JobDriver } from './driver';
export { JobDropped, JobProblem, type JobHandler, type JobKind, type JobRow, type QueueName } from './row';
export { backoffSeconds } from './run';

const POLL_MS = 1000;
/** A lease is renewed while its job runs, so that it runs out only when the instance is gone. */
const LEASE_SECONDS = 120;

interface Settings {
  driver?: JobDriver;
  pollMs?: number;
  leaseSeconds?: number;
}

/** What a job is about, for who asks what became of it: its row stays until something newer is, or the contact is gone. */
export interface About {
  /** Number of the contact. */
  contact: number;
  topic: string;
}

interface Added {
  /** Not before; else at once. */
  dueAt?: Date;
  about?: About;
  topic?: string;
  /** Whom it tells. */
  recipient?: string;
  /** Who asked for it: `editor:` or `contact:` with the id. */
  owner?: string;
  /** What it has come to before its first step. */
  result?: object;
}

/**
 * The queue: rows with a due time, claimed by a conditional update, so that of several instances
 * exactly one runs a row; a row whose instance died is taken up again when its lease runs out.
 */
export function createJobs(strapi: Strapi, { driver, pollMs = POLL_MS, leaseSeconds = LEASE_SECONDS }: Settings = {}) {
  const kinds = new Map<string, JobDefinition>();
  const rows: Table<JobRow> = table(strapi, UID.job);
  const timers: NodeJS.Timeout[] = [];
  let stopped = true;
  const isStopping = (): boolean => stopped;
  const runner = createRunner(strapi, rows, kinds, { isStopping, leaseSeconds });
  const workers = createWorkers(strapi, rows, runner, isStopping);
  const { stumbled, wake, wakeSoon } = workers;

  /** Has workers look soon, or when the present transaction has committed. */
  const tellWorkers = (queue: string): Promise<void> =>
    afterCommit(strapi, async () => {
      wakeSoon();
      await driver?.notify(queue);
    });

  return {
    /** Says what runs jobs of a kind. */
    register(kind: string, run: JobHandler, options: JobOptions = {}): void {
      kinds.set(kind, { kind, run, ...options });
    },

    /** Adds a job; within a transaction it becomes due with the commit. */
    async add(kind: string, payload: unknown, { about, dueAt = now(strapi), ...more }: Added = {}): Promise<JobRow> {
      const queue = kinds.get(kind)?.queue ?? 'default';
      const sealed = seal(strapi, 'jobs', JSON.stringify(payloadOf(kinds.get(kind)).write(payload)));
      const job = await rows.create({
        data: { kind, queue, state: 'waiting', dueAt, attempts: 0, payload: sealed, ...more, ...about },
      });
      await tellWorkers(queue);
      return job;
    },

    /**
     * Makes sure that a recurring job has its row: `uniqueKey` is unique in the database, so that
     * instances that start together make one.
     */
    async every(kind: string, intervalSeconds: number, task: () => Promise<void>): Promise<void> {
      this.register(
        kind,
        async (_payload, job) => {
          await task();
          const next = { state: 'waiting', attempts: 0, dueAt: plusSeconds(now(strapi), intervalSeconds), lockedUntil: null };
          await rows.updateMany({ where: { id: job.id, state: 'running', attempts: job.attempts + 1 }, data: next });
        },
        { attempts: Number.MAX_SAFE_INTEGER },
      );
      const ensure = async (): Promise<void> => {
        if ((await rows.count({ where: { uniqueKey: kind } })) > 0) return;
        try {
          await rows.create({ data: { kind, queue: 'default', state: 'waiting', dueAt: now(strapi), attempts: 0, uniqueKey: kind } });
        } catch (error) {
          if ((await rows.count({ where: { uniqueKey: kind } })) === 0) throw error;
        }
      };
      await ensure();
      // An import into the running server empties the queue.
      timers.push(setInterval(() => void ensure().catch(stumbled), intervalSeconds * 1000).unref());
    },

    /**
     * Cancels a job: one that waits never starts, one that runs ends when it saves its next step, which is taken back.
     * @returns false when it had ended, or was cancelled, before
     */
    async cancel(documentId: string): Promise<boolean> {
      const { count } = await rows.updateMany({
        where: { documentId, state: { $in: ['waiting', 'running'] }, cancelledAt: { $null: true } },
        data: { cancelledAt: now(strapi) },
      });
      await runner.endCancelled({ documentId, state: 'waiting' });
      return count === 1;
    },

    /** Ends waiting jobs before they start; how many there were. */
    async stopWaiting(where: Where): Promise<number> {
      const data = { state: 'cancelled', payload: null, cancelledAt: now(strapi), finishedAt: now(strapi) };
      return (await rows.updateMany({ where: { ...where, state: 'waiting' }, data })).count;
    },

    /**
     * Has jobs done once more that were given up and kept what they need; how many there were. Of two who ask at once one
     * finds them. Tries go on being counted, so that no instance that was away takes a job for the one that it had: one
     * more is made.
     */
    async again(queue: QueueName, where: Where): Promise<number> {
      const failed = { ...where, queue, state: 'failed', payload: { $notNull: true } };
      const { count } = await rows.updateMany({ where: failed, data: { state: 'waiting', dueAt: now(strapi) } });
      if (count > 0) await tellWorkers(queue);
      return count;
    },

    count: (where: Where): Promise<number> => rows.count({ where }),

    find: (documentId: string, kinds: readonly string[]): Promise<JobRow | null> =>
      rows.findOne({ where: { documentId, kind: { $in: [...kinds] } } }),
    findMany: (query: Query): Promise<JobRow[]> => rows.findMany(query),

    /** Takes jobs out of the queue by their numbers, unless they run. By number, so that no gap of an index is locked. */
    remove: (ids: number[]) => rows.deleteMany({ where: { id: { $in: ids }, state: { $ne: 'running' } } }),

    /** Removes rows that ended before `before`, unless a contact is asked about by them: by what was done or failed, that is. */
    removeEnded: (before: Date) =>
      rows.deleteMany({
        where: { finishedAt: { $lt: before }, $or: [{ state: { $in: ['done', 'failed'] }, contact: null }, { state: 'cancelled' }] },
      }),

    /** Works off what is due now, with what that adds, and waits for it; for tests and for scripts. */
    drain: (): Promise<void> => workers.drain(),

    start(): void {
      stopped = false;
      timers.push(setInterval(wake, pollMs).unref());
      for (const queue of Object.keys(QUEUES)) driver?.listen(queue, wakeSoon).catch(stumbled);
    },

    async stop(): Promise<void> {
      stopped = true;
      for (const timer of timers.splice(0)) clearInterval(timer);
      await driver?.close();
      await workers.atRest();
    },
  };
}

export type Jobs = ReturnType<typeof createJobs>;
