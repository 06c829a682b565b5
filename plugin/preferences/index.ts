import { PREFERENCES } from './catalogue';
import type { FormSection } from './sections';
import type { Preference, ValueOf } from './shapes';

export { PREFERENCES } from './catalogue';
export { FORM_SECTIONS, SECTIONS, type FormSection, type GroupOf, type SectionId } from './sections';
export type { Preference, Shape, ValueOf } from './shapes';

type Catalogue = typeof PREFERENCES;
export type PreferenceKey = keyof Catalogue;
export type PreferenceValues = { [K in PreferenceKey]: ValueOf<Catalogue[K]> };

/** Keys of the entries of one shape. */
export type KeyOfShape<S extends Preference['shape']> = {
  [K in PreferenceKey]: Catalogue[K]['shape'] extends S ? K : never;
}[PreferenceKey];
/** Preferences that an endpoint can name as its switch. */
export type SwitchKey = KeyOfShape<'switch'>;
/** Keys of the entries of a section. */
export type KeyIn<S extends FormSection> = { [K in PreferenceKey]: Catalogue[K]['section'] extends S ? K : never }[PreferenceKey];

const ENTRIES = Object.entries(PREFERENCES) as [PreferenceKey, Preference][];

/** An entry by its key. */
export const preferenceOf = (key: PreferenceKey): Preference => PREFERENCES[key];

/** The entries of a section, or of one of its groups, in the order of the catalogue. */
export const entriesOf = (section: FormSection, group?: string): [PreferenceKey, Preference][] =>
  ENTRIES.filter(([, entry]) => entry.section === section && (group === undefined || entry.group === group));

/** Default values of all preferences in a section. */
export const preferenceDefaults = <S extends FormSection>(section: S): Pick<PreferenceValues, KeyIn<S>> =>
  Object.fromEntries(entriesOf(section).map(([key, entry]) => [key, entry.default])) as Pick<PreferenceValues, KeyIn<S>>;

/** Whether a switch has its effect: it is on, and so is what it requires. */
export function isOn(values: PreferenceValues, key: SwitchKey): boolean {
  const { requires = [] } = preferenceOf(key);
  return values[key] && requires.every((needed) => isOn(values, needed as SwitchKey));
}

type Abilities = { [K in PreferenceKey as Catalogue[K] extends { ability: infer A extends string } ? A : never]: boolean };
/** Names of what a signed-in customer's portal is told may be done. */
export const ABILITIES = ENTRIES.flatMap(([, { ability }]) => (ability === undefined ? [] : [ability])) as (keyof Abilities)[];

/** What the settings allow a signed-in customer; the portal shows nothing that the server would refuse. */
export const abilitiesIn = (values: PreferenceValues): Abilities =>
  Object.fromEntries(
    ENTRIES.flatMap(([key, { ability }]) => (ability === undefined ? [] : [[ability, isOn(values, key as SwitchKey)]])),
  ) as Abilities;
