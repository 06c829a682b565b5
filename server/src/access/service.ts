import type { Context } from 'koa';
import type { LinkPurpose } from '../../../plugin/contract/customer/invitation';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { SecurityInfo } from '../../../plugin/contract/customer/security';
import type { SignInMode } from '../../../plugin/vocabulary';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { activityOf } from '../activity';
import { readCookie, type Http } from '../kernel/http';
import { isSteppedUp, type Identity } from '../kernel/identity';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { platformOf } from '../platform';
import type { TakeBack } from '../platform/tries';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { createChallengeSteps } from './challenge';
import { createChallenges, createFactors, createFactorStore, createPasskeys, createRememberedBrowsers } from './factors';
import { createFederation } from './federation/service';
import { createEpochs } from './epochs';
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
import { createOwnWaysEnd } from './own-ways-end';

/** Sign-in, sessions, factors, passwords and mailed links of customers' contacts. */
export function createAccess(strapi: Strapi) {
  const { jobs, mail } = platformOf(strapi);
  const epochs = createEpochs(strapi);
  const sessions = createSessionStore(strapi);
  const throttle = createThrottle(strapi);
  const links = createLinks(strapi);
  const reads = createSignInReads(strapi);
  const passwords = createPasswords(strapi, reads, throttle);
  const notices = createNotices(strapi, mail);
  const store = createFactorStore(strapi);
  const passkeys = createPasskeys(strapi, store);
  const remembered = createRememberedBrowsers(strapi);
  const challenges = createChallenges(strapi);
  const factors = createFactors(strapi, { store, passkeys, epochs, throttle, notices });
  const signIn = createSignIn(strapi, { reads, sessions, throttle, challenges, remembered });
  const recovery = createRecovery(strapi, jobs, mail, links, signIn);
  const accounts = createAccounts(strapi);
  const signUp = createSignUp(strapi, { jobs, mail, accounts, passwords, throttle, signIn });
  const signInLinks = createSignInLinks(strapi, { jobs, links, notices, signIn, throttle });
  const security = createSecurity(strapi, { sessions, throttle, passwords, factors, store, passkeys, epochs, signIn });
  const federation = createFederation(strapi, { epochs, links, notices, accounts, signIn, throttle, passwords, security });
  const contacts = table<LinkContact>(strapi, UID.contact);

  /** Sets a password by a mailed link, which ends with everything else that could open the account: of two at once one succeeds. */
  async function setByLink(
    purpose: LinkPurpose,
    { token, password, language }: { token: string; password: string; language?: string },
    alsoDo: (contact: LinkContact) => Promise<void>,
  ): Promise<LinkContact> {
    const contact = await links.preview(purpose, token);
    if (!(await signIn.mayEnter(contact.id))) throw new PortalError('no-access');
    const passwordHash = await passwords.prepare(password, contact, 'password', contact.id);
    return strapi.db.transaction(async () => {
      const { epoch } = await epochs.raise(contact.id, { from: contact.epoch, refusal: 'invalid-link' });
      await passwords.set(contact, passwordHash);
      if (language) await contacts.updateMany({ where: { id: contact.id }, data: { language } });
      await alsoDo(contact);
      return { ...contact, epoch };
    });
  }

  return {
    epochs,
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
        const { contactId, epoch, proved } = await passwords.prove(email, password);
        if (contactId === null || !proved) {
          await activityOf(strapi).record({ kind: 'sign-in-failed', email, contactId, client: http, detail: 'password' });
          throw new PortalError('wrong-credentials');
        }
        return signIn.complete({ contactId, epoch, email, method: 'password', refusal: 'wrong-credentials' }, http, takeBack);
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
      if (await throttle.requestMail(http, email, 'password-reset')) await recovery.request(email);
    },

    async previewLink(http: Http, purpose: LinkPurpose, token: string): Promise<LinkContact> {
      return throttle.useLink(http, () => links.preview(purpose, token));
    },

    async resetPassword(http: Http, token: string, password: string): Promise<SessionInfo> {
      const told = async (contact: LinkContact): Promise<void> => {
        await notices.tell(contact.id, 'password-changed');
        await activityOf(strapi).record({ kind: 'password-reset', email: contact.email, contactId: contact.id, client: http });
      };
      const { id: contactId, email, epoch } = await throttle.useLink(http, () => setByLink('password-reset', { token, password }, told));
      return signIn.complete({ contactId, epoch, email, method: 'password-reset', refusal: 'signed-out' }, http);
    },

    async acceptInvitation(http: Http, token: string, password: string, language?: string): Promise<SessionInfo> {
      const told = (contact: LinkContact): Promise<void> =>
        activityOf(strapi).record({ kind: 'invitation-accepted', email: contact.email, contactId: contact.id, client: http });
      const {
        id: contactId,
        email,
        epoch,
      } = await throttle.useLink(http, () => setByLink('invitation', { token, password, language }, told));
      return signIn.complete({ contactId, epoch, email, method: 'invitation', refusal: 'signed-out' }, http);
    },

    async changePassword(http: Http, identity: Identity, current: string, next: string): Promise<SessionInfo> {
      const { contact, session } = identity;
      const prepare = (takeBack: TakeBack) => async (): Promise<string> => {
        // The guess was right, whatever the new password is worth.
        await takeBack();
        return passwords.prepare(next, contact, 'newPassword', contact.id);
      };
      // Whoever has a second factor steps up with it, not with the password.
      const provesAlone = (await store.activeOf(contact.id)).length === 0;
      const keepLinks = !provesAlone && !isSteppedUp(session, now(strapi));
      const token = await throttle.confirmPassword({ contact: contact.documentId, session: session.id }, (takeBack) =>
        passwords.change(contact, current, prepare(takeBack), async () => {
          const { epoch } = await epochs.raise(contact.id, { session: session.id, keepLinks });
          // Its row stays: what ends the session, whatever that goes by, finds it before the change or after it.
          const renewed = await sessions.renew({ id: session.id, epoch }, { stepUp: (await store.activeOf(contact.id)).length === 0 });
          await notices.tell(contact.id, 'password-changed');
          await activityOf(strapi).record({ kind: 'password-changed', email: contact.email, contactId: contact.id, client: http });
          return renewed;
        }),
      );
      const info = await signIn.goOn(token, http);
      throttle.rememberDevice(http, contact.email);
      return info;
    },

    /** Ends what began by the portal's own ways in; in the transaction that makes single sign-on the only one. */
    endOwnWays: createOwnWaysEnd(strapi, jobs, epochs),

    /**
     * Takes everything from a contact that opens its account, as if nobody had ever signed in; whether there was
     * anything, or somebody who had.
     */
    startOver: async (contactId: number): Promise<boolean> =>
      strapi.db.transaction(async () => {
        await epochs.raise(contactId);
        const removed = [
          (await passwords.remove(contactId)).count,
          await store.removeAll(contactId),
          (await federation.identities.removeOf(contactId)).count,
          await contacts.count({ where: { id: contactId, lastSignInAt: { $notNull: true } } }),
        ];
        // Both were of who had the address before: nobody has invited the new one yet.
        await contacts.updateMany({ where: { id: contactId }, data: { lastSignInAt: null, invitedAt: null } });
        return removed.some((count) => count > 0);
      }),

    /** Removes what is over: sessions, links, challenges, and what belonged to deleted contacts. */
    async cleanUp(): Promise<void> {
      const instant = now(strapi);
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
