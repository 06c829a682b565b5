import type { Http } from '../kernel/http';
import { now } from '../platform/clock';
import { hashToken, randomToken } from '../platform/crypto';
import { createGate } from '../platform/gate';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { createSamlProvider, newSamlId, SamlRefused, type SamlProvider } from '../saml';
import type { Connections, LoadedConnection } from './connections';
import type { ExternalAccount } from '../saml';
import type { AuthorizationOptions, AuthorizationRedirect, AuthorizationRequest, AuthorizationRequests } from './authorization-requests';
import { createOidc } from './oidc/client';
import { LoginFailed } from './problem';
import type { WayIn } from './resolve';
import { createStrategies } from './strategies';
import { samlUrlsOf } from './urls';

/** What came back with a browser, and how. */
export interface Answer {
  /** SAML answers at an address of its own. */
  endpoint: 'callback' | 'acs';
  posted: boolean;
  /** The parameters, each once: of the address, or of the form where it was posted. */
  values: URLSearchParams;
}

/** One way in, whatever its protocol. */
export interface Provider {
  key: string;
  enabled: boolean;
  icon: string;
  way: WayIn;
  endpoint: Answer['endpoint'];
  /** Answers that nobody asked for are taken (SAML, IdP-initiated). */
  takesUnasked: boolean;
  /** Tries whether it can be reached. @throws LoginFailed */
  reach(): Promise<void>;
  /** Where to send the browser. @throws LoginFailed */
  authorize(how: AuthorizationOptions): Promise<AuthorizationRedirect>;
  /** Whether an answer would be looked at now: asked before anything is written for it. @throws LoginFailed `busy` */
  requireRoom?(): void;
  /** Who the provider says somebody is; uses the request up. @throws LoginFailed */
  callback(answer: Answer, request: AuthorizationRequest | null): Promise<ExternalAccount>;
}

type SamlConnection = Extract<LoadedConnection, { settings: { kind: 'saml' } }>;
type OidcConnection = Extract<LoadedConnection, { settings: { kind: 'oidc' } }>;

/** Answers that a process has waiting at most, whoever sent them. */
const MOST_WAITING = 20;
const ANYBODY = 'anybody';

/** The clocks of a provider and of this server may differ by this much, seconds. */
const SAML_SKEW_SECONDS = 60;

const isSaml = (connection: LoadedConnection): connection is SamlConnection => connection.settings.kind === 'saml';

const stateOf = ({ values }: Answer): string | null => values.get('state') ?? values.get('RelayState');

/** A refusal of the SAML checks, as the person and the dry run are told. */
function samlFailure(error: unknown): unknown {
  if (!(error instanceof SamlRefused)) return error;
  const detail = [error.message, error.detail].filter(Boolean).join(' ');
  if (error.code === 'saml-wrong-domain') return new LoginFailed('domain-not-allowed', error.code, detail);
  if (['saml-wrong-request', 'saml-replayed', 'saml-unsolicited'].includes(error.code))
    return new LoginFailed('login-expired', error.code, detail);
  return new LoginFailed(error.code === 'saml-status' ? 'provider-refused' : 'unexpected', error.code, detail);
}

/** Every way in by its key: connections that editors set up, and strategies of the configuration. */
export function createProviders(strapi: Strapi, connections: Connections, requests: AuthorizationRequests) {
  const oidc = createOidc(strapi);
  const strategies = createStrategies(strapi);
  // Verifying XML keeps the process for a tenth of a second, and anybody may post some: four fifths are left to the others.
  const verifying = createGate({
    all: MOST_WAITING,
    rest: 4,
    refusal: () => new LoginFailed('busy', 'busy', 'Too many answers wait to be verified.'),
  });

  /** Of any number of answers to one request one is looked at. */
  async function consume(request: AuthorizationRequest | null): Promise<AuthorizationRequest> {
    if (!request || !(await requests.consume(request))) throw new LoginFailed('login-expired', 'replayed', 'The answer was used before.');
    return request;
  }

  /** Unique insert: the database decides which of two is the replay. */
  async function rememberAssertion(idHash: string, until: Date): Promise<boolean> {
    const rows = table(strapi, UID.assertion);
    const hash = hashToken(idHash);
    try {
      await rows.create({ data: { idHash: hash, expiresAt: until } });
      return true;
    } catch (error) {
      if ((await rows.count({ where: { idHash: hash } })) > 0) return false;
      throw error;
    }
  }

  const samlOf = ({ key, settings, keys }: SamlConnection, request: AuthorizationRequest | null): SamlProvider =>
    createSamlProvider({
      settings,
      connection: key,
      urls: samlUrlsOf(strapi, key),
      keys,
      skewSeconds: SAML_SKEW_SECONDS,
      now: () => now(strapi),
      consumeRequest: async (id) => request !== null && request.secrets.requestId === id && requests.consume(request),
      rememberAssertion,
    });

  const oidcProvider = (connection: OidcConnection): Omit<Provider, keyof Shared> => ({
    endpoint: 'callback',
    takesUnasked: false,
    reach: () => oidc.reach(connection),
    authorize: (how) => oidc.authorize(connection, how),
    async callback(answer, request) {
      const { secrets } = await consume(request);
      return oidc.callback(connection, answer.values, stateOf(answer) ?? '', secrets);
    },
  });

  const samlProvider = (connection: SamlConnection): Omit<Provider, keyof Shared> => ({
    endpoint: 'acs',
    takesUnasked: connection.settings.allowIdpInitiated,
    reach: () => Promise.resolve(),
    async authorize({ reauthenticate }) {
      const [id, state] = [newSamlId(), randomToken()];
      const url = await samlOf(connection, null).requestUrl({ id, relayState: state, forceAuthn: reauthenticate });
      return { url, state, secrets: { requestId: id }, posted: true };
    },
    requireRoom: () => verifying.requireRoom(ANYBODY),
    async callback({ values }, request) {
      try {
        const account = await verifying(() => samlOf(connection, request).verifyResponse(values.get('SAMLResponse') ?? ''), ANYBODY);
        // What names no request is the answer to none of ours, whatever key came along with it.
        if (request && account.unsolicited) throw new SamlRefused('saml-unsolicited');
        return account;
      } catch (error) {
        throw samlFailure(error);
      }
    },
  });

  const strategyProvider = (key: string): Omit<Provider, keyof Shared> => ({
    endpoint: 'callback',
    takesUnasked: false,
    reach: () => Promise.resolve(),
    authorize: (how) => strategies.authorize(key, how),
    async callback({ posted, values }, request) {
      const { secrets } = await consume(request);
      const given = Object.fromEntries(values);
      const [query, body] = posted ? [{}, given] : [given, {}];
      return strategies.callback(key, { method: posted ? 'POST' : 'GET', query, body }, secrets);
    },
  });

  type Shared = Pick<Provider, 'key' | 'enabled' | 'icon' | 'way'>;

  function providerOf(connection: LoadedConnection): Provider {
    const { key, revision, settings } = connection;
    const { name, icon, enabled, kind } = settings;
    const createsIn = settings.kind === 'saml' && settings.createContacts ? settings.customerNumbers : null;
    const shared: Shared = { key, enabled, icon, way: { name, kind, revision, createsIn } };
    return { ...shared, ...(isSaml(connection) ? samlProvider(connection) : oidcProvider(connection)) };
  }

  return {
    strategies,

    async find(key: string): Promise<Provider | null> {
      const strategy = strategies.list().find((one) => one.key === key);
      if (strategy) {
        const { name, icon } = strategy;
        return { key, enabled: true, icon, way: { name, kind: 'strategy', revision: 0, createsIn: null }, ...strategyProvider(key) };
      }
      const connection = await connections.find(key);
      return connection && providerOf(connection);
    },

    /** The service provider of a SAML connection, for its metadata and for logout; null for every other key. */
    async saml(
      key: string,
      request: AuthorizationRequest | null = null,
    ): Promise<{ saml: SamlProvider; connection: SamlConnection } | null> {
      const connection = await connections.find(key);
      return connection && isSaml(connection) ? { saml: samlOf(connection, request), connection } : null;
    },

    /** The request that an answer ends; null where the provider takes answers that nobody asked for. @throws LoginFailed */
    async requestOf(provider: Provider, answer: Answer, http: Http): Promise<AuthorizationRequest | null> {
      if (answer.endpoint !== provider.endpoint) throw new LoginFailed('login-expired', 'wrong-address');
      const state = stateOf(answer) ?? '';
      try {
        const request = await requests.find(http, provider.key, state, answer.posted);
        // An authorization request that ends a session is none that begins one.
        if (request.purpose === 'logout') throw new LoginFailed('login-expired', 'wrong-state');
        return request;
      } catch (error) {
        if (provider.takesUnasked && error instanceof LoginFailed) return null;
        throw error;
      }
    },
  };
}

export type Providers = ReturnType<typeof createProviders>;
