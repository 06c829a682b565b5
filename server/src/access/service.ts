import type { Context } from 'koa';
import type { LinkPurpose } from '../../../plugin/contract/customer/invitation';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { SecurityInfo } from '../../../plugin/contract/customer/security';
import type { SignInMode } from '../../../plugin/vocabulary';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { activityOf } from '../activity';
import { readCookie, type Http } from '../kernel/http';
import type { Identity } from '../kernel/identity';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { platformOf } from '../platform';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { createChallengeSteps } from './challenge';
import { createChallenges, createFactors, createFactorStore, createPasskeys, createRememberedBrowsers } from './factors';
import { createFederation } from './federation/service';
import { createLinks, type LinkContact } from './links';
import { createNotices } from './notices';
import { createPasskeySignIn } from './passkey-sign-in';
import { createPasswords } from './passwords';
import { createRecovery } from './recovery';
import { createSecurity } from './security';
import { createSessionStore } from './session-store';
import { createSignIn } from './sign-in';
import { createSignInLinks } from './sign-in-links';
import { createSignInReads } from './sign-in-reads';
import { createAccounts, createSignUp } from './sign-up';
import { createThrottle } from './throttle';

/** Sign-in, sessions, factors, passwords and mailed links of customers' contacts. */
export function createAccess(strapi: Strapi) {
  const { jobs, mail } = platformOf(strapi);
  const sessions = createSessionStore(strapi);
  const throttle = createThrottle(strapi);
  const links = createLinks(strapi);
  const reads = createSignInReads(strapi);
  const passwords = createPasswords(strapi, reads);
  const notices = createNotices(strapi, mail);
  const store = createFactorStore(strapi);
  const passkeys = createPasskeys(strapi, store);
  const remembered = createRememberedBrowsers(strapi);
  const challenges = createChallenges(strapi);
  const factors = createFactors(strapi, { store, passkeys, remembered, sessions, throttle, notices });
  const signIn = createSignIn(strapi, { reads, sessions, throttle, challenges, remembered });
  const recovery = createRecovery(strapi, jobs, mail, links, signIn);
  const accounts = createAccounts(strapi);
  const signUp = createSignUp(strapi, { jobs, mail, accounts, passwords, throttle, signIn });
  const signInLinks = createSignInLinks(strapi, { jobs, links, notices, signIn, throttle });
  const security = createSecurity(strapi, { sessions, throttle, passwords, factors, store, passkeys, notices, signIn });
  const federation = createFederation(strapi, { links, notices, accounts, signIn, throttle, passwords, security });
  const contacts = table<LinkContact>(strapi, UID.contact);

  /** After a new password nothing that was trusted before opens the account. */
  async function forgetTrust(contactId: number): Promise<void> {
    await links.revoke(contactId);
    await sessions.endOfContact(contactId);
    await remembered.forgetAll(contactId);
    await challenges.endOfContact(contactId);
  }

  /** Sets a password by a mailed link; everything else that could open the account ends with it. */
  async function setByLink(purpose: LinkPurpose, token: string, password: string, language?: string): Promise<LinkContact> {
    const contact = await links.preview(purpose, token);
    if (!(await signIn.mayEnter(contact.id))) throw new PortalError('no-access');
    const passwordHash = await passwords.prepare(password, contact, 'password');
    await strapi.db.transaction(async () => {
      await links.consume(purpose, token);
      await passwords.set(contact.id, passwordHash);
      await forgetTrust(contact.id);
      if (language) await contacts.updateMany({ where: { id: contact.id }, data: { language } });
    });
    return contact;
  }

  return {
    sessions,
    links,
    passwords,
    notices,
    factors,
    factorStore: store,
    accounts,
    signUp,
    signInLinks,
    signIn,
    throttle,
    challenge: createChallengeSteps(strapi, { challenges, factors, store, passkeys, signIn }),
    security,
    passkeySignIn: createPasskeySignIn(strapi, { challenges, passkeys, throttle, signIn }),

    /** Who a request comes from, by its session cookie. */
    async identify(ctx: Context): Promise<Identity | null> {
      const token = readCookie(strapi, ctx, 'session');
      return token && /^[\w-]{43}$/u.test(token) ? sessions.read(token) : null;
    },

    /** The sign-in that waits for its second factor, by its cookie. */
    pendingSignIn: (ctx: Context) => challenges.identify(ctx),
    cancelSignIn: (id: number, http: Http) => challenges.end(id, http),

    describe: signIn.describe,

    federation,
    /** Connections that the sign-in page offers, in the order of their buttons. */
    publicConnections: (mode: SignInMode) => federation.publicConnections(mode),
    /** Connections that the contact has linked or could link. */
    connectionsOf: (contactId: number): Promise<SecurityInfo['connections']> => federation.connectionsOf(contactId),
    /** Whether single sign-on can be switched on: a SAML connection is on, and its test passed as it is now. */
    ssoReady: () => federation.ssoReady(),

    signInWithPassword: (http: Http, email: string, password: string): Promise<SessionInfo> =>
      throttle.signIn(http, email, async (takeBack) => {
        const { contactId, proved } = await passwords.prove(email, password);
        if (contactId === null || !proved) {
          await activityOf(strapi).record({ kind: 'sign-in-failed', email, contactId, client: http, detail: 'password' });
          throw new PortalError('wrong-credentials');
        }
        return signIn.complete({ contactId, email, method: 'password' }, http, takeBack);
      }),

    /** Ends the session; answers where to go on to, to end the identity provider's as well. */
    async signOut(http: Http, identity: Identity): Promise<string | null> {
      await sessions.end(identity.session.id);
      http.setCookie('session', null);
      const { id: contactId, email } = identity.contact;
      await activityOf(strapi).record({ kind: 'sign-out', email, contactId, client: http });
      return federation.logoutUrl(http, identity);
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
      const { id: contactId, email } = await setByLink('password-reset', token, password);
      await notices.tell(contactId, 'password-changed');
      await activityOf(strapi).record({ kind: 'password-reset', email, contactId, client: http });
      return signIn.complete({ contactId, email, method: 'password-reset' }, http);
    },

    async acceptInvitation(http: Http, token: string, password: string, language?: string): Promise<SessionInfo> {
      await throttle.useLink(http);
      const { id: contactId, email } = await setByLink('invitation', token, password, language);
      await activityOf(strapi).record({ kind: 'invitation-accepted', email, contactId, client: http });
      return signIn.complete({ contactId, email, method: 'invitation' }, http);
    },

    async changePassword(http: Http, identity: Identity, current: string, next: string): Promise<SessionInfo> {
      const { contact, customer, session } = identity;
      await throttle.confirmPassword(contact.documentId, (takeBack) =>
        passwords.change(contact.id, current, async () => {
          // The guess was right, whatever the new password is worth.
          await takeBack();
          return passwords.prepare(next, contact, 'newPassword');
        }),
      );
      await forgetTrust(contact.id);
      await notices.tell(contact.id, 'password-changed');
      await activityOf(strapi).record({ kind: 'password-changed', email: contact.email, contactId: contact.id, client: http });
      const { method, provedElsewhere } = session;
      const factorProved = session.factorAt !== null;
      // Whoever has a second factor steps up with it, not with the password.
      const steppedUp = (await store.activeOf(contact.id)).length === 0;
      const proof = { contactId: contact.id, email: contact.email, method, factorProved, provedElsewhere, steppedUp };
      return signIn.start({ ...proof, customerId: customer.id }, http);
    },

    /** Removes what is over: sessions, links, challenges, and what belonged to deleted contacts. */
    async cleanUp(): Promise<void> {
      const instant = now();
      await sessions.removeExpired(instant);
      await links.removeExpired(instant);
      await challenges.removeExpired(instant);
      await remembered.removeExpired(instant);
      await signUp.removeExpired(instant);
      await store.cleanUp(instant);
      await passwords.removeOrphans();
      await federation.cleanUp();
    },
  };
}

export type AccessService = ReturnType<typeof createAccess>;

/** The access service, typed. */
export const accessOf = (strapi: Strapi): AccessService => strapi.plugin(PLUGIN_ID).service('access');
