import type { overviewContract } from '../../../plugin/contract/customer/overview';
import { documentsOf } from '../documents';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { tasksOf } from './tasks';

export const overviewHandlers = (strapi: Strapi): Handlers<typeof overviewContract> => ({
  async find({ party }) {
    const [documents, tasks] = await Promise.all([documentsOf(strapi).overview(party), tasksOf(strapi, party)]);
    return { ...documents, tasks };
  },
});
