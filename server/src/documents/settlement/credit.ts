import { now } from '../../platform/clock';
import { newDocumentId } from '../../platform/document-id';
import { inTransaction, table, tableName, type Row, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { minorUnitsOf, type Stored64 } from '../rows';
import { creditEntryRows, type CreditKind } from './rows';

/** Whose credit, in which currency. */
export interface Purse {
  /** Row number of the customer. */
  customer: number;
  currency: string;
}

export interface CreditChange extends Purse {
  /** Minor units; below 0 where it is used. */
  by: number;
  kind: CreditKind;
  /** Calendar date as of which it counts. */
  date: string;
  payment?: string | null;
  allocation?: string | null;
  reference?: string | null;
  actor?: string | null;
}

interface CreditRow extends Row {
  currency: string;
  amount: Stored64;
}

/** What a customer has, by currency; nothing where it is nothing. */
export async function creditsOf(strapi: Strapi, customer: number): Promise<{ currency: string; amount: number }[]> {
  const rows = await table<CreditRow>(strapi, UID.customerCredit).findMany({
    where: { customer: { id: customer } },
    orderBy: { currency: 'asc' },
  });
  return rows.map(({ currency, amount }) => ({ currency, amount: minorUnitsOf(amount) })).filter(({ amount }) => amount !== 0);
}

/** What a customer has in one currency. */
export const creditIn = async (strapi: Strapi, { customer, currency }: Purse): Promise<number> =>
  (await creditsOf(strapi, customer)).find((one) => one.currency === currency)?.amount ?? 0;

/**
 * Changes a customer's credit by one UPDATE that looks whether there is as much, and writes the entry that it follows
 * from. False: there is less, and nothing has changed. To be called in the transaction of what it is about.
 */
export const changeCredit = (strapi: Strapi, { customer, currency, by, ...entry }: CreditChange): Promise<boolean> =>
  inTransaction(strapi, async (transaction) => {
    const { connection } = strapi.db;
    const instant = now(strapi);
    const credits = () => strapi.db.getConnection(tableName(strapi, UID.customerCredit)).transacting(transaction as never);
    const change = (): Promise<number> =>
      credits()
        .where({ customer_id: customer, currency })
        .where('amount', '>=', Math.max(0, -by))
        .update({ amount: connection.raw('amount + ?', [by]), updated_at: instant });
    if ((await change()) !== 1) {
      if (by < 0) return false;
      await credits()
        .insert({ document_id: newDocumentId(), customer_id: customer, currency, amount: 0, created_at: instant, updated_at: instant })
        .onConflict(['customer_id', 'currency'])
        .ignore();
      if ((await change()) !== 1) return false;
    }
    await creditEntryRows(strapi).create({ data: { ...entry, customer, currency, amount: String(by) } });
    return true;
  });
