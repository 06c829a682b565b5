import { serviceOf, type Strapi } from '../platform/strapi';
import { createTeamFiles } from './by-team';
import { createOwnSharedFiles } from './own';
import { createUpkeep } from './upkeep';

export const createSharing = (strapi: Strapi) => ({
  own: createOwnSharedFiles(strapi),
  team: createTeamFiles(strapi),
  upkeep: createUpkeep(strapi),
});

export const sharingOf = serviceOf('sharing', createSharing);
