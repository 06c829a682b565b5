import { PLUGIN_UID } from '../../../plugin/plugin-id';
import type { Strapi } from '../platform/strapi';

interface Roles {
  hooks: { willResetSuperAdminPermissions: { register(handler: (permissions: unknown) => Promise<unknown>): void } };
}
interface Permissions {
  findMany(query: object): Promise<{ id: number }[]>;
  deleteByIds(ids: number[]): Promise<unknown>;
}

/** The roles that Strapi makes itself, with every content type that there is at that time. */
const STRAPI_ROLES = ['strapi-author', 'strapi-editor'];

/**
 * Customers, contacts, memberships and documents are no content: who may read or write them is for an administrator
 * to grant. Strapi makes its roles after the plugins have started and then calls this hook; where there are
 * roles already, what they hold is left alone.
 */
export async function withholdDefaultGrants(strapi: Strapi): Promise<void> {
  if ((await strapi.db.query('admin::role').count()) > 0) return;
  const { hooks } = strapi.service('admin::role') as unknown as Roles;
  const service = strapi.service('admin::permission') as unknown as Permissions;
  let done = false;
  hooks.willResetSuperAdminPermissions.register(async (permissions) => {
    // Called again whenever the super admin's permissions are made anew: what was granted since stays.
    if (!done) {
      done = true;
      const subject = { $startsWith: `${PLUGIN_UID}.` };
      const granted = await service.findMany({ where: { subject, role: { code: { $in: STRAPI_ROLES } } } });
      await service.deleteByIds(granted.map(({ id }) => id));
    }
    return permissions;
  });
}
