import type { projectsContract } from '../../../plugin/contract/customer/projects';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { projectsOf } from './service';

export const projectsHandlers = (strapi: Strapi): Handlers<typeof projectsContract> => ({
  find: ({ party, query }) => projectsOf(strapi).own.find(party, query),
  findOne: ({ party, params }) => projectsOf(strapi).own.findOne(party, params.project),
  entries: ({ party, params, query }) => projectsOf(strapi).own.findEntries(party, params.project, query),
  decide: ({ party, body, http, once }) => projectsOf(strapi).own.decide(party, body, http, once),
});
