import type * as openid from 'openid-client';
import { parseUrl } from '../../../../plugin/rules/parse-url';
import type { OidcSettings } from '../../../../plugin/settings/connection';
import { createCache } from '../../platform/cache';
import { configOf } from '../../platform/config';
import type { Strapi } from '../../platform/strapi';
import { LoginFailed } from '../problem';
import { createProviderFetch } from './fetch';
import { problemOf } from './problems';

type Configuration = openid.Configuration;
export type OpenIdClient = typeof openid;

/** An ES module; loaded when the first connection is used. */
export const openIdClient = (): Promise<OpenIdClient> => import('openid-client');

/** What is known of a provider is asked for again after this time, milliseconds: endpoints and keys move. */
const FRESH_MS = 10 * 60 * 1000;
/** Connections that are kept at once; far more than a sign-in page has buttons for. */
const MOST = 50;

/** Entra ID answers for all tenants at once under these names, with a placeholder as its issuer. */
const ALL_TENANTS = /^https:\/\/login\.microsoftonline\.com\/(?:common|organizations|consumers)\/v2\.0$/u;

const isLocal = (url: string): boolean => new URL(url).protocol === 'http:';

/**
 * The issuer that discovery names must be the configured one to the letter (OpenID Connect Discovery
 * 1.0 §4.3); the library compares them as URLs, and for two hosts of one provider not at all. The
 * exception is that provider's address for all tenants: there the library compares an ID token's
 * issuer with its tenant.
 */
function requireIssuer(configured: string, found: string): void {
  if (found === configured || ALL_TENANTS.test(configured)) return;
  throw new LoginFailed('provider-unreachable', 'wrong-issuer', `The provider calls itself ${JSON.stringify(found.slice(0, 300))}.`);
}

/** Every endpoint is https, as the issuer is: the authorization endpoint is opened in the browser, past our fetch. */
function requireTls(settings: OidcSettings, endpoint: string | undefined): void {
  const url = endpoint ? parseUrl(endpoint) : null;
  if (!url) {
    throw new LoginFailed('provider-unreachable', 'provider-answer', 'The provider names no authorization endpoint.');
  }
  const { protocol } = url;
  if (protocol === 'https:' || (protocol === 'http:' && isLocal(settings.issuer))) return;
  throw new LoginFailed('provider-unreachable', 'provider-answer', 'The authorization endpoint of the provider is not https.');
}

/** What connections are known to be, by discovery. Kept for a while and never when it failed. */
export function createDiscovery(strapi: Strapi) {
  async function discover(settings: OidcSettings, secret: string | null): Promise<Configuration> {
    const client = await openIdClient();
    // Named only where a provider takes nothing but the other one; all that are worth a preset take this one.
    const authentication = secret === null ? client.None() : client.ClientSecretPost(secret);
    try {
      const configuration = await client.discovery(
        new URL(settings.issuer),
        settings.clientId,
        // Clocks differ (OpenID Connect Core 1.0 §3.1.3.7 item 9).
        { [client.clockTolerance]: 30 },
        authentication,
        {
          [client.customFetch]: createProviderFetch(strapi),
          timeout: configOf(strapi).federation.timeoutSeconds,
          execute: [
            // The library trusts an ID token that came over TLS; ours are verified, always.
            client.enableNonRepudiationChecks,
            ...(isLocal(settings.issuer) ? [client.allowInsecureRequests] : []),
          ],
        },
      );
      const metadata = configuration.serverMetadata();
      requireIssuer(settings.issuer, metadata.issuer);
      requireTls(settings, metadata.authorization_endpoint);
      const methods = metadata.token_endpoint_auth_methods_supported;
      if (secret === null || !methods || methods.includes('client_secret_post')) return configuration;
      return withBasicAuthentication(client, configuration, settings, secret);
    } catch (error) {
      const problem = problemOf(error);
      // Whatever is wrong with it, nobody can sign in there now.
      throw new LoginFailed('provider-unreachable', problem.code, problem.detail);
    }
  }

  function withBasicAuthentication(client: OpenIdClient, found: Configuration, settings: OidcSettings, secret: string): Configuration {
    const basic = new client.Configuration(
      found.serverMetadata(),
      settings.clientId,
      { [client.clockTolerance]: 30 },
      client.ClientSecretBasic(secret),
    );
    basic[client.customFetch] = createProviderFetch(strapi);
    basic.timeout = configOf(strapi).federation.timeoutSeconds;
    client.enableNonRepudiationChecks(basic);
    if (isLocal(settings.issuer)) client.allowInsecureRequests(basic);
    return basic;
  }

  const cache = createCache(strapi, (_name: string, settings: OidcSettings, secret: string | null) => discover(settings, secret), {
    freshMs: FRESH_MS,
    most: MOST,
  });

  return {
    /** The configuration of a connection's revision. @throws LoginFailed `provider-unreachable` */
    of: (key: string, revision: number, settings: OidcSettings, secret: string | null): Promise<Configuration> =>
      cache.get(`${key}.${revision}`, settings, secret),
  };
}

export type Discovery = ReturnType<typeof createDiscovery>;
