import { FORM_SECTIONS, PREFERENCES, type PreferenceKey } from '../../../plugin/preferences';
import type { OidcSettings, SamlSettings } from '../../../plugin/settings/connection';
import type { CustomTabInput } from '../../../plugin/settings/custom-tab';
import type { CustomerFieldSettings } from '../../../plugin/settings/customer-fields';
import type { GeneralSettings } from '../../../plugin/settings/general';
import type { LoginSettings } from '../../../plugin/settings/login';
import type { ModuleInput } from '../../../plugin/settings/module';
import type { ActivityKind } from '../../../plugin/vocabulary';
import { builtInLabel } from '../fields/values';
import type { MessageId, Translate } from '../messages';

type Labels<T> = Record<keyof T & string, MessageId>;

/** The words that stand at each setting on its page. */
const SETTINGS: Partial<Record<string, MessageId>> = {
  ...Object.fromEntries((Object.keys(PREFERENCES) as PreferenceKey[]).map((key) => [key, `preference.${key}.label` as const])),
  ...({
    logoFile: 'general.logo.label',
    signUpDomains: 'login.domains.title',
  } satisfies Labels<Omit<GeneralSettings & LoginSettings & CustomerFieldSettings, PreferenceKey | 'levels'>>),
};

const CONNECTION: Labels<Omit<OidcSettings & Omit<SamlSettings, 'kind'>, 'kind'> & { clientSecret: string }> = {
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
  attributes: 'connection.attributes.title',
  domains: 'connection.domains.label',
  createContacts: 'connection.create-contacts.label',
  customerNumbers: 'connection.customer-numbers.label',
};

const TAB: Labels<CustomTabInput> = {
  name: 'tabs.name.label',
  url: 'tabs.url.label',
  audience: 'tabs.audience.label',
  enabled: 'tabs.enabled.label',
  opensIn: 'tabs.opens-in.label',
};

const MODULE: Labels<Omit<ModuleInput, 'fields'>> = {
  name: 'modules.name.label',
  icon: 'modules.icon.label',
  enabled: 'modules.enabled.label',
  audience: 'modules.audience.label',
  seen: 'modules.seen.label',
  mayCreate: 'modules.may-create.label',
  mayEdit: 'modules.may-edit.label',
  mayDraft: 'modules.may-draft.label',
  mayDelete: 'modules.may-delete.label',
  mayComment: 'modules.may-comment.label',
  approval: 'modules.approval.label',
  notify: 'modules.notify.label',
  columns: 'modules.columns.label',
};

const OF_KIND: Partial<Record<ActivityKind, Partial<Record<string, MessageId>>>> = {
  'settings-saved': SETTINGS,
  'connection-changed': CONNECTION,
  'tab-changed': TAB,
  'module-changed': MODULE,
};

/** One of the keys that the server notes of a change: a path within the settings. */
function keyWords(t: Translate, labels: Partial<Record<string, MessageId>>, key: string): string {
  const [first = '', second = '', third = ''] = key.split('.');
  if (first === 'levels' && (second === 'customer' || second === 'contact')) {
    return t('activity.change.level', { field: builtInLabel(t, second, third) ?? third, owner: t(`fields.owner.${second}`) });
  }
  if (first === 'fields' && second) return t('activity.change.field', { field: second });
  const label = Object.hasOwn(labels, first) ? labels[first] : undefined;
  return label ? t(label) : key;
}

/** `general: accentColour` as the editor knows it; undefined where the kind tells of no change. */
export function changeWords(t: Translate, kind: ActivityKind, detail: string): string | undefined {
  const labels = OF_KIND[kind];
  if (!labels) return undefined;
  // What was changed may have a colon in its name; keys have none.
  const end = detail.lastIndexOf(': ');
  if (end < 0) return detail;
  const [name, keys] = [detail.slice(0, end), detail.slice(end + 2).split(', ')];
  const section = kind === 'settings-saved' ? FORM_SECTIONS.find((id) => id === name) : undefined;
  const words = [...new Set(keys.map((key) => keyWords(t, labels, key)))];
  return `${section ? t(`section.${section}.title`) : name}: ${words.join(', ')}`;
}
