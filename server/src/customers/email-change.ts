import { permission } from '../../../plugin/permissions';
import { activityOf } from '../activity';
import { factorsOf } from '../factors';
import { federationOf } from '../federation';
import { passwordOf } from '../password';
import { tell } from '../platform/events';
import { actingEditor } from '../platform/editor-request';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { sessionsOf } from '../sessions';
import { peopleOf } from './people';
import type { ContactRow } from './rows';

/**
 * Takes everything from a contact that opens its account, as if nobody had ever signed in; whether there was
 * anything, or somebody who had.
 */
async function startOver(strapi: Strapi, contactId: number): Promise<boolean> {
  const contacts = table(strapi, UID.contact);
  await sessionsOf(strapi).epochs.raise(contactId);
  const removed = [
    (await passwordOf(strapi).passwords.remove(contactId)).count,
    await factorsOf(strapi).store.removeAll(contactId),
    (await federationOf(strapi).identities.removeOf(contactId)).count,
    await contacts.count({ where: { id: contactId, lastSignInAt: { $notNull: true } } }),
  ];
  // Both were of who had the address before: nobody has invited the new one yet.
  await contacts.updateMany({ where: { id: contactId }, data: { lastSignInAt: null, invitedAt: null } });
  return removed.some((count) => count > 0);
}

/**
 * What follows when a contact gets another address. Whoever reads that mailbox may be somebody else, a
 * successor say, so nothing that the person before set up or proved opens the account: the new address is
 * invited as a new person's is, unless an editor whose role invites nobody changed it. Both addresses are told; the old one is not told the new one.
 */
export async function followNewAddress(strapi: Strapi, contactId: number, before: string): Promise<void> {
  await strapi.db.transaction(async () => {
    const wasUsed = await startOver(strapi, contactId);
    const contact = await table<ContactRow>(strapi, UID.contact).findOne({ where: { id: contactId } });
    if (!contact) return;
    const editor = await actingEditor(strapi);
    const entry = { kind: 'email-changed', email: before, contactId, detail: contact.email, editor: editor?.email } as const;
    await activityOf(strapi).record(entry);
    const { notices } = sessionsOf(strapi);
    const mayInvite = editor === null || editor.ability.can(permission('people.invite'));
    const invited = mayInvite && (await peopleOf(strapi).inviteAnew(contact));
    // An address that was mistyped, and corrected before anybody was invited, is nobody's to be told.
    if (wasUsed || invited) await notices.tell(contactId, 'email-changed', { email: before });
    if (wasUsed && !invited) await notices.tell(contactId, 'email-noted');
    await tell(strapi, 'contact.email-change', { contact: contact.documentId });
  });
}
