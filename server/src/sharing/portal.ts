import type { sharedFilesContract } from '../../../plugin/contract/customer/shared-files';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { sharingOf } from './service';

export const sharedFilesHandlers = (strapi: Strapi): Handlers<typeof sharedFilesContract> => ({
  find: ({ party, query }) => sharingOf(strapi).own.find(party, query),
  create: ({ party, query, file, http, once }) => sharingOf(strapi).own.share(party, query.name, file, { client: http, once }),
  findOne: ({ party, params }) => sharingOf(strapi).own.download(party, params.file),
  update: ({ party, params, body }) => sharingOf(strapi).own.write(party, params.file, body.note),
  delete: ({ party, params, http }) => sharingOf(strapi).own.remove(party, params.file, http),
});
