import type { Feature } from '../kernel/feature';
import type { Strapi } from '../platform/strapi';
import { settingType } from './content-type';
import { createSettings, settingsOf } from './service';

export const settings = {
  contentTypes: [settingType],
  services: { settings: createSettings },
  ports: (strapi: Strapi) => ({ preferences: () => settingsOf(strapi).preferences() }),
} satisfies Feature;
