import type { Feature } from '../kernel/feature';
import { customTabsHandlers } from './admin';
import { customTabType } from './content-type';
import { tabsHandlers } from './portal';
import { createTabs } from './service';

export const tabs = {
  contentTypes: [customTabType],
  services: { tabs: createTabs },
  customers: { tabs: tabsHandlers },
  editors: { 'custom-tabs': customTabsHandlers },
} satisfies Feature;
