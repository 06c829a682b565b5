import type { moduleSettingsContract } from '../../../plugin/contract/editor/modules';
import { listHandlers } from '../activity';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { modulesOf } from './service';

export const moduleSettingsHandlers = (strapi: Strapi): Handlers<typeof moduleSettingsContract> => ({
  ...listHandlers(strapi, 'module', () => modulesOf(strapi).settings),
  candidates: () => modulesOf(strapi).settings.candidates(),
  fields: ({ params }) => modulesOf(strapi).settings.fields(params.uid),
});
