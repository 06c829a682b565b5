import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import { emailLinksOf, requestMailed, type LinkContact } from '../email-links';
import type { Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { sessionsOf } from '../sessions';
import type { Passwords } from './passwords';

export interface ByLink {
  token: string;
  password: string;
  language?: string;
}

/** Setting a password by a mailed link: a forgotten one, or the first one of somebody who was invited. */
export function createByLink(strapi: Strapi, passwords: Passwords) {
  const { epochs, notices, signIn } = sessionsOf(strapi);
  const { links } = emailLinksOf(strapi);
  const contacts = table<LinkContact>(strapi, UID.contact);

  /** Ends everything else that could open the account, the link included: of two at once one succeeds. */
  async function set(
    http: Http,
    purpose: 'password-reset' | 'invitation',
    { token, password, language }: ByLink,
    tell: (contact: LinkContact) => Promise<void>,
  ): Promise<SessionInfo> {
    const {
      id: contactId,
      email,
      epoch,
    } = await attemptsOf(strapi).useLink(http, async () => {
      const contact = await links.preview(purpose, token);
      if (!(await signIn.mayEnter(contact.id))) throw new PortalError('no-access');
      const passwordHash = await passwords.prepare(password, contact, 'password', contact.id);
      return strapi.db.transaction(async () => {
        const raised = await epochs.raise(contact.id, { from: contact.epoch, refusal: 'invalid-link' });
        await passwords.set(contact, passwordHash);
        if (language) await contacts.updateMany({ where: { id: contact.id }, data: { language } });
        await tell(contact);
        return { ...contact, epoch: raised.epoch };
      });
    });
    return signIn.complete({ contactId, epoch, email, method: purpose, refusal: 'signed-out' }, http);
  }

  return {
    forgotten: (http: Http, email: string): Promise<void> => requestMailed(strapi, 'password-reset', http, email),

    async mailReset(contact: LinkContact): Promise<void> {
      await strapi.db.transaction(async () => {
        const { token, expiresAt } = await links.create('password-reset', contact);
        await notices.tell(contact.id, 'password-reset', { path: `/reset-password#token=${token}`, expiresAt });
      });
    },

    reset: (http: Http, body: ByLink): Promise<SessionInfo> =>
      set(http, 'password-reset', body, async ({ id: contactId, email }) => {
        await notices.tell(contactId, 'password-changed');
        await activityOf(strapi).record({ kind: 'password-reset', email, contactId, client: http });
      }),

    acceptInvitation: (http: Http, body: ByLink): Promise<SessionInfo> =>
      set(http, 'invitation', body, ({ id: contactId, email }) =>
        activityOf(strapi).record({ kind: 'invitation-accepted', email, contactId, client: http }),
      ),
  };
}
