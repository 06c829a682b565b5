import { CONNECTION_PRESETS } from '../../../plugin/connection-presets';
import { defaultsOf, OIDC, SAML } from '../../../plugin/preferences/forms';
import type { ConnectionSettings } from '../../../plugin/settings/connection';
import type { Translate } from '../messages';
import { settingsOf } from './values';

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

export const startOf = (key: string): Start | undefined => STARTS.find((start) => start.key === key);

/** As the menu lists it: providers have their own names in every language. */
export const startName = (t: Translate, { key, preset }: Start): string =>
  preset?.name ?? t(key === 'saml' ? 'connections.add.saml' : 'connections.add.oidc');

/** The provider that a connection looks like, for the hints beside its form. */
export const presetLike = ({ kind, icon }: ConnectionSettings): Preset | undefined =>
  kind === 'oidc' ? CONNECTION_PRESETS.find((preset) => preset.icon === icon) : undefined;

/** What the form of a new connection is filled with: switched off, and strict where there is a choice. */
export function settingsFor({ key, preset }: Start): ConnectionSettings {
  if (key === 'saml') return settingsOf(defaultsOf(SAML));
  const { name = '', icon = 'generic', issuer = '', scopes = OIDC.scopes.default } = preset ?? {};
  return settingsOf({
    ...defaultsOf(OIDC),
    name,
    icon,
    issuer,
    scopes: [...scopes],
    ...(preset && { responseMode: preset.responseMode }),
    ...(preset && 'nonce' in preset && { nonce: preset.nonce }),
    ...(preset && 'pkce' in preset && { pkce: preset.pkce }),
  });
}
