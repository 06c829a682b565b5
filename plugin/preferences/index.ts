import { z } from 'zod';
import { SIGN_IN_MODES } from '../vocabulary';

/** A switch: on or off. */
interface SwitchPreference {
  readonly shape: 'switch';
  readonly default: boolean;
}
/** A choice among named values. */
interface ChoicePreference {
  readonly shape: 'choice';
  readonly choices: readonly string[];
  readonly default: string;
}
/** A whole number within bounds; `unit` names what it counts. */
interface NumberPreference {
  readonly shape: 'number';
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly default: number;
}

/**
 * One thing that editors can set about what customers may do. Labels and help stand in the
 * message files under `preference.<key>.label` and `preference.<key>.help`.
 */
export type Preference = (SwitchPreference | ChoicePreference | NumberPreference) & {
  /** The settings section (and screen) that it is stored in. */
  readonly section: 'general' | 'login' | 'customer-fields';
  /** Switches that must be on for this one to have an effect. */
  readonly requires?: readonly string[];
};

/**
 * The catalogue. An entry enters together with the feature that obeys it; a test fails for an
 * entry that nothing consults.
 */
export const PREFERENCES = {
  /** Off: every portal page and endpoint refuses, sessions are kept. */
  portalEnabled: { section: 'general', shape: 'switch', default: true },
  /** `default`: the portal's own accounts, with connections beside them. `sso`: SAML alone. */
  signInMode: { section: 'login', shape: 'choice', choices: SIGN_IN_MODES, default: 'default', requires: ['portalEnabled'] },
  /** On: everybody proves a second factor, and sets one up where there is none. Off: contacts choose for themselves. */
  mfaRequired: { section: 'login', shape: 'switch', default: false, requires: ['portalEnabled'] },
  /** On: who comes through single sign-on has proved its factors there. */
  ssoFactorsCount: { section: 'login', shape: 'switch', default: true, requires: ['portalEnabled'] },
  /** How long a browser is not asked for the second factor again; 0: asked every time. */
  rememberBrowserDays: { section: 'login', shape: 'number', min: 0, max: 90, unit: 'days', default: 30, requires: ['portalEnabled'] },
  /** On: contacts may sign in with a passkey instead of a password. */
  passkeySignIn: { section: 'login', shape: 'switch', default: true, requires: ['portalEnabled'] },
  /** On: contacts may have a sign-in link mailed instead of typing a password. */
  emailLinkSignIn: { section: 'login', shape: 'switch', default: false, requires: ['portalEnabled'] },
  /** On: people sign up by themselves, from the sign-in page. */
  selfSignUp: { section: 'login', shape: 'switch', default: false, requires: ['portalEnabled'] },
  /** Off: customers see no account details at all. */
  customerFieldsEnabled: { section: 'customer-fields', shape: 'switch', default: true, requires: ['portalEnabled'] },
} as const satisfies Record<string, Preference>;

export type PreferenceKey = keyof typeof PREFERENCES;

type ValueOf<P extends Preference> = P extends SwitchPreference ? boolean : P extends ChoicePreference ? P['choices'][number] : number;
/** Preferences that an endpoint can name as its switch. */
export type SwitchKey = {
  [K in PreferenceKey]: (typeof PREFERENCES)[K]['shape'] extends 'switch' ? K : never;
}[PreferenceKey];

export type PreferenceValues = { [K in PreferenceKey]: ValueOf<(typeof PREFERENCES)[K]> };

/** The zod schema of one preference's value. */
function schemaOf(preference: Preference): z.ZodType {
  switch (preference.shape) {
    case 'switch':
      return z.boolean();
    case 'choice':
      return z.enum(preference.choices as [string, ...string[]]);
    case 'number':
      return z.int().min(preference.min).max(preference.max);
  }
}

type KeysOf<S extends Preference['section']> = {
  [K in PreferenceKey]: (typeof PREFERENCES)[K]['section'] extends S ? K : never;
}[PreferenceKey];
type ShapeOf<S extends Preference['section']> = { [K in KeysOf<S>]: z.ZodType<PreferenceValues[K]> };

/** Schemas of all preferences in a settings section, to be spread into that section's object. */
export function preferencesOf<S extends Preference['section']>(section: S): ShapeOf<S> {
  const entries = Object.entries(PREFERENCES).filter(([, preference]) => preference.section === section);
  return Object.fromEntries(entries.map(([key, preference]) => [key, schemaOf(preference)])) as ShapeOf<S>;
}

/** Default values of all preferences in a settings section. */
export function preferenceDefaults<S extends Preference['section']>(section: S): Pick<PreferenceValues, KeysOf<S>> {
  const entries = Object.entries(PREFERENCES).filter(([, preference]) => preference.section === section);
  return Object.fromEntries(entries.map(([key, preference]) => [key, preference.default])) as Pick<PreferenceValues, KeysOf<S>>;
}
