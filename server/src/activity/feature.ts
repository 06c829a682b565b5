import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { activityHandlers } from './admin';
import { activityType } from './content-type';
import { activityOf, createActivity } from './service';

export const activity = {
  contentTypes: [activityType],
  services: { activity: createActivity },
  editors: { activity: activityHandlers },
  cleanUp: (strapi: Strapi) => activityOf(strapi).removeOld(),
} satisfies Feature;
