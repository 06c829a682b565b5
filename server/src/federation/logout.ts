import { activityOf } from '../activity';
import type { Http } from '../kernel/http';
import type { SessionParty } from '../kernel/party';
import { randomToken, seal, unseal } from '../platform/crypto';
import { inTransaction, type Strapi } from '../platform/strapi';
import { newSamlId, SamlRefused, type ExternalAccount, type SamlAccount, type SamlNameId } from '../saml';
import { sessionsOf } from '../sessions';
import type { AuthorizationRequest, AuthorizationRequests } from './authorization-requests';
import type { Identities } from './identities';
import { LoginFailed } from './problem';
import type { Providers } from './providers';

const PURPOSE = 'provider-session';

interface ProviderSession {
  nameId: SamlNameId;
  sessionIndex: string | null;
}

const isSaml = (account: ExternalAccount): account is SamlAccount => 'nameId' in account;

/**
 * Single logout (SAML Profiles 4.4, HTTP-Redirect binding, signed both ways). At the provider's wish a
 * request ends every session that the person has through the connection, more than the one that it may
 * name: to end too much is safe, to end too little is not. At ours the browser goes by the provider
 * after the session has ended here, whatever becomes of it there.
 */
export function createLogout(
  strapi: Strapi,
  { identities, requests, providers }: { identities: Identities; requests: AuthorizationRequests; providers: Providers },
) {
  async function endSessions(key: string, issuer: string, subject: string, name: string, http: Http): Promise<void> {
    const identity = await identities.find({ connection: key, issuer, subject });
    if (!identity?.contact) return;
    const { id: contactId, email } = identity.contact;
    await inTransaction(strapi, async () => {
      await sessionsOf(strapi).epochs.raise(contactId, { method: key, keepLinks: true });
      await activityOf(strapi).record({ kind: 'sign-out', email, contactId, client: http, detail: `${name}: single logout` });
    });
  }

  /** The request that an answer is to, if this browser began it. */
  async function requestOf(http: Http, key: string, query: URLSearchParams): Promise<AuthorizationRequest | null> {
    try {
      const request = await requests.find(http, key, query.get('RelayState') ?? '', false);
      return request.purpose === 'logout' ? request : null;
    } catch (error) {
      if (error instanceof LoginFailed) return null;
      throw error;
    }
  }

  return {
    /** Keeps what a logout will have to name. */
    async remember(account: ExternalAccount): Promise<void> {
      if (!isSaml(account)) return;
      const { nameId, sessionIndex } = account;
      const sealed = seal(strapi, PURPOSE, JSON.stringify({ nameId, sessionIndex } satisfies ProviderSession));
      await identities.keepProviderSession(account, sealed);
    },

    /** Where to send the browser whose session has ended; null without single logout. Never fails the sign-out. */
    async authorize(http: Http, { session, contact }: SessionParty): Promise<string | null> {
      const key = session.method;
      try {
        const found = await providers.saml(key);
        if (!found || found.connection.settings.sloUrl === null) return null;
        const linked = (await identities.ofContact(contact.id)).find(
          ({ connection, providerSession }) => connection === key && providerSession,
        );
        if (!linked?.providerSession) return null;
        const named = JSON.parse(unseal(strapi, PURPOSE, linked.providerSession)) as ProviderSession;
        const [requestId, state] = [newSamlId(), randomToken()];
        const url = await found.saml.logoutRequestUrl({ id: requestId, relayState: state, ...named });
        if (url !== null)
          await requests.begin(http, { connection: key, purpose: 'logout' }, { url, state, secrets: { requestId }, posted: false });
        return url;
      } catch (error) {
        strapi.log.warn(`customer-portal: the identity provider was not told of a sign-out: ${String(error)}`);
        return null;
      }
    },

    async take(http: Http, key: string, query: string, home: string): Promise<string | null> {
      const parameters = new URLSearchParams(query);
      const found = await providers.saml(key, await requestOf(http, key, parameters));
      if (!found) return null;
      const { saml, connection } = found;
      try {
        if (parameters.has('SAMLRequest')) {
          const request = await saml.verifyLogoutRequest(query);
          await endSessions(key, connection.settings.entityId, request.nameId.value, connection.settings.name, http);
          return await request.answerUrl(true);
        }
        if (parameters.has('SAMLResponse')) await saml.verifyLogoutResponse(query);
        return home;
      } catch (error) {
        if (!(error instanceof SamlRefused)) throw error;
        strapi.log.warn(`customer-portal: a logout message was refused: ${error.code}${error.detail ? `: ${error.detail}` : ''}`);
        // Whoever is on the way back from signing out is signed out here, whatever the provider says.
        return parameters.has('SAMLRequest') ? `${home}#problem=unexpected` : home;
      }
    },
  };
}

export type Logout = ReturnType<typeof createLogout>;
