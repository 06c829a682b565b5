import type { Strapi } from '../../platform/strapi';
import type { LoadedConnection } from '../connections';
import type { ExternalAccount } from '../../saml';
import type { AuthorizationOptions, AuthorizationRedirect, RequestSecrets } from '../authorization-requests';
import { LoginFailed } from '../problem';
import { callbackUrl } from '../urls';
import { accountOf, postedName } from './account';
import { createDiscovery, openIdClient } from './discovery';
import { problemOf } from './problems';

export type OidcConnection = Extract<LoadedConnection, { settings: { kind: 'oidc' } }>;

/**
 * OpenID Connect as the relying party: authorisation code with PKCE S256, state and nonce (OpenID
 * Connect Core 1.0 §3.1, RFC 7636, RFC 9700 §2.1), of which a connection may do without the first and the last
 * where the provider cannot. The state is bound to the browser by the request; the
 * answer's `iss` is checked when there is one (RFC 9207); the ID token's signature is always verified.
 */
export function createOidc(strapi: Strapi) {
  const discovery = createDiscovery(strapi);
  const configurationOf = ({ key, revision, settings, secret }: OidcConnection) => discovery.of(key, revision, settings, secret);

  return {
    /** Asks the provider what it is, so that an editor hears at once that it does not answer. */
    reach: async (connection: OidcConnection): Promise<void> => void (await configurationOf(connection)),

    /** Where to send the browser. @throws LoginFailed `provider-unreachable` */
    async authorize(connection: OidcConnection, { reauthenticate }: AuthorizationOptions): Promise<AuthorizationRedirect> {
      const client = await openIdClient();
      const configuration = await configurationOf(connection);
      const { settings, key } = connection;
      const state = client.randomState();
      const verifier = settings.pkce === 'S256' ? client.randomPKCECodeVerifier() : undefined;
      const nonce = settings.nonce === 'required' ? client.randomNonce() : undefined;
      const posted = settings.responseMode === 'form_post';
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackUrl(strapi, key),
        scope: ['openid', ...settings.scopes.filter((scope) => scope !== 'openid')].join(' '),
        ...(verifier && { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }),
        state,
        ...(nonce && { nonce }),
        ...(posted && { response_mode: 'form_post' }),
        // Both: a provider may leave either out, and `max_age` alone makes `auth_time` due (§3.1.2.1).
        ...(reauthenticate && { prompt: 'login', max_age: '0' }),
      });
      return { url: url.href, state, secrets: { ...(verifier && { verifier }), ...(nonce && { nonce }) }, posted };
    },

    /** Who the provider says somebody is. `answer` is what came back with the browser. @throws LoginFailed */
    async callback(connection: OidcConnection, answer: URLSearchParams, state: string, secrets: RequestSecrets): Promise<ExternalAccount> {
      const { verifier, nonce } = secrets;
      const { settings } = connection;
      // What the connection asks for by now, an authorization request from before must have, too.
      if ((!verifier && settings.pkce === 'S256') || (!nonce && settings.nonce === 'required')) {
        throw new LoginFailed('login-expired', 'changed', 'The connection was changed on the way.');
      }
      const client = await openIdClient();
      const configuration = await configurationOf(connection);
      const url = new URL(callbackUrl(strapi, connection.key));
      const protocol = new URLSearchParams(answer);
      // Not the protocol's: Apple posts the person's name beside it.
      protocol.delete('user');
      url.search = protocol.toString();
      try {
        const tokens = await client.authorizationCodeGrant(configuration, url, {
          ...(verifier && { pkceCodeVerifier: verifier }),
          expectedState: state,
          ...(nonce && { expectedNonce: nonce }),
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
        const name = settings.responseMode === 'form_post' ? postedName(answer.get('user')) : {};
        return accountOf(connection.key, { ...name, ...more, ...claims, email, email_verified }, claims.auth_time);
      } catch (error) {
        throw problemOf(error);
      }
    },
  };
}
