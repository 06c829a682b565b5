import { z } from 'zod';
import { parseUrl } from '../rules/parse-url';
import { line } from '../contract/schemas';
import { CONNECTION_ICONS, FORMS, OIDC, SAML, type Setting } from '../preferences/forms';
import { canonicalDomain } from '../rules/email';
import { schemasOf } from './from-catalogue';

export const connectionIcon = z.enum(CONNECTION_ICONS);

/** https, or http on this machine for development; no credentials, query or fragment. */
function isEndpoint(value: string): boolean {
  const url = parseUrl(value);
  if (!url) return false;
  const { protocol, hostname, username, password, hash } = url;
  const local = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || local) && !username && !password && !hash;
}

const NOT_AN_ENDPOINT = 'is not a web address that begins with https://';
const endpointUrl = z.string().trim().max(SAML.sloUrl.max).refine(isEndpoint, NOT_AN_ENDPOINT);
/** Empty: not known yet. */
const optionalEndpointUrl = z
  .string()
  .trim()
  .max(SAML.ssoUrl.max)
  .refine((value) => value === '' || isEndpoint(value), NOT_AN_ENDPOINT);

/** A DNS name such as `example.com`, in the one spelling that addresses of it have (`rules/email.ts`). */
export const domain = z
  .string()
  .max(1000)
  .overwrite((typed) => canonicalDomain(typed) ?? typed)
  .refine((value) => canonicalDomain(value) !== null, 'is not a domain like example.com');

const common = schemasOf({ name: OIDC.name, icon: OIDC.icon, enabled: OIDC.enabled });

/** A connection to an OpenID provider (OpenID Connect Core 1.0), found by discovery. */
export const oidcSettings = z.strictObject({
  kind: z.literal('oidc'),
  ...common,
  /** Issuer identifier, compared exactly (OpenID Connect Discovery 1.0 §4.3). */
  issuer: optionalEndpointUrl,
  clientId: line(OIDC.clientId.max),
  /** Scopes asked for beside `openid`. */
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,100}$/u, 'is not a scope')).max(OIDC.scopes.max),
  /** How the answer comes back; some issuers give an address or a name to `form_post` only. */
  responseMode: z.enum(OIDC.responseMode.choices).default(OIDC.responseMode.default),
  /** Whether the ID token carries the nonce of the trip (OpenID Connect Core 1.0 §3.1.2.1); strict unless a provider cannot. */
  nonce: z.enum(OIDC.nonce.choices).default(OIDC.nonce.default),
  /** Whether the code is bound to the trip (RFC 7636); strict unless a provider refuses it. */
  pkce: z.enum(OIDC.pkce.choices).default(OIDC.pkce.default),
});
export type OidcSettings = z.output<typeof oidcSettings>;

/** Names of the assertion's attributes that hold what the portal wants to know; empty: not read. */
export const samlAttributes = z.strictObject({
  /** Empty: the NameID, where its format is an email address. */
  email: line(SAML.email.max),
  firstName: line(SAML.firstName.max),
  lastName: line(SAML.lastName.max),
  /** Holds the customer number of the account that a new contact belongs to. */
  customerReference: line(SAML.customerReference.max),
});

/** A connection to a SAML 2.0 identity provider. */
export const samlSettings = z.strictObject({
  kind: z.literal('saml'),
  ...common,
  /** The identity provider's entity id: the only Issuer whose assertions count. */
  entityId: line(SAML.entityId.max),
  /** Where requests go (HTTP-Redirect binding). */
  ssoUrl: optionalEndpointUrl,
  /** Where logout requests go (HTTP-Redirect binding); null: single logout is not used. */
  sloUrl: endpointUrl.nullable(),
  /** Signing certificates in PEM; two at once while the provider changes its key. */
  certificates: z.array(z.string().trim().min(1).max(10_000)).max(SAML.certificates.max),
  signRequests: z.boolean(),
  /** Refuse assertions that are not encrypted for us. */
  requireEncryption: z.boolean(),
  allowIdpInitiated: z.boolean(),
  attributes: samlAttributes,
  /** The only email domains that the provider may speak for. */
  domains: z.array(domain).max(SAML.domains.max),
  /** Make a contact for somebody who is not known yet (just-in-time provisioning). */
  createContacts: z.boolean(),
  /** Numbers of the only customers whom the provider may put a new contact into; empty: none. */
  customerNumbers: z.array(line(50).min(1, 'is needed')).max(SAML.customerNumbers.max).default([]),
});
export type SamlSettings = z.output<typeof samlSettings>;

const FORM: Readonly<Record<string, Setting>> = FORMS.connection;

/**
 * A connection that is off may be incomplete: many providers want our addresses, which exist once the
 * connection is saved, before they tell theirs. It is switched on, and used, complete only.
 */
export const connectionSettings = z.discriminatedUnion('kind', [oidcSettings, samlSettings]).superRefine((settings, context) => {
  if (!settings.enabled) return;
  for (const [name, value] of Object.entries(settings)) {
    const empty = value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && FORM[name]?.needed) context.addIssue({ code: 'custom', path: [name], message: 'is needed to switch it on' });
  }
});
export type ConnectionSettings = z.output<typeof connectionSettings>;
