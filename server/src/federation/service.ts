import type { SecurityInfo } from '../../../plugin/contract/customer/security';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import type { SignInMode } from '../../../plugin/vocabulary';
import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import type { Identity } from '../kernel/identity';
import { passwordOf } from '../password';
import { clientOf } from '../platform/client-address';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { createLimiter } from '../platform/limits';
import { table, toDate, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { securityOf } from '../security';
import { sessionsOf, type Proof } from '../sessions';
import { settingsOf } from '../settings';
import { isAnew } from './anew';
import { offeredIn } from './connection-rules';
import { createConnections } from './connections';
import { createDryRuns } from './dry-run';
import { createFlows, type Flow } from './flows';
import { createIdentities } from './identities';
import { countLockedOut } from './locked-out';
import { createLogout } from './logout';
import { createPending } from './pending';
import { LoginFailed } from './problem';
import { createProviders, type Answer, type Provider } from './providers';
import { createResolve } from './resolve';
import { createStepUp } from './step-up';

/** How an answer ends for the browser: on a page of the portal, or on the page of a dry run. */
export type Landing =
  | { to: 'portal'; wanted: string | null }
  | { to: 'confirmed'; wanted: string | null }
  | { to: 'security' }
  | { to: 'tested' };

/** What the sign-in page shows of a way in. */
type Button = { key: string; name: string; icon: string };

/** Answers from one address that belong to no trip, or to one that had an answer already. */
const ANSWERS = { name: 'federation:answer', points: 30, windowSeconds: 15 * 60 };

/** Signing in through somebody else: connections, trips to them, and whose account an answer opens. */
export function createFederation(strapi: Strapi) {
  const { epochs, notices, signIn } = sessionsOf(strapi);
  const { passwords } = passwordOf(strapi);
  const attempts = attemptsOf(strapi);
  const connections = createConnections(strapi);
  const flows = createFlows(strapi);
  const identities = createIdentities(strapi);
  const pending = createPending(strapi);
  const providers = createProviders(strapi, connections, flows);
  const dryRuns = createDryRuns(strapi, { connections, flows, providers });
  const resolve = createResolve(strapi, identities, pending);
  const logout = createLogout(strapi, { identities, flows, providers });
  const stepUp = createStepUp(strapi, identities);
  const answers = createLimiter(strapi, ANSWERS);

  const askerOf = ({ session: { id, epoch } }: Identity) => ({ id, epoch });

  const modeNow = async (): Promise<SignInMode> => (await settingsOf(strapi).preferences()).signInMode;

  /** A way in that is on, and offered in the present mode. */
  async function offered(key: string): Promise<Provider | null> {
    const provider = await providers.find(key);
    return provider?.enabled && offeredIn(await modeNow(), provider.way.kind) ? provider : null;
  }

  /** A strategy that the configuration has no longer is known by its key alone. */
  const looksOf = async (key: string): Promise<{ name: string; icon: string }> =>
    providers.strategies.list().find((strategy) => strategy.key === key) ??
    (await connections.looksOf(key)) ?? { name: key, icon: 'generic' };

  let beside: { connections: Button[]; all: Button[] } | undefined;

  /** The same list until a connection changes, so that what is made of it can be kept as long. */
  async function listFor(mode: SignInMode): Promise<Button[]> {
    if (mode === 'sso') return connections.enabled('saml');
    const own = await connections.enabled('oidc');
    if (beside?.connections !== own) beside = { connections: own, all: [...own, ...providers.strategies.list()] };
    return beside.all;
  }

  interface Trip {
    purpose: 'sign-in' | 'link' | 'step-up';
    contactId?: number;
    wanted?: string;
    asker?: { id: number; epoch: number };
  }

  async function depart(http: Http, key: string, flow: Trip): Promise<{ url: string }> {
    await attempts.beginTrip(http);
    const { asker, ...rest } = flow;
    try {
      const provider = await offered(key);
      if (!provider) throw new PortalError('not-found');
      const begunAt = now(strapi).getTime();
      const departure = await provider.depart({ anew: flow.purpose === 'step-up' });
      Object.assign(departure.secrets, { begunAt, asker });
      await flows.begin(http, { connection: key, revision: provider.way.revision, ...rest }, departure);
      return { url: departure.url };
    } catch (error) {
      if (!(error instanceof LoginFailed)) throw error;
      strapi.log.warn(`customer-portal: the connection "${(await looksOf(key)).name}" does not work: ${error.code}: ${error.message}`);
      throw new PortalError('provider-unreachable');
    }
  }

  /** The session that began to link is still there: it was not signed out or revoked on the way. */
  async function requireSession(flow: Flow): Promise<{ contactId: number; session: { id: number; epoch: number } }> {
    const contactId = flow.contact?.id;
    const { asker: session } = flow.secrets;
    if (contactId !== undefined && session !== undefined) {
      // Whether the contact is still at that epoch is asked by what acts.
      const where = { ...session, contact: contactId, expiresAt: { $gt: now(strapi) } };
      if ((await table(strapi, UID.session).count({ where })) === 1) return { contactId, session };
    }
    throw new LoginFailed('login-expired', 'signed-out', 'The session that asked for it has ended.');
  }

  /**
   * Limits what is verified before anybody proved anything. The first answer to a trip is not counted by address,
   * since beginning is: nobody in the same house can keep others from signing in so. Gives back what was counted.
   */
  async function admit(flow: Flow | null, http: Http): Promise<() => Promise<void>> {
    if (flow && !(await flows.countTry(flow))) {
      throw new LoginFailed('login-expired', 'too-many-answers', 'This sign-in has had too many answers that were refused.');
    }
    if (flow && !flow.tries) return () => Promise.resolve();
    const address = clientOf(http.ip);
    try {
      await answers.count(address);
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      throw new LoginFailed('busy', 'too-many-answers', 'Too many answers from this address were refused.');
    }
    return () => answers.giveBack(address);
  }

  async function land(provider: Provider, flow: Flow | null, answer: Answer, http: Http): Promise<Landing> {
    const giveBack = provider.endpoint === 'acs' ? await admit(flow, http) : null;
    const account = await provider.arrive(answer, flow);
    await giveBack?.();
    try {
      if (flow?.purpose === 'link') {
        const { contactId, session } = await requireSession(flow);
        await resolve.addTo({ contactId, epoch: session.epoch, session: session.id }, account, provider.way, http);
        await attempts.endTrip(http);
        return { to: 'security' };
      }
      const anew = isAnew(account.authenticatedAt, flow?.secrets.begunAt, now(strapi));
      if (flow?.purpose === 'step-up') {
        const { contactId, session } = await requireSession(flow);
        await stepUp.land(contactId, session, { account, anew, way: provider.way }, http);
        await logout.remember(account);
        await attempts.endTrip(http);
        return { to: 'confirmed', wanted: flow.wanted };
      }
      const proof = await resolve.prove(account, provider.way, http);
      if (flow) await attempts.endTrip(http);
      await logout.remember(account);
      await complete({ ...proof, provedBefore: !anew }, http);
      return { to: 'portal', wanted: flow?.wanted ?? null };
    } catch (error) {
      if (error instanceof LoginFailed) error.email = account.email ?? '';
      throw error;
    }
  }

  /** Something ended what was proved between the answer and the session: as with an answer that comes too late. */
  async function complete(proof: Proof, http: Http): Promise<SessionInfo> {
    try {
      return await signIn.complete(proof, http);
    } catch (error) {
      if (error instanceof PortalError && error.code === 'signed-out')
        throw new LoginFailed('login-expired', 'changed', 'The account or the connection was changed on the way.');
      throw error;
    }
  }

  /** What an editor finds in the activity when a login came to nothing; not for answers that are to no trip of ours. */
  async function note(error: unknown, provider: Provider, flow: Flow | null, http: Http): Promise<void> {
    if (!(error instanceof LoginFailed) || ['link-mailed', 'busy'].includes(error.problem) || (!flow && !error.email)) return;
    // Once for a trip, however many answers to it are refused.
    if (flow && !(await flows.refuse(flow))) return;
    const detail = [provider.way.name, error.code, error.detail].filter(Boolean).join(': ');
    const contactId = flow?.contact?.id ?? null;
    const kind = flow?.purpose === 'step-up' ? 'step-up-failed' : 'sign-in-failed';
    await activityOf(strapi).record({ kind, email: error.email, contactId, client: http, detail });
  }

  return {
    connections,
    dryRuns,
    identities,
    flows,
    providers,

    /** Connections that the sign-in page offers, in the order of their buttons. */
    publicConnections: listFor,

    ssoReady: () => connections.ssoReady(),
    lockedOut: () => countLockedOut(strapi),

    /** Connections that the contact has linked or could link. */
    async connectionsOf(contactId: number): Promise<SecurityInfo['connections']> {
      const linked = await identities.ofContact(contactId);
      const offeredNow = await listFor(await modeNow());
      const rows: SecurityInfo['connections'] = [];
      for (const { documentId: id, connection: key, email, linkedAt } of linked) {
        const { name, icon } = await looksOf(key);
        rows.push({ key, name, icon, identity: { id, email, linkedAt: toDate(linkedAt).toISOString() } });
      }
      const unlinked = offeredNow.filter(({ key }) => !linked.some(({ connection }) => connection === key));
      return [...rows, ...unlinked.map((one) => ({ ...one, identity: null }))];
    },

    start: (http: Http, key: string, wanted?: string) => depart(http, key, { purpose: 'sign-in', wanted }),

    link: (http: Http, identity: Identity, key: string) =>
      depart(http, key, { purpose: 'link', contactId: identity.contact.id, asker: askerOf(identity) }),

    /** Logins of the contact's at which it can confirm that it is them; none where it can do that here. */
    async stepUpConnections(contactId: number): Promise<{ key: string; name: string; icon: string }[]> {
      if (!(await securityOf(strapi).confirmsElsewhere(contactId))) return [];
      const linked = await identities.ofContact(contactId);
      return (await listFor(await modeNow())).filter(({ key }) => linked.some(({ connection }) => connection === key));
    },

    async stepUp(http: Http, identity: Identity, key: string, wanted?: string): Promise<{ url: string }> {
      const contactId = identity.contact.id;
      const usable = await this.stepUpConnections(contactId);
      if (!usable.some((one) => one.key === key)) throw new PortalError('not-found');
      return depart(http, key, { purpose: 'step-up', contactId, asker: askerOf(identity), wanted });
    },

    async confirmLink(http: Http, token: string): Promise<SessionInfo> {
      const wayOf = async (key: string) => (await offered(key))?.way ?? null;
      return signIn.complete(await attempts.useLink(http, () => resolve.confirm(token, wayOf, http)), http);
    },

    /** Whoever came in by that login goes with it: every other session ends. */
    async unlink(http: Http, identity: Identity, documentId: string): Promise<void> {
      const { contact, session } = identity;
      const hasPassword = () => passwords.has(contact.id);
      // What is refused anyway ends nothing, not for a moment.
      await identities.requireRemovable(contact.id, documentId, hasPassword);
      await strapi.db.transaction(async () => {
        await epochs.raise(contact.id, { session: session.id });
        const removed = await identities.unlink(contact.id, documentId, hasPassword);
        const { name: detail } = await looksOf(removed.connection);
        await notices.tell(contact.id, 'identity-unlinked', { path: '/security' });
        await activityOf(strapi).record({ kind: 'identity-unlinked', email: contact.email, contactId: contact.id, client: http, detail });
      });
    },

    /**
     * Takes what a provider sent back with a browser, once. `failed` is a LoginFailed, a PortalError
     * (`no-access`, `factor-required`, `too-many-requests`), or a fault of ours.
     */
    async arrive(http: Http, key: string, answer: Answer): Promise<{ landing: Landing } | { failed: unknown; flow: Flow | null }> {
      let flow: Flow | null = null;
      let provider: Provider | null = null;
      try {
        provider = await providers.find(key);
        if (!provider) throw new LoginFailed('login-expired', 'not-found', 'There is no such connection.');
        provider.requireRoom?.();
        flow = await providers.flowOf(provider, answer, http);
        if (flow?.purpose === 'test') {
          await dryRuns.finish(provider, flow, answer);
          return { landing: { to: 'tested' } };
        }
        if (!(await settingsOf(strapi).preferences()).portalEnabled) throw new LoginFailed('access-off', 'portal-off');
        if (!(await offered(key))) throw new LoginFailed('login-expired', 'switched-off', 'The connection was switched off on the way.');
        if (flow && flow.revision !== provider.way.revision)
          throw new LoginFailed('login-expired', 'changed', 'The connection was changed on the way.');
        return { landing: await land(provider, flow, answer, http) };
      } catch (failed) {
        if (provider) await note(failed, provider, flow, http);
        return { failed, flow };
      }
    },

    /** Where to sign out at the identity provider as well, for a session that began there. */
    logoutUrl: (http: Http, identity: Identity) => logout.depart(http, identity),

    /** Takes a logout message of a provider's; answers where to send the browser, null for no such connection. */
    takeLogout: (http: Http, key: string, query: string, home: string) => logout.take(http, key, query, home),

    /** Removes what is over, and what belonged to deleted contacts. */
    async cleanUp(): Promise<void> {
      const instant = now(strapi);
      await flows.removeExpired(instant);
      await pending.removeExpired(instant);
      await table(strapi, UID.assertion).deleteMany({ where: { expiresAt: { $lt: instant } } });
      await identities.removeOrphans();
    },
  };
}

export type Federation = ReturnType<typeof createFederation>;

/** The federation service, typed. */
export const federationOf = (strapi: Strapi): Federation => strapi.plugin(PLUGIN_ID).service('federation');
