import type { customTabsContract } from '../../../plugin/contract/editor/custom-tabs';
import { listHandlers } from '../activity';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { tabsOf } from './service';

export const customTabsHandlers = (strapi: Strapi): Handlers<typeof customTabsContract> => ({
  ...listHandlers(strapi, 'tab', () => tabsOf(strapi)),
  check: ({ body }) => tabsOf(strapi).check(body.url),
});
