import type { modulesContract } from '../../../plugin/contract/customer/modules';
import type { recordFilesContract } from '../../../plugin/contract/customer/record-files';
import { allows } from '../../../plugin/rights';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { modulesOf } from './service';

export const modulesHandlers = (strapi: Strapi): Handlers<typeof modulesContract> => ({
  find: ({ party }) => modulesOf(strapi).menu(party),
  async findOne({ party, params }) {
    const { records, catalogue } = modulesOf(strapi);
    const { kind, rights } = party.customer;
    return catalogue.describe(await records.openModule(party, params.module), kind, allows(rights, 'records.write'));
  },
  options: ({ party, params, query }) => modulesOf(strapi).records.options(party, params.module, params.field, query.q),
});

export const recordFilesHandlers = (strapi: Strapi): Handlers<typeof recordFilesContract> => ({
  async create({ party, params, query, file }) {
    const { records, files } = modulesOf(strapi);
    return files.upload(party, await records.openModule(party, params.module), query, file);
  },
  async findOne({ party, params }) {
    const { records, files } = modulesOf(strapi);
    return files.download(party, await records.openModule(party, params.module), params.file);
  },
});
