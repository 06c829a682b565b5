import type { Language } from '../../../plugin/vocabulary';
import { peopleOf } from '../customers';
import { contactWith, wasInvited } from '../email-links';
import { retrying } from '../platform/deadlock';
import { documentsOf } from '../platform/documents';
import { hold } from '../platform/hold';
import type { JobKind } from '../platform/jobs';
import { asPlugin } from '../platform/own-writes';
import { createDocument, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { isAwaited, type MemberRow } from './rows';

export const INVITE = 'invite-colleague';

export interface Invitation {
  /** The membership that waits for its contact, or for it to come. */
  membership: string;
  /** Who it is, where the contact may have to be made. */
  person?: { firstName: string; lastName: string; language?: Language };
}

type Membership = MemberRow & { customer: Row | null };

/** The contact of an address, made where there is none. In the caller's transaction. */
async function contactFor(strapi: Strapi, email: string, person: Invitation['person']): Promise<{ contact: Row; made: boolean }> {
  const found = await contactWith(strapi, email);
  if (found) return { contact: found, made: false };
  return { contact: await createDocument(strapi, UID.contact, { email, ...person }), made: true };
}

/**
 * Gives an invitation its contact, and mails it what editors' invitations are. Here and not in the request: whether the
 * address had an account shows neither in what is answered nor in how long that takes.
 */
async function invite(strapi: Strapi, { membership: documentId, person }: Invitation, customer: Row): Promise<void> {
  const memberships = table<MemberRow>(strapi, UID.membership);
  await hold(strapi, UID.customer, { id: customer.id });
  const membership = await memberships.findOne({ where: { documentId }, populate: { contact: true } });
  // Removed meanwhile.
  if (!membership) return;
  const email = isAwaited(membership) ? membership.invitedEmail : null;
  let { contact } = membership as { contact: Row | null };
  if (!contact && email !== null) {
    const { contact: found, made } = await contactFor(strapi, email, person);
    // Has it got another address meanwhile, it is another person: whoever invites once more finds the right one.
    if ((await hold(strapi, UID.contact, { id: found.id, email })) === 0) return;
    // An editor was faster: it acts for the customer already.
    if ((await memberships.count({ where: { customer: customer.id, contact: found.id } })) > 0) {
      await documentsOf(strapi, UID.membership).delete({ documentId });
      return;
    }
    // Written down for another customer and invited by nobody: whether it comes in is the team's to say, there.
    if (!made && !(await wasInvited(strapi, found.id)) && (await memberships.count({ where: { contact: found.id } })) > 0) return;
    await asPlugin(() =>
      documentsOf(strapi, UID.membership).update({ documentId, data: { contact: found.documentId, contactMade: made } }),
    );
    contact = found;
  }
  // What was invited is an address: whoever the contact is by now with another one was not.
  if (contact && email !== null && (await hold(strapi, UID.contact, { id: contact.id, email })) === 0) return;
  if (contact) await peopleOf(strapi).inviteColleague(customer.id, contact.id);
}

export const inviteJob: JobKind = {
  kind: INVITE,
  run: (strapi) => async (payload, job, progress) => {
    if (job.cursor !== null) return;
    const invitation = payload as Invitation;
    // Before the transaction: what decides is read with the lock of the customer.
    const found = await table<Membership>(strapi, UID.membership).findOne({
      where: { documentId: invitation.membership },
      populate: { customer: true },
    });
    const { customer } = found ?? {};
    if (!customer) return;
    await retrying(strapi, async () => {
      await invite(strapi, invitation, customer);
      // Whoever takes the job up again after a stop mails nobody twice.
      await progress.save({ cursor: { done: true } });
    });
  },
};
