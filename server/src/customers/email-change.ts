import { permission } from '../../../plugin/permissions';
import { accessOf } from '../access';
import { activityOf } from '../activity';
import { announce } from '../platform/after-commit';
import { actingEditor } from '../platform/editor-request';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { peopleOf, type ContactRow } from './people';

/**
 * What follows when a contact gets another address. Whoever reads that mailbox may be somebody else, a
 * successor say, so nothing that the person before set up or proved opens the account: the new address is
 * invited as a new person's is, unless an editor whose role invites nobody changed it. Both addresses are told; the old one is not told the new one.
 */
export async function followNewAddress(strapi: Strapi, contactId: number, before: string): Promise<void> {
  await strapi.db.transaction(async () => {
    const wasUsed = await accessOf(strapi).startOver(contactId);
    const contact = await table<ContactRow>(strapi, UID.contact).findOne({ where: { id: contactId } });
    if (!contact) return;
    const editor = await actingEditor(strapi);
    const entry = { kind: 'email-changed', email: before, contactId, detail: contact.email, editor: editor?.email } as const;
    await activityOf(strapi).record(entry);
    const { notices } = accessOf(strapi);
    const mayInvite = editor === null || editor.ability.can(permission('people.invite'));
    const invited = mayInvite && (await peopleOf(strapi).inviteAnew(contact));
    // An address that was mistyped, and corrected before anybody was invited, is nobody's to be told.
    if (wasUsed || invited) await notices.tell(contactId, 'email-changed', { email: before });
    if (wasUsed && !invited) await notices.tell(contactId, 'email-noted');
    await announce(strapi, 'contact.email-change', { contact: contact.documentId });
  });
}
