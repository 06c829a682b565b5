import { createUpkeep } from '../customer-files';
import { serviceOf, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { createTeamFiles } from './by-team';
import { createOwnSharedFiles } from './own';

export const createSharing = (strapi: Strapi) => ({
  own: createOwnSharedFiles(strapi),
  team: createTeamFiles(strapi),
  upkeep: createUpkeep(strapi, UID.sharedFile),
});

export const sharingOf = serviceOf('sharing', createSharing);
