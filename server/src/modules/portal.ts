import type { modulesContract, recordFilesContract, recordsContract } from '../../../plugin/contract/customer/modules';
import type { CustomerHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { callerOf } from './document';
import { modulesOf } from './service';

export const modulesHandlers = (strapi: Strapi): CustomerHandlers<typeof modulesContract> => ({
  async find({ identity }) {
    const { catalogue } = modulesOf(strapi);
    return (await catalogue.open(identity.customer.kind)).map(catalogue.present);
  },
  async findOne({ identity, params }) {
    const { records, catalogue } = modulesOf(strapi);
    const caller = callerOf(identity);
    return catalogue.describe(await records.openModule(caller, params.module), caller.customer.kind);
  },
  options: ({ identity, params, query }) => modulesOf(strapi).records.options(callerOf(identity), params.module, params.field, query.q),
});

export const recordsHandlers = (strapi: Strapi): CustomerHandlers<typeof recordsContract> => ({
  find: ({ identity, params, query }) => modulesOf(strapi).records.find(callerOf(identity), params.module, query),
  findOne: ({ identity, params }) => modulesOf(strapi).records.findOne(callerOf(identity), params.module, params.record),
  create: ({ identity, params, body }) => modulesOf(strapi).records.create(callerOf(identity), params.module, body),
  update: ({ identity, params, body }) => modulesOf(strapi).records.update(callerOf(identity), params.module, params.record, body),
  withdraw: ({ identity, params, body }) =>
    modulesOf(strapi).records.withdraw(callerOf(identity), params.module, params.record, body.revision),
  delete: ({ identity, params }) => modulesOf(strapi).records.remove(callerOf(identity), params.module, params.record),
  comment: ({ identity, params, body }) => modulesOf(strapi).records.comment(callerOf(identity), params.module, params.record, body.text),
});

export const recordFilesHandlers = (strapi: Strapi): CustomerHandlers<typeof recordFilesContract> => ({
  async create({ identity, params, query, file }) {
    const { records, files } = modulesOf(strapi);
    const caller = callerOf(identity);
    return files.upload(caller, await records.openModule(caller, params.module), query, file);
  },
  async findOne({ identity, params }) {
    const { records, files } = modulesOf(strapi);
    const caller = callerOf(identity);
    return files.download(caller, await records.openModule(caller, params.module), params.file);
  },
});
