import type { Core } from '@strapi/strapi';

interface AdminUser {
  roles?: { id: number }[];
}
interface AdminPermissions {
  findUserPermissions(user: AdminUser): Promise<{ conditions?: string[] }[]>;
  engine: {
    generateUserAbility(user: AdminUser): Promise<unknown>;
    generateTokenAbility(permissions: object[], owner: AdminUser): Promise<unknown>;
  };
}

/** What abilities are made of. */
const MADE_OF = ['admin::permission', 'admin::role', 'admin::user', 'plugin::i18n.locale'];

/**
 * Strapi makes out what an editor may do anew for each request, a super admin's in longer than most of our endpoints
 * take. Here roles keep it until a role, a permission, an editor or a language changes. Permissions under conditions
 * are asked each time: what those say is for them to decide.
 */
export function keepAbilities(strapi: Core.Strapi): void {
  const service = strapi.service('admin::permission') as AdminPermissions;
  const { engine } = service;
  let kept = new Map<string, unknown>();
  const forget = (): void => {
    kept = new Map();
  };
  strapi.db.lifecycles.subscribe({
    models: MADE_OF,
    afterCreate: forget,
    afterCreateMany: forget,
    afterUpdate: forget,
    afterUpdateMany: forget,
    afterDelete: forget,
    afterDeleteMany: forget,
  });
  engine.generateUserAbility = async (user) => {
    const roles = (user.roles ?? []).map(({ id }) => id).sort((a, b) => a - b);
    const key = roles.join();
    if (key !== '' && kept.has(key)) return kept.get(key);
    const since = kept;
    const permissions = await service.findUserPermissions(user);
    const ability = await engine.generateTokenAbility(permissions, user);
    // Not if something changed meanwhile.
    if (key !== '' && permissions.every(({ conditions = [] }) => conditions.length === 0)) since.set(key, ability);
    return ability;
  };
}
