import { z } from 'zod';
import { FORM_SECTIONS, preferenceDefaults, type FormSection, type KeyIn, type PreferenceValues } from '../preferences';
import { CUSTOMER_FIELD_DEFAULTS, customerFieldSettings, type CustomerFieldSettings } from './customer-fields';
import { DOCUMENT_DEFAULTS, documentSettings, type DocumentSettings } from './documents';
import { preferencesOf } from './from-catalogue';
import { GENERAL_DEFAULTS, generalSettings, type GeneralSettings } from './general';
import { LOGIN_DEFAULTS, loginSettings, type LoginSettings } from './login';

/** Sections that save more than their preferences. */
interface Special {
  general: GeneralSettings;
  login: LoginSettings;
  documents: DocumentSettings;
  'customer-fields': CustomerFieldSettings;
}

/** What a section of the settings saves. */
export type SectionValues<S extends FormSection> = S extends keyof Special ? Special[S] : Pick<PreferenceValues, KeyIn<S>>;

export interface SectionSettings<S extends FormSection> {
  schema: z.ZodType<SectionValues<S>>;
  /** What holds until somebody saves it. */
  defaults: SectionValues<S>;
}

const SPECIAL: { [S in keyof Special]: SectionSettings<S> } = {
  general: { schema: generalSettings, defaults: GENERAL_DEFAULTS },
  login: { schema: loginSettings, defaults: LOGIN_DEFAULTS },
  documents: { schema: documentSettings, defaults: DOCUMENT_DEFAULTS },
  'customer-fields': { schema: customerFieldSettings, defaults: CUSTOMER_FIELD_DEFAULTS },
};

type Sections = { readonly [S in FormSection]: SectionSettings<S> };

const plain = (section: FormSection) => ({ schema: z.strictObject(preferencesOf(section)), defaults: preferenceDefaults(section) });
const PLAIN: unknown = Object.fromEntries(FORM_SECTIONS.map((section) => [section, plain(section)]));

/** Every section that the settings store: those of the catalogue, with what some of them save besides. */
export const SETTINGS: Sections = { ...(PLAIN as Sections), ...SPECIAL };
