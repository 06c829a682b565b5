import passport, { type Strategy } from 'passport';
import { z } from 'zod';
import { parseUrl } from '../../../plugin/rules/parse-url';
import { email as emailSchema } from '../../../plugin/contract/schemas';
import { configOf } from '../platform/config';
import { randomToken } from '../platform/crypto';
import type { Strapi } from '../platform/strapi';
import type { ExternalAccount } from '../saml';
import type { AuthorizationOptions, AuthorizationRedirect, RequestSecrets } from './authorization-requests';
import { LoginFailed, oneLine } from './problem';
import { callbackUrl } from './urls';

/** What a strategy's verify function hands to `done`; checked, since it is somebody else's code. */
const handedOver = z.looseObject({
  subject: z.string().min(1).max(255),
  email: z.string().nullish(),
  emailVerified: z.boolean().nullish(),
  firstName: z.string().max(200).nullish(),
  lastName: z.string().max(200).nullish(),
  authenticatedAt: z.date().nullish(),
});

/** What came back with the browser. */
export interface StrategyAnswer {
  method: string;
  query: Record<string, string>;
  body: Record<string, string>;
}

type Outcome = { redirect: string } | { account: unknown } | { refused: string };

/** Neither end of it is Express's: just what strategies touch. */
interface Plug {
  request: Record<string, unknown>;
  session: Record<string, unknown>;
  options: Record<string, unknown>;
}

/** A place where a strategy put its key of the request: OAuth's, or SAML's. */
const stateIn = (url: string): string | null => {
  const { searchParams } = new URL(url);
  return searchParams.get('state') ?? searchParams.get('RelayState');
};

/**
 * Passport strategies that a team adds in its configuration. They run in an authenticator of our own:
 * the shared one belongs to Strapi's admin panel. A strategy has no session of Strapi's either; what it
 * keeps between its two requests is kept in the request, which one browser can take up once.
 */
export function createStrategies(strapi: Strapi) {
  const configured = configOf(strapi).signIn.strategies;
  const authenticator = new passport.Authenticator();
  const ready = new Set<string>();

  function prepare(key: string): void {
    if (ready.has(key)) return;
    const strategy = configured.find((one) => one.key === key);
    if (!strategy) throw new LoginFailed('unexpected', 'not-configured');
    const made = strategy.createStrategy({ callbackUrl: callbackUrl(strapi, key), strapi });
    if (typeof (made as Partial<Strategy> | null)?.authenticate !== 'function') {
      throw new Error(`customer-portal: createStrategy of "${key}" does not return a Passport strategy.`);
    }
    authenticator.use(key, made as Strategy);
    ready.add(key);
  }

  function run(key: string, { request, session, options }: Plug): Promise<Outcome> {
    prepare(key);
    return new Promise((resolve, reject) => {
      const headers = new Map<string, string>();
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: string) => headers.set(name.toLowerCase(), value),
        end: () => {
          const location = headers.get('location');
          if (location) resolve({ redirect: location });
          else reject(new Error('The strategy answered by itself.'));
        },
      };
      const done = (error: unknown, account?: unknown, info?: unknown): void => {
        if (error) reject(error instanceof Error ? error : new Error(typeof error === 'string' ? error : 'The strategy failed.'));
        else if (account) resolve({ account });
        else resolve({ refused: oneLine(typeof info === 'string' ? info : ((info as { message?: string } | undefined)?.message ?? '')) });
      };
      const plugged = authenticator.authenticate(key, { session: false, ...options }, done) as (...parts: unknown[]) => void;
      plugged({ ...request, session }, response, (error?: unknown) => {
        reject(error instanceof Error ? error : new Error('The strategy passed.'));
      });
    });
  }

  const requestOf = (key: string, { method, query, body }: StrategyAnswer): Record<string, unknown> => {
    const url = new URL(callbackUrl(strapi, key));
    url.search = new URLSearchParams(query).toString();
    const path = `${url.pathname}${url.search}`;
    const secure = url.protocol === 'https:';
    return {
      method,
      query,
      body,
      url: path,
      originalUrl: path,
      protocol: url.protocol.slice(0, -1),
      secure,
      params: {},
      headers: { host: url.host },
      connection: { encrypted: secure },
      socket: { encrypted: secure },
      app: { get: () => false },
      get: (name: string) => (name.toLowerCase() === 'host' ? url.host : undefined),
    };
  };

  return {
    /** Buttons, in the order of the configuration. */
    list: () => configured.map(({ key, name, icon }) => ({ key, name, icon })),

    has: (key: string): boolean => configured.some((strategy) => strategy.key === key),

    /** Where the strategy sends the browser. */
    async authorize(key: string, { reauthenticate }: AuthorizationOptions): Promise<AuthorizationRedirect> {
      const session: Record<string, unknown> = {};
      const nothing = { method: 'GET', query: {}, body: {} };
      // The names by which strategies of OAuth and OpenID Connect take it; whether it was done, the account says.
      const options = { state: randomToken(), ...(reauthenticate && { prompt: 'login', maxAge: 0 }) };
      const outcome = await run(key, { request: requestOf(key, nothing), session, options });
      const url = 'redirect' in outcome && parseUrl(outcome.redirect) ? outcome.redirect : null;
      if (!url) throw new Error(`customer-portal: the strategy "${key}" sends the browser nowhere.`);
      const state = stateIn(url);
      if (!state || state.length < 16) {
        // Without a state an answer could be anybody's (RFC 9700 §4.7).
        throw new Error(`customer-portal: the strategy "${key}" sends no state along; let it, or it cannot be used.`);
      }
      return { url, state, secrets: { session }, posted: false };
    },

    /** Who the strategy says somebody is. @throws LoginFailed */
    async callback(key: string, answer: StrategyAnswer, secrets: RequestSecrets): Promise<ExternalAccount> {
      let outcome: Outcome;
      try {
        outcome = await run(key, { request: requestOf(key, answer), session: { ...secrets.session }, options: {} });
      } catch (error) {
        throw new LoginFailed('unexpected', 'strategy-failed', oneLine(error instanceof Error ? error.message : String(error)));
      }
      if ('redirect' in outcome) throw new LoginFailed('unexpected', 'strategy-failed', 'The strategy sends the browser away again.');
      if ('refused' in outcome) throw new LoginFailed('provider-refused', 'provider-refused', outcome.refused || null);
      const parsed = handedOver.safeParse(outcome.account);
      if (!parsed.success) throw new LoginFailed('unexpected', 'wrong-subject', 'The strategy hands over no { subject }.');
      const { subject, firstName, lastName, emailVerified, authenticatedAt } = parsed.data;
      const email = emailSchema.safeParse(parsed.data.email);
      return {
        connection: key,
        issuer: key,
        subject,
        email: email.success ? email.data : null,
        emailVerified: email.success && emailVerified === true,
        firstName: oneLine(firstName ?? '', 100),
        lastName: oneLine(lastName ?? '', 100),
        customerReference: null,
        authenticatedAt: authenticatedAt ?? null,
        claims: parsed.data,
      };
    },
  };
}

export type Strategies = ReturnType<typeof createStrategies>;
