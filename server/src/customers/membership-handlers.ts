import type { membershipsContract } from '../../../plugin/contract/editor/memberships';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { createContactFinder } from './find-contacts';
import { createMemberships } from './memberships';
import { peopleOf } from './people';
import { readCustomer } from './reading';

/** Who acts for a customer; every change answers with the customer's contacts as they are then. */
export const membershipHandlers = (strapi: Strapi): Handlers<typeof membershipsContract> => {
  const memberships = createMemberships(strapi);
  const findContacts = createContactFinder(strapi);
  return {
    async findContacts({ params, query, editor }) {
      const { id } = await readCustomer(strapi, editor, params.id);
      return findContacts(editor, id, query);
    },
    async create({ params, body: { role, invite, ...person }, editor }) {
      await memberships.create(editor, params.id, person, { role, invite });
      return peopleOf(strapi).find(params.id, editor);
    },
    async add({ params, body: { email, ...joining }, editor }) {
      await memberships.add(editor, params.id, params.contact, email, joining);
      return peopleOf(strapi).find(params.id, editor);
    },
    async update({ params, body, editor }) {
      await memberships.update(editor, params.id, params.contact, body.role);
      return peopleOf(strapi).find(params.id, editor);
    },
    async delete({ params, editor }) {
      await memberships.remove(editor, params.id, params.contact);
      return peopleOf(strapi).find(params.id, editor);
    },
  };
};
