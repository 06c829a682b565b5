import { errors } from '@strapi/utils';
import { permission } from '../../../plugin/permissions';
import type { FieldError } from '../../../plugin/contract/errors';
import type { Role } from '../../../plugin/rights';
import { sessionsOf } from '../sessions';
import { activityOf } from '../activity';
import type { Editor } from '../kernel/binder';
import { retrying } from '../platform/deadlock';
import { documentsOf } from '../platform/documents';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { createDocument, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { peopleOf } from './people';
import type { ContactRow, CustomerRow } from './rows';
import { readContact, readCustomer } from './reading';

export interface Joining {
  role: Role;
  invite: boolean;
}

export interface NewPerson {
  email: string;
  firstName: string;
  lastName: string;
}

/** What Strapi, a rule of the plugin's or the project's own code refuses, in words that reach the editor. */
function asRefusal(error: unknown): unknown {
  if (error instanceof errors.ForbiddenError) return new PortalError('not-allowed', { message: String(error.message) });
  if (!(error instanceof errors.ApplicationError)) return error;
  const { errors: found = [] } = error.details as { errors?: FieldError[] };
  return new PortalError('invalid-request', {
    message: String(error.message),
    errors: found.map(({ path, message }) => ({ path, code: 'refused', message })),
  });
}

/**
 * Who acts for a customer, as editors change it. Changes go through the Document Service, so that a
 * team's lifecycles and webhooks see them. Each runs under the lock of the customer's row: what decides (is
 * the contact a member, is the address still the one that was seen) cannot change before it is acted on.
 */
export function createMemberships(strapi: Strapi) {
  const contacts = table<ContactRow>(strapi, UID.contact);
  const memberships = table(strapi, UID.membership);

  const membershipsOf = (customer: Row, contact: Row): Promise<Row[]> =>
    memberships.findMany({ where: { customer: customer.id, contact: contact.id } });

  /** Lets the contact act for the customer and, if wanted, invites it; in the caller's transaction. */
  async function join(
    editor: Editor,
    customer: CustomerRow,
    contact: Pick<ContactRow, 'id' | 'documentId' | 'email'>,
    { role, invite }: Joining,
  ) {
    await createDocument(strapi, UID.membership, {
      customer: customer.documentId,
      contact: contact.documentId,
      role,
      createdBy: editor.id,
      updatedBy: editor.id,
    });
    if (!invite) return;
    await peopleOf(strapi).inviteContact(customer.id, contact.id);
    await activityOf(strapi).record({
      kind: 'customer-invited',
      email: contact.email,
      contactId: contact.id,
      editor: editor.email,
      detail: customer.name,
    });
  }

  const refuseInvite = (editor: Editor, invite: boolean): void => {
    if (invite && !editor.has(permission('people.invite'))) {
      throw new PortalError('not-allowed', { message: 'Your role may add contacts, but not invite them.' });
    }
  };

  /** A customer and a contact as the role reads them. @throws PortalError `not-found` where it does not */
  async function readMember(
    editor: Editor,
    documentId: string,
    contactId: string,
  ): Promise<{ customer: CustomerRow; contact: ContactRow }> {
    const customer = await readCustomer(strapi, editor, documentId);
    return { customer, contact: await readContact(strapi, editor, contactId) };
  }

  /** Does something with a customer, whose row nobody else changes meanwhile. */
  async function underLock(customer: CustomerRow, work: () => Promise<void>): Promise<void> {
    try {
      await retrying(strapi, async () => {
        await hold(strapi, UID.customer, { id: customer.id });
        await work();
      });
    } catch (error) {
      throw asRefusal(error);
    }
  }

  return {
    /**
     * Makes a contact and lets it act for the customer. An address is a contact's once, in the database too: of
     * two at once one is told so, and so is who types the address of somebody that they did not look for.
     */
    async create(editor: Editor, documentId: string, { email, firstName, lastName }: NewPerson, joining: Joining): Promise<void> {
      const customer = await readCustomer(strapi, editor, documentId);
      refuseInvite(editor, joining.invite);
      const isKnown = async (): Promise<boolean> => (await contacts.count({ where: { email } })) > 0;
      try {
        await underLock(customer, async () => {
          if (await isKnown()) throw new PortalError('contact-exists');
          const made = await createDocument(strapi, UID.contact, {
            email,
            firstName,
            lastName,
            createdBy: editor.id,
            updatedBy: editor.id,
          });
          await join(editor, customer, { id: made.id, documentId: made.documentId, email }, joining);
        });
      } catch (error) {
        // Another transaction's row shows only when it is committed: the unique index refuses the second one.
        if (await isKnown()) throw new PortalError('contact-exists');
        throw error;
      }
    },

    /**
     * Lets a contact that exists act for the customer too.
     * @param email the address that the editor saw: the contact may have become somebody else's since
     */
    async add(editor: Editor, documentId: string, contactId: string, email: string, joining: Joining): Promise<void> {
      const customer = await readCustomer(strapi, editor, documentId);
      const seen = await readContact(strapi, editor, contactId);
      refuseInvite(editor, joining.invite);
      await underLock(customer, async () => {
        await hold(strapi, UID.contact, { id: seen.id });
        const contact = await contacts.findOne({ where: { id: seen.id } });
        if (contact?.email !== email) throw new PortalError('conflict');
        if ((await membershipsOf(customer, contact)).length > 0) throw new PortalError('already-member');
        await join(editor, customer, contact, joining);
      });
    },

    /** Changes what a contact is to the customer. */
    async update(editor: Editor, documentId: string, contactId: string, role: Role): Promise<void> {
      const { customer, contact } = await readMember(editor, documentId, contactId);
      await underLock(customer, async () => {
        const rows = await membershipsOf(customer, contact);
        if (rows.length === 0) throw new PortalError('not-found');
        const changed = rows.filter((row) => row.role !== role);
        for (const row of changed) {
          await documentsOf(strapi, UID.membership).update({ documentId: row.documentId, data: { role, updatedBy: editor.id } });
        }
        if (changed.length === 0) return;
        await activityOf(strapi).record({
          kind: 'membership-changed',
          email: contact.email,
          contactId: contact.id,
          editor: editor.email,
          detail: `${customer.name}: ${role}`,
        });
      });
    },

    /** Ends that a contact acts for the customer, and its sessions for it; those for other customers go on. */
    async remove(editor: Editor, documentId: string, contactId: string): Promise<void> {
      const { customer, contact } = await readMember(editor, documentId, contactId);
      await underLock(customer, async () => {
        const rows = await membershipsOf(customer, contact);
        if (rows.length === 0) throw new PortalError('not-found');
        for (const row of rows) await documentsOf(strapi, UID.membership).delete({ documentId: row.documentId });
        await sessionsOf(strapi).store.endOfMember(contact.id, customer.id);
      });
    },
  };
}
