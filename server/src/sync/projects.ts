import { syncProject, type SyncProject, type SyncReport } from '../../../plugin/contract/customer/sync';
import { projectAttributes } from '../projects';
import { retrying } from '../platform/deadlock';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { eachRow, refuseRow, type Outcome } from './report';
import { addedValues, holdRow, upsert } from './upsert';

/** Projects, each in a transaction of its own, by the rules that hold for editors. */
export async function syncProjects(strapi: Strapi, sent: readonly unknown[]): Promise<SyncReport> {
  async function customerOf(externalId: string): Promise<number> {
    const found = await table(strapi, UID.customer).findOne({ where: { externalId }, select: ['id'] });
    return found?.id ?? refuseRow(['customer'], 'no-such-record', 'is no external id of a customer');
  }

  const write = ({ attributes, customer, ...values }: SyncProject): Promise<Outcome> =>
    retrying(strapi, async () => {
      await holdRow(strapi, UID.project, values.externalId);
      const data = {
        ...addedValues(strapi, UID.project, projectAttributes, attributes),
        ...values,
        ...(customer !== undefined && { customer: await customerOf(customer) }),
      };
      return upsert(strapi, UID.project, data, { required: ['name', 'customer'], relations: ['customer'] });
    });

  return eachRow(syncProject, sent, write);
}
