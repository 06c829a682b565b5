import type { connectionContract } from '../../../plugin/contract/customer/connection';
import type { SecurityInfo } from '../../../plugin/contract/customer/security';
import type { SignInMode } from '../../../plugin/vocabulary';
import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Handlers } from '../kernel/binder';
import type { Http } from '../kernel/http';
import type { SessionParty } from '../kernel/party';
import { passwordOf } from '../password';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { inTransaction, serviceOf, table, toDate, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { securityOf } from '../security';
import { sessionsOf } from '../sessions';
import { settingsOf } from '../settings';
import { createAuthorizationRequests } from './authorization-requests';
import { createCallback } from './callback';
import { offeredIn } from './connection-rules';
import { createConnections } from './connections';
import { createDryRuns } from './dry-run';
import { createIdentities } from './identities';
import { countLockedOut } from './locked-out';
import { createLogout } from './logout';
import { createPending } from './pending';
import { LoginFailed } from './problem';
import { createProviders, type Provider } from './providers';
import { createResolve } from './resolve';
import { createStepUp } from './step-up';

/** What the sign-in page shows of a way in. */
type Button = { key: string; name: string; icon: string };

/** Signing in through somebody else: connections, authorization requests to them, and whose account an answer opens. */
export function createFederation(strapi: Strapi) {
  const { epochs, notices, signIn } = sessionsOf(strapi);
  const { passwords } = passwordOf(strapi);
  const attempts = attemptsOf(strapi);
  const connections = createConnections(strapi);
  const requests = createAuthorizationRequests(strapi);
  const identities = createIdentities(strapi);
  const pending = createPending(strapi);
  const providers = createProviders(strapi, connections, requests);
  const dryRuns = createDryRuns(strapi, { connections, requests, providers });
  const resolve = createResolve(strapi, identities, pending);
  const logout = createLogout(strapi, { identities, requests, providers });
  const stepUp = createStepUp(strapi, identities);

  const askerOf = ({ session: { id, epoch } }: SessionParty) => ({ id, epoch });

  const modeNow = async (): Promise<SignInMode> => (await settingsOf(strapi).preferences()).signInMode;

  /** A way in that is on, and offered in the present mode. */
  async function offered(key: string): Promise<Provider | null> {
    const provider = await providers.find(key);
    return provider?.enabled && offeredIn(await modeNow(), provider.way.kind) ? provider : null;
  }

  const callback = createCallback(strapi, { requests, providers, dryRuns, resolve, logout, stepUp, offered });

  /** A strategy that the configuration has no longer is known by its key alone. */
  const looksOf = async (key: string): Promise<{ name: string; icon: string }> =>
    providers.strategies.list().find((strategy) => strategy.key === key) ??
    (await connections.looksOf(key)) ?? { name: key, icon: 'generic' };

  const listFor = async (mode: SignInMode): Promise<Button[]> =>
    mode === 'sso' ? connections.enabled('saml') : [...(await connections.enabled('oidc')), ...providers.strategies.list()];

  interface NewAuthorization {
    purpose: 'sign-in' | 'link' | 'step-up';
    contactId?: number;
    returnPath?: string;
    asker?: { id: number; epoch: number };
  }

  async function authorize(http: Http, key: string, request: NewAuthorization): Promise<{ url: string }> {
    await attempts.beginAuthorization(http);
    const { asker, ...rest } = request;
    try {
      const provider = await offered(key);
      if (!provider) throw new PortalError('not-found');
      const begunAt = now(strapi).getTime();
      const redirect = await provider.authorize({ reauthenticate: request.purpose === 'step-up' });
      Object.assign(redirect.secrets, { begunAt, asker });
      await requests.begin(http, { connection: key, revision: provider.way.revision, ...rest }, redirect);
      return { url: redirect.url };
    } catch (error) {
      if (!(error instanceof LoginFailed)) throw error;
      strapi.log.warn(`customer-portal: the connection "${(await looksOf(key)).name}" does not work: ${error.code}: ${error.message}`);
      throw new PortalError('provider-unreachable');
    }
  }

  /** Logins of the contact's at which it can confirm that it is them; none where it can do that here. */
  async function stepUpConnections(contactId: number): Promise<Button[]> {
    if (!(await securityOf(strapi).confirmsElsewhere(contactId))) return [];
    const linked = await identities.ofContact(contactId);
    return (await listFor(await modeNow())).filter(({ key }) => linked.some(({ connection }) => connection === key));
  }

  const handlers: Handlers<typeof connectionContract> = {
    start: ({ http, params, body }) => authorize(http, params.key, { purpose: 'sign-in', returnPath: body.wanted }),

    link: ({ http, party, params }) => authorize(http, params.key, { purpose: 'link', contactId: party.contact.id, asker: askerOf(party) }),

    async stepUp({ http, party, params: { key }, body }) {
      const contactId = party.contact.id;
      const usable = await stepUpConnections(contactId);
      if (!usable.some((one) => one.key === key)) throw new PortalError('not-found');
      return authorize(http, key, { purpose: 'step-up', contactId, asker: askerOf(party), returnPath: body.wanted });
    },

    async confirmLink({ http, body }) {
      const wayOf = async (key: string) => (await offered(key))?.way ?? null;
      return signIn.complete(await attempts.useLink(http, () => resolve.confirm(body.token, wayOf, http)), http);
    },

    /** Whoever came in by that login goes with it: every other session ends. */
    async unlink({ http, party: { contact, session }, params }) {
      const hasPassword = () => passwords.has(contact.id);
      // What is refused anyway ends nothing, not for a moment.
      await identities.requireRemovable(contact.id, params.id, hasPassword);
      await inTransaction(strapi, async () => {
        await epochs.raise(contact.id, { session: session.id });
        const removed = await identities.unlink(contact.id, params.id, hasPassword);
        const { name: detail } = await looksOf(removed.connection);
        await notices.tell(contact.id, 'identity-unlinked', { path: '/security' });
        await activityOf(strapi).record({ kind: 'identity-unlinked', email: contact.email, contactId: contact.id, client: http, detail });
      });
      return { unlinked: true };
    },
  };

  return {
    connections,
    dryRuns,
    identities,
    requests,
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

    stepUpConnections,
    handlers,

    callback,

    /** Where to sign out at the identity provider as well, for a session that began there. */
    logoutUrl: (http: Http, party: SessionParty) => logout.authorize(http, party),

    /** Takes a logout message of a provider's; answers where to send the browser, null for no such connection. */
    takeLogout: (http: Http, key: string, query: string, home: string) => logout.take(http, key, query, home),

    /** Removes what is over, and what belonged to deleted contacts. */
    async cleanUp(): Promise<void> {
      const instant = now(strapi);
      await requests.removeExpired(instant);
      await pending.removeExpired(instant);
      await table(strapi, UID.assertion).deleteMany({ where: { expiresAt: { $lt: instant } } });
      await identities.removeOrphans();
    },
  };
}

export const federationOf = serviceOf('federation', createFederation);
