import type { TestResult } from '../../../plugin/contract/editor/connections';
import { connectionSettings } from '../../../plugin/settings/connection';
import { PortalError } from '../platform/errors';
import type { Http } from '../kernel/http';
import type { Strapi } from '../platform/strapi';
import type { Connections } from './connections';
import type { ExternalAccount } from '../saml';
import type { AuthorizationRequest, AuthorizationRequests } from './authorization-requests';
import { LoginFailed, oneLine } from './problem';
import type { Answer, Provider, Providers } from './providers';
import { testUrl } from './urls';

/** Most claims that are shown, and how much of each: what a provider sends has no bound. */
const MOST_CLAIMS = 100;
const MOST_TEXT = 1000;

const nothing = { problem: null, detail: null, claims: [], account: null };

const textOf = (value: unknown): string => oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), MOST_TEXT);

function passed({ claims, ...account }: ExternalAccount, createsIn: string[] | null): TestResult {
  const { issuer, subject, email, emailVerified, firstName, lastName, customerReference } = account;
  return {
    ...nothing,
    state: 'passed',
    claims: Object.entries(claims)
      .slice(0, MOST_CLAIMS)
      .map(([name, value]) => ({ name: oneLine(name, MOST_TEXT), value: textOf(value) })),
    account: {
      ...{ issuer, subject, email, emailVerified, firstName, lastName, customerReference },
      customerAllowed: createsIn && createsIn.includes(customerReference ?? ''),
    },
  };
}

const failed = (code: string, detail: string | null): TestResult => ({ ...nothing, state: 'failed', problem: code, detail });

/**
 * *Test connection*: the real request to the provider and every check of its answer, and then nothing but
 * showing what came back. Nobody is signed in, nothing is linked, no contact is made.
 */
export function createDryRuns(
  strapi: Strapi,
  { connections, requests, providers }: { connections: Connections; requests: AuthorizationRequests; providers: Providers },
) {
  function describe(error: unknown): TestResult {
    if (error instanceof LoginFailed) return failed(error.code, error.detail);
    strapi.log.error(
      `customer-portal: a test of a connection failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return failed('unexpected', null);
  }

  /** A connection that is off may be incomplete; one that is tested may not. */
  async function providerOf(key: string): Promise<Provider | null> {
    const connection = await connections.find(key);
    if (!connection) return null;
    const { error } = connectionSettings.safeParse({ ...connection.settings, enabled: true });
    const missing = [...new Set(error?.issues.map(({ path }) => path.join('.')))];
    if (missing.length > 0) throw new LoginFailed('provider-unreachable', 'incomplete', missing.join(', '));
    return providers.find(key);
  }

  return {
    /** The page to open, and the id of the result. @throws PortalError `not-found`, `provider-unreachable` */
    async start(documentId: string): Promise<{ test: string; url: string }> {
      try {
        const provider = await providerOf(documentId);
        if (!provider) throw new PortalError('not-found');
        await provider.reach();
        const { test, ticket } = await requests.prepareTest(documentId, provider.way.revision);
        return { test, url: testUrl(strapi, documentId, ticket) };
      } catch (error) {
        if (!(error instanceof LoginFailed)) throw error;
        throw new PortalError('provider-unreachable', { message: [error.code, error.detail].filter(Boolean).join(': ') });
      }
    },

    /** Sends the browser that opened a test's page on to the provider; null when the page was used. */
    async authorize(http: Http, key: string, ticket: string): Promise<string | null> {
      if (!/^[\w-]{43}$/u.test(ticket) || !(await requests.hasTicket(key, ticket))) return null;
      try {
        const provider = await providerOf(key);
        if (!provider) return null;
        const redirect = await provider.authorize({ reauthenticate: false });
        return (await requests.beginTest(http, key, ticket, redirect)) ? redirect.url : null;
      } catch (error) {
        await requests.spoilTest(key, ticket, describe(error));
        return null;
      }
    },

    /** Keeps what came back. */
    async finish(provider: Provider, request: AuthorizationRequest, answer: Answer): Promise<void> {
      let result: TestResult;
      try {
        if (request.revision !== provider.way.revision)
          throw new LoginFailed('unexpected', 'changed', 'The connection was changed during the test.');
        result = passed(await provider.callback(answer, request), provider.way.createsIn);
      } catch (error) {
        result = describe(error);
      }
      // Where the answer was refused before it used the request up.
      await requests.consume(request);
      await requests.saveResult(request, result);
      await connections.noteTest(provider.key, request.revision ?? 0, result.state === 'passed');
    },

    async find(documentId: string): Promise<TestResult> {
      const found = await requests.findTest(documentId);
      if (!found) throw new PortalError('not-found');
      if (found.result) return found.result as TestResult;
      return found.over ? failed('login-expired', 'Nobody signed in within the time.') : { ...nothing, state: 'waiting' };
    },
  };
}

export type DryRuns = ReturnType<typeof createDryRuns>;
