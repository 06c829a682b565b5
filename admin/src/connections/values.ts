import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { ConnectionSettings, OidcSettings, SamlSettings } from '../../../plugin/settings/connection';
import type { SignInMode } from '../../../plugin/vocabulary';
import type { Value } from '../components/merge';
import type { MessageId, Translate } from '../messages';
import { checkForm, settingIn, settingWords } from '../settings/forms';

/** The form of an OpenID Connect connection; the secret is only ever typed, never shown. */
export type OidcValues = Omit<OidcSettings, 'kind'> & { clientSecret: string };

/** The form of a SAML connection; the attribute names stand beside the rest, for a form has flat names. */
export type SamlValues = Omit<SamlSettings, 'kind' | 'attributes' | 'sloUrl'> & SamlSettings['attributes'] & { sloUrl: string };

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
    const { email, firstName, lastName, customerReference, sloUrl, ...others } = values;
    return {
      kind: 'saml',
      ...others,
      certificates: others.certificates.filter((certificate) => certificate.trim() !== ''),
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
const missingIn = (values: ConnectionValues): string[] =>
  Object.entries(values).flatMap(([name, value]) => (settingIn('connection', name)?.needed && isEmpty(value) ? [name] : []));

/** A first look at what is typed; the server has the last word. */
export function validate(t: Translate, values: ConnectionValues): Map<string, string> {
  const errors = checkForm(t, 'connection', values);
  if (!isSaml(values) && values.issuer.includes('{')) errors.set('issuer', t('connection.issuer.placeholder'));
  if (isSaml(values) && values.createContacts && values.customerNumbers.length === 0) {
    errors.set('customerNumbers', t('setting.missing.connection.customerNumbers'));
  }
  if (values.enabled) for (const name of missingIn(values)) errors.set(name, t(`setting.missing.connection.${name}` as MessageId));
  return errors;
}

const isEmpty = (value: Value | undefined): boolean =>
  typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;

/** Whether everything is there that a test, and switching on, need. */
export const isComplete = (settings: ConnectionSettings): boolean => missingIn(valuesOf(settings)).length === 0;

/** Fields whose rule is always the same: what it is says more than what was wrong. */
export const FIELD_RULES: Partial<Record<string, MessageId>> = {
  issuer: 'connection.url.invalid',
  ssoUrl: 'connection.url.invalid',
  sloUrl: 'connection.url.invalid',
  domains: 'connection.domains.invalid',
  scopes: 'connection.scopes.invalid',
  certificates: 'connection.certificates.invalid',
};

/** A value in words, for the notice after two editors saved at once. A secret is never one of them. */
export function describe(t: Translate, name: string, value: Value | undefined): { label: string; value: string } {
  const words = settingWords(t, 'connection', name, value);
  if (name === 'clientSecret') return { ...words, value: t(value === '' ? 'connection.secret.kept' : 'connection.secret.new') };
  if (name === 'certificates' && Array.isArray(value))
    return { ...words, value: t('connection.certificates.count', { count: value.length }) };
  return words;
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
