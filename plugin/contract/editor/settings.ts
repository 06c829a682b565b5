import { z } from 'zod';
import { permission, type Permission } from '../../permissions';
import { FORM_SECTIONS, type FormSection } from '../../preferences';
import { SETTINGS, type SectionSettings } from '../../settings';
import { fieldLevel } from '../../settings/customer-fields';
import { FIELD_OWNERS, SCALAR_TYPES } from '../../vocabulary';
import { documentId, revision } from '../schemas';
import { mailTrouble } from './people';

/** One field of the matrix. */
export const settableField = z.strictObject({
  owner: z.enum(FIELD_OWNERS),
  name: z.string(),
  label: z.string(),
  builtIn: z.boolean(),
  type: z.enum(SCALAR_TYPES),
  level: fieldLevel,
  /** Levels that make sense for it; a sign-in email, say, is never changed from the profile. */
  levels: z.array(fieldLevel),
  /** Required by the content type, so customers cannot empty it whatever its level. */
  required: z.boolean(),
});
export type SettableField = z.output<typeof settableField>;

/** What a section's page shows beside its stored values, where that is anything. */
const BESIDE = {
  general: {
    /** The part of the portal's URL before its name, with the slash. */
    urlBase: z.string(),
    /** How many customers were sent the present link and would lose it by a change of name. */
    linkHolders: z.int(),
    logo: z.strictObject({ id: documentId, url: z.string(), name: z.string() }).nullable(),
    /** Why mail does not leave, as far as it is known. */
    mailTrouble: mailTrouble.nullable(),
  },
  login: {
    /** Customers that the sign-up domains name, for the screen's labels. */
    customers: z.array(z.strictObject({ id: documentId, name: z.string() })),
    /** Whether single sign-on can be switched on: a SAML connection is on and its last test passed. */
    ssoReady: z.boolean(),
    /** Contacts with access who could not come in by the SAML connections that are on, and customers whom they act for. */
    lockedOut: z.strictObject({ contacts: z.int(), customers: z.int() }),
  },
  'customer-fields': { fields: z.array(settableField) },
} as const satisfies Partial<Record<FormSection, z.ZodRawShape>>;

/** What the OpenAPI document says of reading and of saving a section. */
const SUMMARIES: Partial<Record<FormSection, readonly [find: string, update: string]>> = {
  general: ['General settings of the portal.', 'Save the general settings. A stale revision is refused.'],
  login: ['How customers sign in.', 'Save how customers sign in. Single sign-on needs a connection that was tested.'],
  'customer-fields': [
    'Fields of the customer and contact types and what customers may do with each.',
    'Save the levels of the customer fields. A stale revision is refused.',
  ],
};

type Beside<S extends FormSection> = S extends keyof typeof BESIDE ? (typeof BESIDE)[S] : Record<never, never>;
type Values<S extends FormSection> = SectionSettings<S>['schema'];
type Stored<S extends FormSection> = { values: Values<S>; revision: typeof revision };
/** The schema of a section's view. */
export type View<S extends FormSection> = z.ZodObject<Stored<S> & Beside<S>, z.core.$strict>;

/** A section's stored values with what its page shows beside them. */
export type SettingsView<S extends FormSection> = z.output<View<S>>;
export type GeneralSettingsView = SettingsView<'general'>;
export type LoginSettingsView = SettingsView<'login'>;
export type CustomerFieldSettingsView = SettingsView<'customer-fields'>;

/** `customer-fields` as it stands in the names of endpoints: `CustomerFields`. */
type Pascal<S extends string> = S extends `${infer First}-${infer Rest}` ? `${Capitalize<First>}${Pascal<Rest>}` : Capitalize<S>;
const pascal = (id: string): string => id.replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
/** The action that reads, or saves, a section. */
export const actionOf = <A extends 'find' | 'update', S extends FormSection>(action: A, section: S): `${A}${Pascal<S>}` =>
  `${action}${pascal(section)}` as `${A}${Pascal<S>}`;

interface EditorAccess {
  readonly kind: 'editor';
  readonly permission: Permission;
}
/** The endpoint that reads a section. */
export interface Find<S extends FormSection> {
  readonly id: `settings.find${Pascal<S>}`;
  readonly method: 'GET';
  readonly path: `/settings/${S}`;
  readonly access: EditorAccess;
  readonly summary: string;
  readonly response: View<S>;
}
/** The endpoint that saves a section. */
export interface Update<S extends FormSection> {
  readonly id: `settings.update${Pascal<S>}`;
  readonly method: 'PUT';
  readonly path: `/settings/${S}`;
  readonly access: EditorAccess;
  readonly summary: string;
  readonly body: z.ZodObject<Stored<S>, z.core.$strict>;
  readonly response: View<S>;
  readonly errors: readonly ['conflict'];
}

/** Reading and saving one section. Of two editors who save the same revision the second is refused. */
function endpointsOf(section: FormSection): [string, Find<FormSection> | Update<FormSection>][] {
  const stored = { values: SETTINGS[section].schema, revision };
  const [findSummary, updateSummary] = SUMMARIES[section] ?? [`The settings “${section}”.`, `Save the settings “${section}”.`];
  const response = z.strictObject({ ...stored, ...(BESIDE as Partial<Record<FormSection, z.ZodRawShape>>)[section] }) as never;
  const [find, update] = [actionOf('find', section), actionOf('update', section)];
  const common = { path: `/settings/${section}`, response } as const;
  const access = (right: 'read' | 'update') => ({ kind: 'editor', permission: permission(`settings.${section}.${right}`) }) as const;
  return [
    [find, { ...common, id: `settings.${find}`, method: 'GET', access: access('read'), summary: findSummary }],
    [
      update,
      {
        ...common,
        id: `settings.${update}`,
        method: 'PUT',
        access: access('update'),
        summary: updateSummary,
        body: z.strictObject(stored),
        errors: ['conflict'],
      },
    ],
  ];
}

/** Two endpoints for each section of the catalogue that is a form. */
export const settingsContract = Object.fromEntries(FORM_SECTIONS.flatMap(endpointsOf)) as {
  readonly [S in FormSection as `find${Pascal<S>}`]: Find<S>;
} & { readonly [S in FormSection as `update${Pascal<S>}`]: Update<S> };
