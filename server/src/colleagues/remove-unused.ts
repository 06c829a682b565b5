import { activeAmong, type ContactRow } from '../customers';
import { retrying } from '../platform/deadlock';
import { documentsOf } from '../platform/documents';
import { hold } from '../platform/hold';
import type { JobKind } from '../platform/jobs';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

export const REMOVE_UNUSED = 'remove-unused-contact';

/** Document id of the contact that was made for an invitation; null where there was one before. */
export interface Unused {
  contact: string | null;
}

/** Nobody has used it, and it acts for nobody: whoever adds it to a customer meanwhile waits for its lock. */
async function removeUnused(strapi: Strapi, documentId: string): Promise<void> {
  if ((await hold(strapi, UID.contact, { document_id: documentId })) === 0) return;
  const contact = await table<ContactRow>(strapi, UID.contact).findOne({ where: { documentId } });
  if (!contact || (await activeAmong(strapi, [contact.id])).size > 0) return;
  if ((await table(strapi, UID.membership).count({ where: { contact: contact.id } })) > 0) return;
  await documentsOf(strapi, UID.contact).delete({ documentId });
}

/**
 * Removes the contact of an invitation that was taken back, if it was made for that. A job for every one that is taken
 * back: how long the answer takes does not tell whether the address had an account.
 */
export const removeUnusedJob: JobKind = {
  kind: REMOVE_UNUSED,
  run: (strapi) => async (payload) => {
    const { contact } = payload as Unused;
    if (contact !== null) await retrying(strapi, () => removeUnused(strapi, contact));
  },
};
