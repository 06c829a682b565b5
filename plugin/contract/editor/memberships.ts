import { z } from 'zod';
import { permission } from '../../permissions';
import { SEARCH_MAX } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, email, instant, line, pageNumber } from '../schemas';
import { ROLES } from '../../rights';
import { customerPortalAccess, mailFate } from './people';

/** Most contacts of one page of what a search found. */
export const FOUND_PAGE = 10;

/** Most customers that are named beside a contact. */
export const NAMED_CUSTOMERS = 5;

/**
 * Somebody who could act for a customer, with what tells them from others of the same name. An editor
 * who picks a wrong one gives a stranger access: everything that is needed to notice is here.
 */
export const foundContact = z.strictObject({
  id: documentId,
  name: z.string(),
  email: z.string(),
  jobTitle: z.string(),
  blocked: z.boolean(),
  /** Acts for this customer already. */
  member: z.boolean(),
  lastSignInAt: instant.nullable(),
  /** The newest mail that an editor had sent to the contact. */
  mail: mailFate.nullable(),
  /** Other customers that the contact acts for, of those that the editor may read: the first few by name. */
  customers: z.array(z.strictObject({ id: documentId, name: z.string() })),
  /** How many more there are; those that the editor may not read are only counted. */
  moreCustomers: z.int(),
});
export type FoundContact = z.output<typeof foundContact>;

const access = { kind: 'editor', permission: permission('people.manage') } as const;
const params = z.strictObject({ id: documentId });
const ofContact = z.strictObject({ id: documentId, contact: documentId });

const role = z.enum(ROLES);

/** What somebody is to a customer from now on, and whether they are invited at once. */
const join = {
  role,
  /** Mails the contact, and switches portal access on where it is off; wants the permission to invite as well. */
  invite: z.boolean(),
};

/** Who acts for a customer. */
export const membershipsContract = resource('memberships', {
  findContacts: endpoint('GET /customers/:id/contacts', {
    access,
    summary: 'Contacts by email or any part of their name, to be added to a customer, with whom they act for.',
    params,
    query: z.strictObject({
      /** Words that all stand in the name or address. */
      search: z.string().trim().min(2).max(SEARCH_MAX),
      page: pageNumber.optional(),
    }),
    response: z.strictObject({ rows: z.array(foundContact), more: z.boolean() }),
    errors: ['not-found'],
  }),
  create: endpoint('POST /customers/:id/contacts', {
    access,
    summary: 'Make a new contact who acts for a customer. An address that a contact has already is refused, never taken over.',
    params,
    body: z.strictObject({ email, firstName: line(100), lastName: line(100), ...join }),
    response: customerPortalAccess,
    status: 201,
    errors: ['not-found', 'not-allowed', 'contact-exists'],
  }),
  add: endpoint('POST /customers/:id/contacts/:contact', {
    access,
    summary:
      'Let an existing contact act for a customer. `email` is the address that the editor saw: with another one by now it is refused.',
    params: ofContact,
    body: z.strictObject({ email, ...join }),
    response: customerPortalAccess,
    status: 201,
    errors: ['not-found', 'not-allowed', 'already-member', 'conflict', 'email-missing'],
  }),
  update: endpoint('PUT /customers/:id/contacts/:contact', {
    access,
    summary: 'Change what a contact is to a customer.',
    params: ofContact,
    body: z.strictObject({ role }),
    response: customerPortalAccess,
    errors: ['not-found'],
  }),
  delete: endpoint('DELETE /customers/:id/contacts/:contact', {
    access,
    summary: 'End that a contact acts for a customer: its sessions for this customer end at once.',
    params: ofContact,
    response: customerPortalAccess,
    errors: ['not-found'],
  }),
});
