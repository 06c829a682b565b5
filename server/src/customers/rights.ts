import { errors } from '@strapi/utils';
import { permission } from '../../../plugin/permissions';
import { documentsOf } from '../platform/documents';
import { actingEditor, type Ability } from '../platform/editor-request';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

interface PermissionChecker {
  cannot: { read(): boolean };
  sanitizedQuery: { read(query: object): Promise<{ filters?: Record<string, unknown> }> };
}
interface PermissionCheckers {
  create(of: { userAbility: Ability; model: string }): PermissionChecker;
}

/** Row ids of whom a change concerns. */
export interface Concerned {
  customers: readonly number[];
  contacts?: readonly number[];
}

const REFUSED = 'Your role allows neither to add or change contacts here nor who acts for a customer. It takes the permission to manage contacts and memberships, and to read the customers and contacts.';

/**
 * Rights over people are rights to sign in as them: whoever adds a contact to a customer, or gives a contact
 * another address, decides who sees what that customer sees. An editor therefore needs the plugin's own
 * permission and read access, conditions included, to everybody whom the change concerns.
 */
export function createRights(strapi: Strapi) {
  /** In one query of Strapi's: the conditions of a role are filters, as its Content Manager applies them. */
  async function reads(ability: Ability, model: string, ids: readonly number[]): Promise<boolean> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return true;
    const checkers = strapi.plugin('content-manager').service<PermissionCheckers>('permission-checker');
    const checker = checkers.create({ userAbility: ability, model });
    if (checker.cannot.read()) return false;
    const { filters } = await checker.sanitizedQuery.read({});
    const found = await documentsOf(strapi, model).count({ filters: { $and: [filters ?? {}, { id: { $in: wanted } }] } });
    return found === wanted.length;
  }

  return {
    /** Whether an editor's request is being answered, whom `require` would ask. */
    apply: async (): Promise<boolean> => (await actingEditor(strapi)) !== null,

    /**
     * Lets a team's own code, jobs and customers pass.
     * @throws ForbiddenError where an editor acts whose role does not allow it
     */
    async require({ customers, contacts = [] }: Concerned): Promise<void> {
      const editor = await actingEditor(strapi);
      if (!editor) return;
      const may =
        editor.ability.can(permission('people.manage')) &&
        (await reads(editor.ability, UID.customer, customers)) &&
        (await reads(editor.ability, UID.contact, contacts));
      if (!may) throw new errors.ForbiddenError(REFUSED);
    },
  };
}

export type Rights = ReturnType<typeof createRights>;
