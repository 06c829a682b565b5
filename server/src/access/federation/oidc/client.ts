import type { Strapi } from '../../../platform/strapi';
import type { LoadedConnection } from '../connections';
import type { ExternalAccount } from '../external-account';
import type { Departing, Departure, FlowSecrets } from '../flows';
import { LoginFailed } from '../problem';
import { callbackUrl } from '../urls';
import { accountOf } from './account';
import { createDiscovery, openIdClient } from './discovery';
import { problemOf } from './problems';

export type OidcConnection = Extract<LoadedConnection, { settings: { kind: 'oidc' } }>;

/**
 * OpenID Connect as the relying party: authorisation code with PKCE S256, state and nonce (OpenID
 * Connect Core 1.0 §3.1, RFC 7636, RFC 9700 §2.1). The state is bound to the browser by the flow; the
 * answer's `iss` is checked when there is one (RFC 9207); the ID token's signature is always verified.
 */
export function createOidc(strapi: Strapi) {
  const discovery = createDiscovery(strapi);
  const configurationOf = ({ key, revision, settings, secret }: OidcConnection) => discovery.of(key, revision, settings, secret);

  return {
    /** Asks the provider what it is, so that an editor hears at once that it does not answer. */
    reach: async (connection: OidcConnection): Promise<void> => void (await configurationOf(connection)),

    /** Where to send the browser. @throws LoginFailed `provider-unreachable` */
    async depart(connection: OidcConnection, { anew }: Departing): Promise<Departure> {
      const client = await openIdClient();
      const configuration = await configurationOf(connection);
      const { settings, key } = connection;
      const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
      const posted = settings.responseMode === 'form_post';
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackUrl(strapi, key),
        scope: ['openid', ...settings.scopes.filter((scope) => scope !== 'openid')].join(' '),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(posted && { response_mode: 'form_post' }),
        // Both: a provider may leave either out, and `max_age` alone makes `auth_time` due (§3.1.2.1).
        ...(anew && { prompt: 'login', max_age: '0' }),
      });
      return { url: url.href, state, secrets: { verifier, nonce }, posted };
    },

    /** Who the provider says somebody is. `answer` is what came back with the browser. @throws LoginFailed */
    async arrive(connection: OidcConnection, answer: URLSearchParams, state: string, secrets: FlowSecrets): Promise<ExternalAccount> {
      const { verifier, nonce } = secrets;
      if (!verifier || !nonce) throw new LoginFailed('unexpected', 'not-verified');
      const client = await openIdClient();
      const configuration = await configurationOf(connection);
      const url = new URL(callbackUrl(strapi, connection.key));
      url.search = answer.toString();
      try {
        const tokens = await client.authorizationCodeGrant(configuration, url, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new LoginFailed('unexpected', 'not-verified', 'The provider sent no ID token.');
        // Some providers tell the address at the UserInfo endpoint only; it must speak of the same person.
        const more: Record<string, unknown> =
          claims.email === undefined && configuration.serverMetadata().userinfo_endpoint
            ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
            : {};
        // An address and what vouches for it come from one place, never one from each.
        const { email, email_verified } = claims.email === undefined ? more : claims;
        return accountOf(connection.key, { ...more, ...claims, email, email_verified }, claims.auth_time);
      } catch (error) {
        throw problemOf(error);
      }
    },
  };
}

export type Oidc = ReturnType<typeof createOidc>;
