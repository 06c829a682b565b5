import { CONNECTION_PRESETS } from '../../../plugin/connection-presets';
import type { ConnectionSettings } from '../../../plugin/settings/connection';
import type { Translate } from '../messages';

export type Preset = (typeof CONNECTION_PRESETS)[number];

/** What a new connection begins with: a known provider, or one of the two protocols. */
export interface Start {
  key: string;
  /** The provider, where it is a known one. */
  preset?: Preset;
}

export const STARTS: readonly Start[] = [
  ...CONNECTION_PRESETS.map((preset): Start => ({ key: preset.id, preset })),
  { key: 'oidc' },
  { key: 'saml' },
];

export const ICONS = ['generic', ...CONNECTION_PRESETS.map(({ icon }) => icon)] as const;

export const startOf = (key: string): Start | undefined => STARTS.find((start) => start.key === key);

/** As the menu lists it: providers have their own names in every language. */
export const startName = (t: Translate, { key, preset }: Start): string =>
  preset?.name ?? t(key === 'saml' ? 'connections.add.saml' : 'connections.add.oidc');

/** The provider that a connection looks like, for the hints beside its form. */
export const presetLike = ({ kind, icon }: ConnectionSettings): Preset | undefined =>
  kind === 'oidc' ? CONNECTION_PRESETS.find((preset) => preset.icon === icon) : undefined;

/** What the form of a new connection is filled with: switched off, and strict where there is a choice. */
export function settingsFor({ key, preset }: Start): ConnectionSettings {
  if (key === 'saml') {
    return {
      kind: 'saml',
      name: '',
      icon: 'generic',
      enabled: false,
      entityId: '',
      ssoUrl: '',
      sloUrl: null,
      certificates: [],
      signRequests: true,
      requireEncryption: false,
      allowIdpInitiated: false,
      attributes: { email: '', firstName: '', lastName: '', customerReference: '' },
      domains: [],
      createContacts: false,
      customerNumbers: [],
    };
  }
  return {
    kind: 'oidc',
    name: preset?.name ?? '',
    icon: preset?.icon ?? 'generic',
    enabled: false,
    issuer: preset?.issuer ?? '',
    clientId: '',
    scopes: [...(preset?.scopes ?? ['email', 'profile'])],
    responseMode: preset?.responseMode ?? 'query',
    nonce: (preset && 'nonce' in preset && preset.nonce) || 'required',
    pkce: (preset && 'pkce' in preset && preset.pkce) || 'S256',
  };
}
