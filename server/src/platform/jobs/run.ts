import { now, plusSeconds } from '../clock';
import { unseal } from '../crypto';
import { isDeadlock } from '../deadlock';
import type { Strapi, Table } from '../strapi';
import { JobDropped, JobProblem, payloadOf, type JobDefinition, type JobRow, type Progress } from './row';

/** Thrown through a job's handler when the instance stops: not a failure. */
class Paused extends Error {}

const ATTEMPTS = 8;
/** Tries that follow at once where the database ended one for the sake of another transaction: it asks for no more than that. */
const AT_ONCE = 3;

/** Seconds until the next try: 10 s, 40 s, 90 s … at most an hour, with the attempt's number. */
export const backoffSeconds = (attempt: number): number => Math.min(3600, 10 * attempt * attempt);

/** Claims and runs single jobs: of several instances exactly one gets a row, by a conditional update. */
export function createRunner(
  strapi: Strapi,
  rows: Table<JobRow>,
  kinds: ReadonlyMap<string, JobDefinition>,
  { isStopping, leaseSeconds }: { isStopping: () => boolean; leaseSeconds: number },
) {
  const lease = (): Date => plusSeconds(now(strapi), leaseSeconds);
  const open = ({ kind, payload }: JobRow): unknown =>
    payload === null ? null : payloadOf(kinds.get(kind)).read(JSON.parse(unseal(strapi, 'jobs', payload)));

  /** Ends a job of that condition which somebody cancelled; whether there was one. */
  async function endCancelled(where: Record<string, unknown>): Promise<boolean> {
    const data = { state: 'cancelled', payload: null, lockedUntil: null, finishedAt: now(strapi) };
    return (await rows.updateMany({ where: { ...where, cancelledAt: { $notNull: true } }, data })).count > 0;
  }

  /** What becomes of a job whose handler threw. */
  function afterError(job: JobRow, error: unknown): Record<string, unknown> {
    if (error instanceof Paused) return { state: 'waiting', attempts: job.attempts, lockedUntil: null, dueAt: now(strapi) };
    const over = { lockedUntil: null, finishedAt: now(strapi) };
    if (error instanceof JobDropped) return { ...over, state: 'cancelled', problem: error.reason, lastError: null, payload: null };
    const attempt = job.attempts + 1;
    const lastError = error instanceof Error ? error.message : String(error);
    strapi.log.warn(`customer-portal: job ${job.kind} ${job.documentId} failed (try ${attempt}): ${lastError}`);
    const ended = { ...over, lastError, problem: error instanceof JobProblem ? error.problem : null };
    const kind = kinds.get(job.kind);
    if (attempt >= (kind ? (kind.attempts ?? ATTEMPTS) : 1))
      return { ...ended, state: 'failed', ...(!kind?.again?.(job) && { payload: null }) };
    const wait = isDeadlock(error) && attempt <= AT_ONCE ? 0 : backoffSeconds(attempt);
    return { ...ended, state: 'waiting', dueAt: plusSeconds(now(strapi), wait) };
  }

  return {
    endCancelled,

    /**
     * Takes a due job for this instance, unless another has it or it was cancelled: as it is then. The row that was
     * found may be minutes old, and its job have gone on elsewhere since, and come back to as many tries.
     */
    async claim({ id, state, attempts, cancelledAt }: JobRow): Promise<JobRow | null> {
      if (cancelledAt !== null) await endCancelled({ id, state, attempts });
      const instant = now(strapi);
      const isDue = state === 'running' ? { lockedUntil: { $lte: instant } } : { dueAt: { $lte: instant } };
      const claimed = await rows.updateMany({
        where: { id, state, attempts, cancelledAt: { $null: true }, ...isDue },
        data: { state: 'running', attempts: attempts + 1, lockedUntil: lease() },
      });
      const row = claimed.count === 1 ? await rows.findOne({ where: { id } }) : null;
      return row && { ...row, attempts };
    },

    async run(job: JobRow): Promise<void> {
      const mine = { id: job.id, state: 'running', attempts: job.attempts + 1 };
      const progress: Progress = {
        async save(reached) {
          const kept = await rows.updateMany({
            where: { ...mine, cancelledAt: { $null: true } },
            data: { ...reached, lockedUntil: lease() },
          });
          if (kept.count === 0) throw new Error('It was cancelled, or another instance has taken it over.');
        },
        async pause() {
          await new Promise(setImmediate);
          if (isStopping()) throw new Paused();
        },
      };
      const renewal = setInterval(
        () => {
          rows.updateMany({ where: mine, data: { lockedUntil: lease() } }).catch((error: unknown) => {
            strapi.log.warn(`customer-portal: a job's lease was not renewed: ${String(error)}`);
          });
        },
        (leaseSeconds * 1000) / 3,
      ).unref();
      try {
        const kind = kinds.get(job.kind);
        if (!kind) throw new Error(`Nothing runs jobs of kind "${job.kind}".`);
        await kind.run(open(job), job, progress);
        const data = { state: 'done', payload: null, lockedUntil: null, lastError: null, problem: null, finishedAt: now(strapi) };
        await rows.updateMany({ where: mine, data });
      } catch (error) {
        if (!(await endCancelled(mine))) await rows.updateMany({ where: mine, data: afterError(job, error) });
      } finally {
        clearInterval(renewal);
      }
    },
  };
}
