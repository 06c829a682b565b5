import type { Context } from 'koa';
import type { LinkPurpose } from '../../../plugin/contract/customer/invitation';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { readCookie, type Http } from '../kernel/http';
import type { Identity } from '../kernel/identity';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { platformOf } from '../platform';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { createLinks, type LinkContact } from './links';
import { createPasswords } from './passwords';
import { createRecovery } from './recovery';
import { createSessionStore } from './session-store';
import { createSignIn } from './sign-in';
import { createThrottle } from './throttle';

/** Sign-in, sessions, passwords and mailed links of customers' contacts. */
export function createAccess(strapi: Strapi) {
  const { jobs, mail } = platformOf(strapi);
  const sessions = createSessionStore(strapi);
  const throttle = createThrottle(strapi);
  const links = createLinks(strapi);
  const passwords = createPasswords(strapi);
  const signIn = createSignIn(strapi, sessions, throttle);
  const recovery = createRecovery(strapi, jobs, mail, links, signIn);
  const contacts = table(strapi, UID.contact);

  /** Sets a password by a mailed link; everything else that could open the account ends with it. */
  async function setByLink(purpose: LinkPurpose, token: string, password: string, language?: string): Promise<LinkContact> {
    const contact = await links.preview(purpose, token);
    if (!(await signIn.mayEnter(contact.id))) throw new PortalError('no-access');
    const passwordHash = await passwords.prepare(password, contact, 'password');
    await strapi.db.transaction(async () => {
      await links.consume(purpose, token);
      await passwords.set(contact.id, passwordHash);
      await links.revoke(contact.id);
      await sessions.endOfContact(contact.id);
      if (language) await contacts.updateMany({ where: { id: contact.id }, data: { language } });
    });
    return contact;
  }

  return {
    sessions,
    links,
    passwords,

    /** Who a request comes from, by its session cookie. */
    async identify(ctx: Context): Promise<Identity | null> {
      const token = readCookie(strapi, ctx, 'session');
      return token && /^[\w-]{43}$/u.test(token) ? sessions.read(token) : null;
    },

    describe: signIn.describe,

    async signInWithPassword(http: Http, email: string, password: string): Promise<SessionInfo> {
      const takeBack = await throttle.signIn(http, email);
      const contactId = await passwords.prove(email, password);
      if (contactId === null) throw new PortalError('wrong-credentials');
      await takeBack();
      return signIn.complete({ contactId, email, method: 'password' }, http);
    },

    async signOut(http: Http, identity: Identity): Promise<void> {
      await sessions.end(identity.session.id);
      http.setCookie('session', null);
    },

    async switchCustomer(identity: Identity, documentId: string): Promise<SessionInfo> {
      const customer = identity.customers.find((candidate) => candidate.documentId === documentId);
      if (!customer) throw new PortalError('not-found');
      await sessions.switchCustomer(identity.session.id, customer.id);
      return signIn.describe({ ...identity, customer });
    },

    async forgotPassword(http: Http, email: string): Promise<void> {
      if (await throttle.requestMail(http, email)) await recovery.request(email);
    },

    async previewLink(http: Http, purpose: LinkPurpose, token: string): Promise<LinkContact> {
      await throttle.useLink(http);
      return links.preview(purpose, token);
    },

    async resetPassword(http: Http, token: string, password: string): Promise<SessionInfo> {
      await throttle.useLink(http);
      const contact = await setByLink('password-reset', token, password);
      await recovery.tellOfChange(contact);
      return signIn.complete({ contactId: contact.id, email: contact.email, method: 'password-reset' }, http);
    },

    async acceptInvitation(http: Http, token: string, password: string, language?: string): Promise<SessionInfo> {
      await throttle.useLink(http);
      const contact = await setByLink('invitation', token, password, language);
      return signIn.complete({ contactId: contact.id, email: contact.email, method: 'invitation' }, http);
    },

    async changePassword(http: Http, identity: Identity, current: string, next: string): Promise<SessionInfo> {
      const { contact, customer } = identity;
      const takeBack = await throttle.confirmPassword(contact.documentId);
      await passwords.change(contact.id, current, async () => {
        // The guess was right, whatever the new password is worth.
        await takeBack();
        return passwords.prepare(next, contact, 'newPassword');
      });
      await sessions.endOfContact(contact.id);
      await links.revoke(contact.id);
      await recovery.tellOfChange(contact);
      return signIn.start({ contactId: contact.id, email: contact.email, method: identity.session.method }, http, customer.id);
    },

    /** Removes what is over: sessions, links, passwords of deleted contacts. */
    async cleanUp(): Promise<void> {
      const instant = now();
      await sessions.removeExpired(instant);
      await links.removeExpired(instant);
      await passwords.removeOrphans();
    },
  };
}

export type AccessService = ReturnType<typeof createAccess>;

/** The access service, typed. */
export const accessOf = (strapi: Strapi): AccessService => strapi.plugin(PLUGIN_ID).service('access');
