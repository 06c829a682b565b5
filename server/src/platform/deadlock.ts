import { inTransaction, type Strapi, type Transaction } from './strapi';

/** How often work is begun anew; a deadlock is rare, three in a row are a fault of ours. */
const TIMES = 3;

/**
 * Whether a database ended a transaction so that another one could go on: PostgreSQL's `deadlock_detected`, MySQL's
 * `ER_LOCK_DEADLOCK`. Pure.
 */
export const isDeadlock = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && (error.code === '40P01' || error.code === 'ER_LOCK_DEADLOCK');

/**
 * Runs `work` in a transaction, and again where the database ended it to get out of a deadlock, as both databases ask
 * their users to. For what meets rows that others take in another order: a row that names a customer or a contact
 * locks it on MySQL. `work` touches nothing but the database. Within a transaction of the caller's that one is over.
 */
export async function retrying<T>(strapi: Strapi, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  if (strapi.db.inTransaction()) return inTransaction(strapi, work);
  for (let time = 1; ; time += 1) {
    try {
      return await inTransaction(strapi, work);
    } catch (error) {
      if (time === TIMES || !isDeadlock(error)) throw error;
    }
  }
}
