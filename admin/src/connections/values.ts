import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { ConnectionSettings } from '../../../plugin/settings/connection';
import type { SignInMode } from '../../../plugin/vocabulary';
import type { Value } from '../components/merge';
import type { MessageId, Translate } from '../messages';

type Settings<K extends ConnectionSettings['kind']> = Extract<ConnectionSettings, { kind: K }>;
type Saml = Settings<'saml'>;

/** The form of an OpenID Connect connection; the secret is only ever typed, never shown. */
export interface OidcValues extends Record<string, Value> {
  name: string;
  icon: Settings<'oidc'>['icon'];
  enabled: boolean;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string[];
  responseMode: Settings<'oidc'>['responseMode'];
  nonce: Settings<'oidc'>['nonce'];
  pkce: Settings<'oidc'>['pkce'];
}

/** The form of a SAML connection; the attribute names stand beside the rest, for a form has flat names. */
export interface SamlValues extends Record<string, Value> {
  name: string;
  icon: Saml['icon'];
  enabled: boolean;
  entityId: string;
  ssoUrl: string;
  sloUrl: string;
  certificates: string[];
  signRequests: boolean;
  requireEncryption: boolean;
  allowIdpInitiated: boolean;
  email: string;
  firstName: string;
  lastName: string;
  customerReference: string;
  domains: string[];
  createContacts: boolean;
  customerNumbers: string[];
}

export type ConnectionValues = OidcValues | SamlValues;

const isSaml = (values: ConnectionValues): values is SamlValues => 'ssoUrl' in values;

/** Names of the form for what an assertion says of a person. */
export const ATTRIBUTES = ['email', 'firstName', 'lastName', 'customerReference'] as const;

export function valuesOf(settings: ConnectionSettings): ConnectionValues {
  const { name, icon, enabled } = settings;
  if (settings.kind === 'oidc') {
    const { issuer, clientId, scopes, responseMode, nonce, pkce } = settings;
    return { name, icon, enabled, issuer, clientId, clientSecret: '', scopes, responseMode, nonce, pkce };
  }
  const { kind: _kind, attributes, sloUrl, ...others } = settings;
  return { ...others, ...attributes, sloUrl: sloUrl ?? '' };
}

export function settingsOf(values: ConnectionValues): ConnectionSettings {
  if (isSaml(values)) {
    const { email, firstName, lastName, customerReference, sloUrl, certificates, ...others } = values;
    return {
      kind: 'saml',
      ...others,
      certificates: certificates.filter((certificate) => certificate.trim() !== ''),
      sloUrl: sloUrl.trim() === '' ? null : sloUrl,
      attributes: { email, firstName, lastName, customerReference },
    };
  }
  const { clientSecret: _secret, ...others } = values;
  return { kind: 'oidc', ...others };
}

/** The secret that was typed, if one was. */
export const secretOf = (values: ConnectionValues): string | undefined =>
  isSaml(values) || values.clientSecret === '' ? undefined : values.clientSecret;

/**
 * What has to be there before a connection is switched on. One that is off may be saved without:
 * many providers want our addresses, which exist once it is saved, before they tell theirs.
 */
const NEEDED: Partial<Record<string, MessageId>> = {
  issuer: 'connection.issuer.missing',
  clientId: 'connection.client-id.missing',
  entityId: 'connection.entity-id.missing',
  ssoUrl: 'connection.sso-url.missing',
  certificates: 'connection.certificates.missing',
  domains: 'connection.domains.missing',
};

/** A first look at what is typed; the server has the last word. */
export function validate(t: Translate, values: ConnectionValues): Map<string, string> {
  const errors = new Map<string, string>();
  if (values.name.trim() === '') errors.set('name', t('connection.name.missing'));
  if (!isSaml(values) && values.issuer.includes('{')) errors.set('issuer', t('connection.issuer.placeholder'));
  if (isSaml(values) && values.createContacts && values.customerNumbers.length === 0) {
    errors.set('customerNumbers', t('connection.customer-numbers.missing'));
  }
  if (!values.enabled) return errors;
  for (const [name, value] of Object.entries(values)) {
    const id = NEEDED[name];
    if (id && isEmpty(value)) errors.set(name, t(id));
  }
  return errors;
}

const isEmpty = (value: Value | undefined): boolean =>
  typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;

/** Whether everything is there that a test, and switching on, need. */
export const isComplete = (settings: ConnectionSettings): boolean =>
  !Object.entries(valuesOf(settings)).some(([name, value]) => name in NEEDED && isEmpty(value));

/** Fields whose rule is always the same: what it is says more than what was wrong. */
export const FIELD_RULES: Partial<Record<string, MessageId>> = {
  issuer: 'connection.url.invalid',
  ssoUrl: 'connection.url.invalid',
  sloUrl: 'connection.url.invalid',
  domains: 'connection.domains.invalid',
  scopes: 'connection.scopes.invalid',
  certificates: 'connection.certificates.invalid',
};

const LABELS: Record<string, MessageId> = {
  name: 'connection.name.label',
  icon: 'connection.icon.label',
  enabled: 'connection.enabled.label',
  issuer: 'connection.issuer.label',
  clientId: 'connection.client-id.label',
  clientSecret: 'connection.secret.label',
  scopes: 'connection.scopes.label',
  responseMode: 'connection.response-mode.label',
  nonce: 'connection.nonce.label',
  pkce: 'connection.pkce.label',
  entityId: 'connection.entity-id.label',
  ssoUrl: 'connection.sso-url.label',
  sloUrl: 'connection.slo-url.label',
  certificates: 'connection.certificates.label',
  signRequests: 'connection.sign-requests.label',
  requireEncryption: 'connection.require-encryption.label',
  allowIdpInitiated: 'connection.idp-initiated.label',
  email: 'connection.attribute.email',
  firstName: 'connection.attribute.firstName',
  lastName: 'connection.attribute.lastName',
  customerReference: 'connection.attribute.customerReference',
  domains: 'connection.domains.label',
  createContacts: 'connection.create-contacts.label',
  customerNumbers: 'connection.customer-numbers.label',
};

/** A value in words, for the notice after two editors saved at once. A secret is never one of them. */
export function describe(t: Translate, name: string, value: Value | undefined): { label: string; value: string } {
  const id = LABELS[name];
  const label = id ? t(id) : name;
  if (typeof value === 'boolean') return { label, value: t(value ? 'switch.on' : 'switch.off') };
  if (name === 'clientSecret') return { label, value: t(value === '' ? 'connection.secret.kept' : 'connection.secret.new') };
  if (name === 'certificates' && Array.isArray(value)) {
    return { label, value: t('connection.certificates.count', { count: value.length }) };
  }
  if (value === 'query' || value === 'form_post') return { label, value: t(`connection.response-mode.${value}`) };
  if (value === 'required' || value === 'not-sent') return { label, value: t(`connection.nonce.${value}`) };
  if (name === 'pkce' && (value === 'S256' || value === 'none')) return { label, value: t(`connection.pkce.${value}`) };
  if (name === 'icon') return { label, value: t(`connection.icon.${value as ConnectionValues['icon']}`) };
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '';
  return { label, value: text === '' ? t('empty') : text };
}

/** Whether the sign-in page has its button: OpenID Connect beside the portal's own accounts, SAML as single sign-on. */
export const isOffered = (kind: ConnectionSettings['kind'], mode: SignInMode): boolean => (kind === 'saml') === (mode === 'sso');

/** How the last dry run stands. */
export type TestState = 'never' | 'passed' | 'failed' | 'stale';

export function testStateOf({ lastTest }: Pick<ConnectionView, 'lastTest'>): TestState {
  if (lastTest === null) return 'never';
  if (!lastTest.current) return 'stale';
  return lastTest.passed ? 'passed' : 'failed';
}

/**
 * A change was refused although nobody else had made one: customers sign in through this connection
 * alone, and would all be locked out.
 */
export const isLockOut = (changed: ConnectionView | undefined, newest: ConnectionView | undefined): boolean =>
  changed !== undefined && changed.revision === newest?.revision;
