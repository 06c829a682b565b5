import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { BY_EDITOR, sessionsOf } from '../sessions';
import { settingsOf } from '../settings';
import type { LinkContact, Links } from './links';
import { requestMailed } from './on-request';

/** Sign-in links by mail: asked for by the contact, or sent by an editor when nothing else helps. */
export function createSignInLinks(strapi: Strapi, links: Links) {
  const { notices, signIn } = sessionsOf(strapi);
  const contacts = table<LinkContact>(strapi, UID.contact);

  const byLinkIsOn = async (): Promise<boolean> => {
    const { emailLinkSignIn, signInMode } = await settingsOf(strapi).preferences();
    return emailLinkSignIn && signInMode === 'default';
  };

  async function send(contact: LinkContact, byEditor: boolean): Promise<void> {
    await strapi.db.transaction(async () => {
      const { token, expiresAt } = await links.create('sign-in', contact, { byEditor });
      await notices.tell(contact.id, byEditor ? 'editor-sign-in-link' : 'sign-in-link', {
        path: `/sign-in/link#token=${token}`,
        expiresAt,
        keepFate: byEditor,
      });
    });
  }

  return {
    request: (http: Http, email: string): Promise<void> => requestMailed(strapi, 'sign-in', http, email),

    async sendOnRequest(contact: LinkContact): Promise<void> {
      if (await byLinkIsOn()) await send(contact, false);
    },

    /** The link stands for the password; it skips no second factor. */
    async use(http: Http, token: string) {
      // Whoever has none does not learn here whether such links are on.
      const contact = await attemptsOf(strapi).useLink(http, () => links.preview('sign-in', token));
      const byEditor = await links.isByEditor('sign-in', token);
      if (!byEditor && !(await byLinkIsOn())) throw new PortalError('invalid-link');
      await links.consume('sign-in', token);
      const method = byEditor ? BY_EDITOR : 'link';
      return signIn.complete({ contactId: contact.id, epoch: contact.epoch, email: contact.email, method, refusal: 'invalid-link' }, http);
    },

    async sendByEditor(documentId: string, editor: string): Promise<void> {
      const contact = await contacts.findOne({ where: { documentId } });
      if (!contact) throw new PortalError('not-found');
      if (!(await signIn.mayEnter(contact.id))) {
        throw new PortalError('not-allowed', { message: 'The contact has no access to the portal. Invite one of its customers first.' });
      }
      await send(contact, true);
      await activityOf(strapi).record({ kind: 'sign-in-link-sent', email: contact.email, contactId: contact.id, editor });
    },
  };
}
