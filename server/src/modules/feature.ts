import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { moduleSettingsHandlers } from './admin';
import { moduleType, publishedFileType, recordFileType, recordType } from './content-types';
import { modulesHandlers, recordFilesHandlers } from './portal';
import { createModules, modulesOf, removeReplacedFiles } from './service';
import de from './mails/de.json';
import en from './mails/en.json';

export const modules = {
  contentTypes: [moduleType, recordType, recordFileType, publishedFileType],
  services: { modules: createModules },
  mails: { en, de },
  jobs: [removeReplacedFiles],
  customers: {
    modules: modulesHandlers,
    records: (strapi: Strapi) => modulesOf(strapi).records.handlers,
    'record-files': recordFilesHandlers,
  },
  editors: { 'module-settings': moduleSettingsHandlers, approvals: (strapi: Strapi) => modulesOf(strapi).approvals },
  start: (strapi: Strapi) => modulesOf(strapi).upkeep.subscribe(),
  cleanUp: (strapi: Strapi) => modulesOf(strapi).upkeep.cleanUp(),
} satisfies Feature;
