import { retrying } from '../deadlock';
import { inTransaction, type Strapi, type Transaction } from '../strapi';

/** A piece of writing that waits for the next commit. */
interface Waiting {
  run: (transaction: Transaction) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** So that a flood of writing does not keep the one connection of SQLite from everybody else. */
const MOST_AT_ONCE = 20;

interface Queue {
  waiting: Waiting[];
  running: boolean;
}

const queues = new WeakMap<Strapi, Queue>();

function queueOf(strapi: Strapi): Queue {
  let queue = queues.get(strapi);
  if (!queue) queues.set(strapi, (queue = { waiting: [], running: false }));
  return queue;
}

/** One transaction for each, where one for all failed: what is to blame fails alone. */
async function oneByOne(strapi: Strapi, batch: Waiting[]): Promise<void> {
  for (const { run, resolve, reject } of batch) await inTransaction(strapi, run).then(resolve, reject);
}

async function commit(strapi: Strapi, batch: Waiting[]): Promise<void> {
  if (batch.length === 1) return oneByOne(strapi, batch);
  let values: unknown[];
  try {
    values = await inTransaction(strapi, async (transaction) => {
      const done: unknown[] = [];
      for (const { run } of batch) done.push(await run(transaction));
      return done;
    });
  } catch {
    return oneByOne(strapi, batch);
  }
  batch.forEach(({ resolve }, index) => resolve(values[index]));
}

async function drain(strapi: Strapi, queue: Queue): Promise<void> {
  while (queue.waiting.length > 0) {
    await commit(strapi, queue.waiting.splice(0, MOST_AT_ONCE));
    // Lets in what came while the disk was waited for.
    await new Promise((resolve) => setImmediate(resolve));
  }
  queue.running = false;
}

/**
 * Runs `work` in a transaction and answers once it is committed. SQLite has one writer, and every commit
 * waits for the disk while nothing else runs: there, what comes while one commit is under way shares the
 * next one (group commit). Each piece still holds or fails as a whole and for itself.
 *
 * `work` touches nothing but the database, since it runs again when one that it shared with failed, or met a deadlock.
 */
export function commitTogether<T>(strapi: Strapi, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  if (strapi.db.dialect.client !== 'sqlite' || strapi.db.inTransaction()) return retrying(strapi, work);
  const queue = queueOf(strapi);
  // A project's lifecycles find the request that they run for, not the one that the batch began with.
  const request = strapi.requestContext.get();
  const run = (transaction: Transaction): Promise<unknown> =>
    strapi.requestContext.run(request as never, () => work(transaction) as Promise<never>);
  return new Promise<T>((resolve, reject) => {
    queue.waiting.push({ run, resolve: resolve as Waiting['resolve'], reject });
    if (queue.running) return;
    queue.running = true;
    setImmediate(() => void drain(strapi, queue));
  });
}
