import type { Http } from '../kernel/http';
import { now, plusSeconds } from '../platform/clock';
import { hashToken, randomToken, seal, unseal } from '../platform/crypto';
import { table, tableName, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { LoginFailed } from './problem';

/** How long a browser may be away at a provider, its password and factors there included. */
const REQUEST_SECONDS = 15 * 60;
/** How long the result of a dry run can be looked at. */
const KEEP_SECONDS = 3600;
const PURPOSE = 'login-flow';
/**
 * Answers to one request that are verified. One that is refused does not use the request up, since any page can
 * post one with the browser's key; a handful of them ends it.
 */
const MOST_ATTEMPTS = 5;

export type RequestPurpose = 'sign-in' | 'link' | 'step-up' | 'test' | 'logout';

/** What an answer is checked against; it never leaves the server. */
export interface RequestSecrets {
  /** PKCE (RFC 7636 §4.1). */
  verifier?: string;
  nonce?: string;
  /** Id of a SAML request. */
  requestId?: string;
  /** What a Passport strategy keeps between its two requests. */
  session?: Record<string, unknown>;
  /** The session of the contact who links a login, or confirms that it is them, and its epoch. */
  asker?: { id: number; epoch: number };
  /** When the request began, milliseconds: who showed the provider who they are before that did not do so for it. */
  begunAt?: number;
}

/** What an authorization request is to do there. */
export interface AuthorizationOptions {
  /** The provider is to ask the person for their proof anew, whatever session it has of them. */
  reauthenticate: boolean;
}

/** What a browser is sent away with. */
export interface AuthorizationRedirect {
  url: string;
  /** The key of the request as the provider sends it back: `state`, `RelayState`. */
  state: string;
  secrets: RequestSecrets;
  /** The answer is posted by the provider's page. */
  posted: boolean;
}

export interface NewRequest {
  connection: string;
  purpose: RequestPurpose;
  /** Of the connection, where what comes back depends on it. */
  revision?: number;
  contactId?: number;
  /** Page of the portal to go on to. */
  returnPath?: string;
}

interface RequestRow extends Row {
  connection: string;
  purpose: RequestPurpose;
  contact: { id: number } | null;
  wanted: string | null;
  revision: number | null;
  sealed: string | null;
  result: string | null;
  expiresAt: string | Date;
  consumedAt: string | Date | null;
  tries: number | null;
}

/** An authorization request as an answer finds it. */
export interface AuthorizationRequest extends RequestRow {
  returnPath: string | null;
  secrets: RequestSecrets;
}

const cookieOf = (posted: boolean) => (posted ? ('posted-flow' as const) : ('flow' as const));

/**
 * Authorization requests of a browser to an identity provider. A state is one of 2^256, good once, for one connection
 * and for the browser that began (RFC 9700 §2.1, §4.7): an answer that somebody else fetched is worth
 * nothing in this browser, and the other way round.
 */
export function createAuthorizationRequests(strapi: Strapi) {
  const rows = table<RequestRow>(strapi, UID.loginFlow);

  /** The browser's key; kept over parallel authorization requests, so that two tabs do not end each other's. */
  function browserKey(http: Http, posted: boolean): string {
    const known = http.cookie(cookieOf(posted));
    const key = known && /^[\w-]{43}$/u.test(known) ? known : randomToken();
    http.setCookie(cookieOf(posted), key, plusSeconds(now(strapi), REQUEST_SECONDS));
    return key;
  }

  const redirected = (http: Http, { state, secrets, posted }: AuthorizationRedirect) => ({
    stateHash: hashToken(state),
    sealed: seal(strapi, PURPOSE, JSON.stringify(secrets)),
    browserHash: hashToken(browserKey(http, posted)),
    expiresAt: plusSeconds(now(strapi), REQUEST_SECONDS),
  });

  const isOpen = (key: string) => ({ connection: key, consumedAt: null, expiresAt: { $gt: now(strapi) } });

  return {
    /** Notes that a browser leaves; gives it the key that it must come back with. */
    async begin(http: Http, request: NewRequest, redirect: AuthorizationRedirect): Promise<void> {
      const { contactId, returnPath, ...rest } = request;
      await rows.create({ data: { ...rest, ...redirected(http, redirect), contact: contactId ?? null, wanted: returnPath } });
    },

    /** A dry run that waits for its page to be opened by the ticket. */
    async prepareTest(connection: string, revision: number): Promise<{ test: string; ticket: string }> {
      const ticket = randomToken();
      const data = {
        stateHash: hashToken(ticket),
        connection,
        purpose: 'test',
        revision,
        expiresAt: plusSeconds(now(strapi), REQUEST_SECONDS),
      };
      return { test: (await rows.create({ data })).documentId, ticket };
    },

    /** Whether a ticket is good for a dry run of the connection. */
    hasTicket: async (key: string, ticket: string): Promise<boolean> =>
      (await rows.count({ where: { ...isOpen(key), stateHash: hashToken(ticket), purpose: 'test', browserHash: null } })) === 1,

    /** Turns a dry run's ticket into the request itself; once. */
    async beginTest(http: Http, key: string, ticket: string, redirect: AuthorizationRedirect): Promise<boolean> {
      const where = { ...isOpen(key), stateHash: hashToken(ticket), purpose: 'test', browserHash: null };
      return (await rows.updateMany({ where, data: redirected(http, redirect) })).count === 1;
    },

    /** Ends a dry run whose browser never left. */
    async spoilTest(key: string, ticket: string, result: object): Promise<void> {
      const where = { ...isOpen(key), stateHash: hashToken(ticket), purpose: 'test', browserHash: null };
      await rows.updateMany({ where, data: { consumedAt: now(strapi), result: seal(strapi, PURPOSE, JSON.stringify(result)) } });
    },

    /** The request that a state belongs to, if this browser began it. It stays open. */
    async find(http: Http, key: string, state: string, posted: boolean): Promise<AuthorizationRequest> {
      const browser = http.cookie(cookieOf(posted));
      const where = { ...isOpen(key), stateHash: hashToken(state), browserHash: browser ? hashToken(browser) : '' };
      const row = browser ? await rows.findOne({ where, populate: { contact: { select: ['id'] } } }) : null;
      if (!row?.sealed)
        throw new LoginFailed('login-expired', 'wrong-state', 'The answer is not to a request of this browser, or was used before.');
      return { ...row, returnPath: row.wanted, secrets: JSON.parse(unseal(strapi, PURPOSE, row.sealed)) as RequestSecrets };
    },

    /** Counts an answer that is about to be verified. False where the request has had its answers: the UPDATE's count decides. */
    countAttempt: async (request: Pick<Row, 'id'>): Promise<boolean> =>
      (await strapi.db
        .getConnection(tableName(strapi, UID.loginFlow))
        .where({ id: request.id, consumed_at: null })
        .where('tries', '<', MOST_ATTEMPTS)
        .increment('tries', 1)) === 1,

    /** Notes that an answer to it was refused; true for the first only. */
    refuse: async (request: Pick<Row, 'id'>): Promise<boolean> =>
      (await rows.updateMany({ where: { id: request.id, refusedAt: null }, data: { refusedAt: now(strapi) } })).count === 1,

    /** Uses an authorization request up. Of any number of parallel answers one succeeds: the UPDATE's count decides. */
    consume: async (request: Pick<Row, 'id'>): Promise<boolean> =>
      (await rows.updateMany({ where: { id: request.id, consumedAt: null }, data: { consumedAt: now(strapi) } })).count === 1,

    async saveResult(request: Pick<Row, 'id'>, result: object): Promise<void> {
      await rows.updateMany({ where: { id: request.id }, data: { result: seal(strapi, PURPOSE, JSON.stringify(result)) } });
    },

    /** What a dry run brought back; `undefined` while it is under way, null when there is no such run. */
    async findTest(documentId: string): Promise<{ result: unknown; over: boolean } | null> {
      const row = await rows.findOne({ where: { documentId, purpose: 'test' } });
      if (!row) return null;
      const result: unknown = row.result ? JSON.parse(unseal(strapi, PURPOSE, row.result)) : undefined;
      return { result, over: new Date(row.expiresAt) < now(strapi) };
    },

    removeOf: (key: string) => rows.deleteMany({ where: { connection: key } }),
    removeExpired: (instant: Date) => rows.deleteMany({ where: { expiresAt: { $lt: plusSeconds(instant, -KEEP_SECONDS) } } }),
  };
}

export type AuthorizationRequests = ReturnType<typeof createAuthorizationRequests>;
