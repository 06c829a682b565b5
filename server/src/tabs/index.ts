export { customTabType } from './content-type';
export { customTabsHandlers } from './admin';
export { tabsHandlers } from './portal';
export { createTabs, tabsOf } from './service';
