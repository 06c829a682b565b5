import type { SamlSettings } from '../../../plugin/settings/connection';
import type { ExternalAccount } from './external-account';

/** Addresses of ours that a connection tells its identity provider. */
export interface SamlUrls {
  /** Our entity id; by convention the address of our metadata. */
  entityId: string;
  /** Assertion consumer service: where responses are posted. */
  acs: string;
  metadata: string;
  /** Single logout service (HTTP-Redirect binding), for requests and answers. */
  logout: string;
}

/** Our key pair: signs requests, decrypts assertions. See `createSamlKeys`. */
export interface SamlKeys {
  privateKeyPem: string;
  certificatePem: string;
}

export interface SamlParts {
  settings: SamlSettings;
  /** The connection's document id; becomes `ExternalAccount.connection`. */
  connection: string;
  urls: SamlUrls;
  keys: SamlKeys;
  /** How far the identity provider's clock may be off, seconds. */
  skewSeconds: number;
  now: () => Date;
  /**
   * Uses up a request of ours. True exactly once for an id that was given to `requestUrl` (or
   * `logoutRequestUrl`) for this browser and this connection; false for every other. Called only
   * when everything else about an answer holds, so that no forged answer uses up a request.
   */
  consumeRequest: (id: string) => Promise<boolean>;
  /** Unique insert, kept until `until`: false when the hash was there, that is, for a replay. */
  rememberAssertion: (idHash: string, until: Date) => Promise<boolean>;
}

/** A NameID with what identifies it (SAML Core 2.2.3); kept with the session, to be named at logout. */
export interface SamlNameId {
  value: string;
  format: string | null;
  nameQualifier: string | null;
  spNameQualifier: string | null;
}

export interface SamlAccount extends ExternalAccount {
  nameId: SamlNameId;
  /** The provider's name of its session, which a logout request may be about. */
  sessionIndex: string | null;
  /** When the provider wants the session over (SessionNotOnOrAfter), or null. */
  sessionUntil: Date | null;
  /** The provider was not asked (IdP-initiated): no request of ours stands behind the answer. */
  unsolicited: boolean;
}

/** A logout request of the identity provider: end the sessions it is about, then send the browser to `answerUrl`. */
export interface SamlLogoutRequest {
  nameId: SamlNameId;
  /** Sessions that it is about; empty: every session of the person through this connection. */
  sessionIndexes: string[];
  /** Where to send the browser, with a signed LogoutResponse. */
  answerUrl(success: boolean): Promise<string>;
}

/** The identity provider's answer to a logout request of ours. */
export interface SamlLogoutResponse {
  /** Its own session is over as well; false: it could not end all of them. */
  success: boolean;
  relayState: string | null;
}

export interface SamlProvider {
  /**
   * Where to send the browser to sign in (AuthnRequest, HTTP-Redirect binding, signed by choice).
   * `id` is an NCName of at least 128 random bits made by the caller (`newSamlId`), `relayState` an
   * opaque key of at most 80 bytes (SAML Bindings 3.4.3), never a URL. `forceAuthn`: the provider is to
   * ask the person anew, whatever session it has of them (SAML Core 3.4.1).
   */
  requestUrl(request: { id: string; relayState: string; forceAuthn?: boolean }): Promise<string>;
  /**
   * Who a posted `SAMLResponse` says somebody is. `subject` is compared exactly, upper and lower
   * case included: a store whose collation ignores case must not be asked for it in plain.
   * @throws SamlRefused with a stable code; nothing of it is for the customer's eyes.
   */
  verifyResponse(samlResponse: string): Promise<SamlAccount>;
  /** Our metadata for the identity provider (SAML Metadata 2.4.4), as XML. */
  metadata(): string;
  /** Where to send the browser to end the provider's session (signed LogoutRequest); null without single logout. */
  logoutRequestUrl(request: { id: string; relayState: string; nameId: SamlNameId; sessionIndex: string | null }): Promise<string | null>;
  /** Both take the raw query string, as it came (no `?`): its signature is over the very bytes. */
  verifyLogoutRequest(query: string): Promise<SamlLogoutRequest>;
  verifyLogoutResponse(query: string): Promise<SamlLogoutResponse>;
}
