import { AsyncResource } from 'node:async_hooks';
import { now, plusSeconds } from '../clock';
import type { Strapi, Table, Where } from '../strapi';
import { queueOf, QUEUES, type JobRow, type QueueName } from './row';

const NAMES = Object.keys(QUEUES) as QueueName[];
/** Rows that are read at a time. */
const BATCH = 50;
/**
 * A job is left alone until the answer of the request that added it has gone out: what it does, look an address up
 * say, must not show in how long that took.
 */
const REST_MS = 40;
/** When workers look after a commit: the jobs in it have rested by then. */
const SOON_MS = 50;

interface Runner {
  claim(job: JobRow): Promise<JobRow | null>;
  run(job: JobRow): Promise<void>;
}

/** Has what is due run, each queue within its concurrency. */
export function createWorkers(strapi: Strapi, rows: Table<JobRow>, runner: Runner, isStopping: () => boolean) {
  /** Queues whose batch of due jobs is being worked off, and what runs in each. */
  const working = new Map<QueueName, Promise<void>>();
  const running = new Map(NAMES.map((name) => [name, new Set<Promise<void>>()]));
  let looking: Promise<void> | undefined;
  let again = false;
  /** How many jobs this instance has begun. */
  let begun = 0;
  /** Somebody waits for all that is due, rested or not, in order. */
  let draining = 0;

  const stumbled = (error: unknown): void => {
    strapi.log.error(`customer-portal: the job queue stumbled: ${String(error)}`);
  };

  async function workOff(name: QueueName, batch: JobRow[]): Promise<void> {
    const own = running.get(name) as Set<Promise<void>>;
    for (const job of batch) {
      while (own.size >= (draining > 0 ? 1 : QUEUES[name])) await Promise.race(own);
      if (isStopping()) return;
      const claimed = await runner.claim(job);
      if (!claimed) continue;
      begun += 1;
      const one = runner
        .run(claimed)
        .catch(stumbled)
        .finally(() => own.delete(one));
      own.add(one);
    }
    // What came meanwhile was not looked at.
    again = true;
  }

  async function look(): Promise<void> {
    const free = NAMES.filter((name) => !working.has(name));
    if (free.length === 0) return;
    const instant = now(strapi);
    const isDue = [
      { state: 'waiting', dueAt: { $lte: draining > 0 ? instant : plusSeconds(instant, -REST_MS / 1000) } },
      { state: 'running', lockedUntil: { $lt: instant } },
    ];
    const others: Where = { $or: [{ queue: { $null: true } }, { queue: { $notIn: [...working.keys()] } }] };
    const where = { $and: [{ $or: isDue }, free.includes('default') ? others : { queue: { $in: free } }] };
    const due = await rows.findMany({ where, orderBy: [{ dueAt: 'asc' }, { id: 'asc' }], limit: BATCH });
    for (const name of free) {
      const batch = due.filter((job) => queueOf(job) === name);
      if (batch.length === 0) continue;
      const one = workOff(name, batch)
        .catch(stumbled)
        .finally(() => {
          working.delete(name);
          if (again) wake();
        });
      working.set(name, one);
    }
    if (due.length === BATCH) again = true;
  }

  async function lookUntilDone(): Promise<void> {
    do {
      again = false;
      await look();
    } while (again && !isStopping());
  }

  // Bound to no transaction: whoever adds a job may be in one, and the queue must not run inside it.
  const wake: () => void = AsyncResource.bind((): void => {
    if (isStopping()) return;
    again = true;
    looking ??= lookUntilDone()
      .catch(stumbled)
      .finally(() => {
        looking = undefined;
        if (again) wake();
      });
  });

  /** Waits for what is under way. */
  async function atRest(): Promise<void> {
    const all = () => [...working.values(), ...[...running.values()].flatMap((own) => [...own])];
    while (looking || all().length > 0) await Promise.all([looking, ...all()]);
  }

  return {
    stumbled,
    wake,
    wakeSoon: (): void => void setTimeout(wake, SOON_MS).unref(),
    atRest,

    /** Works off what is due now, with what that adds, one after the other in each queue, and waits for it. */
    async drain(): Promise<void> {
      draining += 1;
      try {
        let before: number;
        do {
          // What runs already may add jobs: it is looked for them when it has ended.
          await atRest();
          before = begun;
          wake();
          await atRest();
        } while (before !== begun);
      } finally {
        draining -= 1;
      }
    },
  };
}
