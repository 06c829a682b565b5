import { syncCustomer, type SyncCustomer, type SyncReport } from '../../../plugin/contract/customer/sync';
import { customerAttributes } from '../customers';
import { retrying } from '../platform/deadlock';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { eachRow, type Outcome } from './report';
import { addedValues, holdRow, upsert } from './upsert';

/**
 * Customers, each in a transaction of its own. One that has no external id yet is taken for the row's if it alone has
 * its customer number, so that a team that has customers already can begin.
 */
export async function syncCustomers(strapi: Strapi, sent: readonly unknown[]): Promise<SyncReport> {
  const customers = table(strapi, UID.customer);

  async function byNumber({ customerNumber }: SyncCustomer) {
    if (!customerNumber) return null;
    const found = await customers.findMany({ where: { customerNumber }, limit: 2 });
    return found.length === 1 && found[0]?.externalId === null ? found[0] : null;
  }

  function write({ attributes, ...values }: SyncCustomer): Promise<Outcome> {
    const data = { ...addedValues(strapi, UID.customer, customerAttributes, attributes), ...values };
    return retrying(strapi, async () => {
      await holdRow(strapi, UID.customer, values.externalId, ['customer_number', values.customerNumber]);
      return upsert(strapi, UID.customer, data, { find: () => byNumber(values), required: ['name'] });
    });
  }

  return eachRow(syncCustomer, sent, write);
}
