import { errors } from '@strapi/utils';
import { permission } from '../../../plugin/permissions';
import { actingEditor } from '../platform/editor-request';
import { roleOf } from '../platform/role';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { readsAll } from './reading';

/** Row ids of whom a change concerns. */
export interface Concerned {
  customers: readonly number[];
  contacts?: readonly number[];
}

const REFUSED =
  'Your role allows neither to add or change contacts here nor who acts for a customer. It takes the permission to manage contacts and memberships, and to read the customers and contacts.';

/**
 * Rights over people are rights to sign in as them: whoever adds a contact to a customer, or gives a contact
 * another address, decides who sees what that customer sees. An editor therefore needs the plugin's own
 * permission and read access, conditions included, to everybody whom the change concerns.
 */
export function createRights(strapi: Strapi) {
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
      const role = roleOf(strapi, editor.ability);
      const may =
        editor.ability.can(permission('people.manage')) &&
        (await readsAll(strapi, role, UID.customer, customers)) &&
        (await readsAll(strapi, role, UID.contact, contacts));
      if (!may) throw new errors.ForbiddenError(REFUSED);
    },
  };
}

export type Rights = ReturnType<typeof createRights>;
