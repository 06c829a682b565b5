import { PLUGIN_ID } from '../../../plugin/plugin-id';
import type { Strapi } from '../platform/strapi';
import { createApprovals } from './approvals';
import { createParts, createRecords, createUpkeep } from './records';
import { createCatalogue, createModuleSettings } from './settings';

/** Custom modules: which content types are open, customers' records in them, and editors' decisions. */
export function createModules(strapi: Strapi) {
  const catalogue = createCatalogue(strapi);
  const parts = createParts(strapi, catalogue);
  const upkeep = createUpkeep(strapi, parts);
  return {
    catalogue,
    files: parts.files,
    store: parts.store,
    languages: parts.languages,
    publishing: parts.publishing,
    settings: createModuleSettings(strapi, catalogue, upkeep.catchUp),
    records: createRecords(strapi, parts),
    approvals: createApprovals(strapi, parts),
    upkeep,
  };
}

export type Modules = ReturnType<typeof createModules>;
export const modulesOf = (strapi: Strapi): Modules => strapi.plugin(PLUGIN_ID).service('modules');
