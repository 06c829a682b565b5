import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { customerFilesHandlers } from './admin';
import { sharedFileType } from './content-type';
import de from './mails/de.json';
import en from './mails/en.json';
import { sharedFilesHandlers } from './portal';
import { createSharing, sharingOf } from './service';

export const sharing = {
  contentTypes: [sharedFileType],
  services: { sharing: createSharing },
  mails: { en, de },
  customers: { 'shared-files': sharedFilesHandlers },
  editors: { 'customer-files': customerFilesHandlers },
  start: (strapi: Strapi) => sharingOf(strapi).upkeep.subscribe(),
  cleanUp: (strapi: Strapi) => sharingOf(strapi).upkeep.removeOrphans(),
} satisfies Feature;
