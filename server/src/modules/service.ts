import { PLUGIN_ID } from '../../../plugin/plugin-id';
import type { Strapi } from '../platform/strapi';
import { createApprovals } from './approvals';
import { createParts } from './parts';
import { createRecords } from './records';
import { createModuleSettings } from './settings';
import { createUpkeep } from './upkeep';

/** Custom modules: which content types are open, customers' records in them, and editors' decisions. */
export function createModules(strapi: Strapi) {
  const parts = createParts(strapi);
  const upkeep = createUpkeep(strapi, parts);
  return {
    catalogue: parts.catalogue,
    files: parts.files,
    store: parts.store,
    languages: parts.languages,
    publishing: parts.publishing,
    settings: createModuleSettings(strapi, parts.catalogue, upkeep),
    records: createRecords(strapi, parts),
    approvals: createApprovals(strapi, parts),
    upkeep,
  };
}

export type Modules = ReturnType<typeof createModules>;
export const modulesOf = (strapi: Strapi): Modules => strapi.plugin(PLUGIN_ID).service('modules');
