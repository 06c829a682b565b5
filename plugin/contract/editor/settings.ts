import { z } from 'zod';
import { permission } from '../../permissions';
import { customerFieldSettings, fieldLevel } from '../../settings/customer-fields';
import { generalSettings } from '../../settings/general';
import { loginSettings } from '../../settings/login';
import { FIELD_OWNERS, SCALAR_TYPES } from '../../vocabulary';
import { endpoint } from '../endpoint';
import { documentId, revision } from '../schemas';
import { mailTrouble } from './people';

/** Settings as stored, with what the screen shows beside them. */
export const generalSettingsView = z.strictObject({
  values: generalSettings,
  revision,
  /** The part of the portal's URL before its name, with the slash. */
  urlBase: z.string(),
  /** How many customers were sent the present link and would lose it by a change of name. */
  linkHolders: z.int(),
  logo: z.strictObject({ id: documentId, url: z.string(), name: z.string() }).nullable(),
  /** Why mail does not leave, as far as it is known. */
  mailTrouble: mailTrouble.nullable(),
});
export type GeneralSettingsView = z.output<typeof generalSettingsView>;

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

export const customerFieldSettingsView = z.strictObject({
  values: customerFieldSettings,
  revision,
  fields: z.array(settableField),
});
export type CustomerFieldSettingsView = z.output<typeof customerFieldSettingsView>;

export const loginSettingsView = z.strictObject({
  values: loginSettings,
  revision,
  /** Customers that the sign-up domains name, for the screen's labels. */
  customers: z.array(z.strictObject({ id: documentId, name: z.string() })),
  /** Whether single sign-on can be switched on: a SAML connection is on and its last test passed. */
  ssoReady: z.boolean(),
  /** Contacts with access who could not come in by the SAML connections that are on, and customers whom they act for. */
  lockedOut: z.strictObject({ contacts: z.int(), customers: z.int() }),
});
export type LoginSettingsView = z.output<typeof loginSettingsView>;

export const settingsContract = {
  findLogin: endpoint({
    id: 'settings.findLogin',
    method: 'GET',
    path: '/settings/login',
    access: { kind: 'editor', permission: permission('settings.login.read') },
    summary: 'How customers sign in.',
    response: loginSettingsView,
  }),
  updateLogin: endpoint({
    id: 'settings.updateLogin',
    method: 'PUT',
    path: '/settings/login',
    access: { kind: 'editor', permission: permission('settings.login.update') },
    summary: 'Save how customers sign in. Single sign-on needs a connection that was tested.',
    body: z.strictObject({ values: loginSettings, revision }),
    response: loginSettingsView,
    errors: ['conflict'],
  }),
  findGeneral: endpoint({
    id: 'settings.findGeneral',
    method: 'GET',
    path: '/settings/general',
    access: { kind: 'editor', permission: permission('settings.general.read') },
    summary: 'General settings of the portal.',
    response: generalSettingsView,
  }),
  updateGeneral: endpoint({
    id: 'settings.updateGeneral',
    method: 'PUT',
    path: '/settings/general',
    access: { kind: 'editor', permission: permission('settings.general.update') },
    summary: 'Save the general settings. A stale revision is refused.',
    body: z.strictObject({ values: generalSettings, revision }),
    response: generalSettingsView,
    errors: ['conflict'],
  }),
  findCustomerFields: endpoint({
    id: 'settings.findCustomerFields',
    method: 'GET',
    path: '/settings/customer-fields',
    access: { kind: 'editor', permission: permission('settings.customer-fields.read') },
    summary: 'Fields of the customer and contact types and what customers may do with each.',
    response: customerFieldSettingsView,
  }),
  updateCustomerFields: endpoint({
    id: 'settings.updateCustomerFields',
    method: 'PUT',
    path: '/settings/customer-fields',
    access: { kind: 'editor', permission: permission('settings.customer-fields.update') },
    summary: 'Save the levels of the customer fields. A stale revision is refused.',
    body: z.strictObject({ values: customerFieldSettings, revision }),
    response: customerFieldSettingsView,
    errors: ['conflict'],
  }),
} as const;
