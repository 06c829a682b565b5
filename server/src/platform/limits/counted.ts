import { PortalError } from '../errors';
import { commitTogether } from '../sql';
import { ensureTable, joinsTransactions, type Limiter } from './limiter';
import type { Strapi, Transaction } from '../strapi';

/** A counter and which of its keys; and what counts in its place when it is used up, for who brings a proof of work. */
export type Counted = readonly [limiter: Limiter, key: string, beyond?: Counted];

/** A refusal that a proof of work would have opened. */
export class ProofWanted extends PortalError {}

/** Whether a counter, or one beyond it, has room. */
const hasRoom = async ([limiter, key, beyond]: Counted): Promise<boolean> =>
  (await limiter.used(key)) < limiter.points || (beyond !== undefined && (await hasRoom(beyond)));

/** Counts with one counter, or with the first beyond it that has room; answers which it was. */
async function countOne([limiter, key, beyond]: Counted, proved: boolean, transaction?: Transaction): Promise<Counted> {
  try {
    await limiter.count(key, transaction);
    return [limiter, key];
  } catch (error) {
    if (!beyond || !(error instanceof PortalError)) throw error;
    if (proved) return countOne(beyond, proved, transaction);
    // Nobody is set to work for nothing.
    throw (await hasRoom(beyond)) ? new ProofWanted(error.code, { retryAfter: error.retryAfter }) : error;
  }
}

/**
 * Counts one attempt with each counter in turn and throws at the first that is used up. What was counted before it
 * is given back: who is refused by one uses up none of the others, and leaves no rows. Where the store lets it, that
 * is one commit instead of one for each: on SQLite a commit waits for the disk, and everybody with it. Elsewhere
 * a process that dies in between leaves an attempt counted. With a proof (`proved`) a used-up counter stands back for the
 * one beyond it. Answers what was counted.
 */
export async function countAll(strapi: Strapi, counted: readonly Counted[], proved = false): Promise<Counted[]> {
  const done: Counted[] = [];
  async function refusal(transaction?: Transaction): Promise<PortalError | undefined> {
    // It may be run anew, where what shared its commit failed.
    done.length = 0;
    try {
      for (const one of counted) done.push(await countOne(one, proved, transaction));
      return undefined;
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      const rest = counted.slice(done.length + 1);
      for (const [limiter, key] of done) await limiter.undo(key);
      if (!(error instanceof ProofWanted)) return error;
      for (const one of rest) if (!(await hasRoom(one))) return new PortalError(error.code, { retryAfter: error.retryAfter });
      return error;
    }
  }
  await ensureTable(strapi);
  const together = counted.length > 1 && joinsTransactions(strapi);
  // Thrown outside: within a transaction it would undo what others share with it.
  const refused = together ? await commitTogether(strapi, refusal) : await refusal();
  if (refused) throw refused;
  return done;
}
