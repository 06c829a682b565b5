import type { customTabsContract } from '../../../plugin/contract/editor/custom-tabs';
import type { EditorHandlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { tabsOf } from './service';

export const customTabsHandlers = (strapi: Strapi): EditorHandlers<typeof customTabsContract> => ({
  find: () => tabsOf(strapi).find(),
  create: ({ body }) => tabsOf(strapi).create(body),
  reorder: ({ body }) => tabsOf(strapi).reorder(body.ids),
  check: ({ body }) => tabsOf(strapi).check(body.url),
  update: ({ params, body }) => tabsOf(strapi).update(params.id, body),
  delete: ({ params }) => tabsOf(strapi).delete(params.id),
});
