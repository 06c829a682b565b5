import { PORTAL_NAME_MAX } from '../rules/portal-name';
import { LANGUAGES, SIGN_IN_MODES } from '../vocabulary';
import type { Preference } from './shapes';

/**
 * The catalogue. From it come the schema and the endpoints of each section, the admin's form, its checks and words,
 * the guard of endpoints, what the portal is told, and docs/reference/preferences.md. An entry enters together with
 * the feature that obeys it; tests fail for one that nothing consults or no page shows.
 */
export const PREFERENCES = {
  /** Off: every portal page and endpoint refuses, sessions are kept. */
  portalEnabled: { section: 'general', group: 'portal', shape: 'switch', default: true },
  /** Last segment of the portal's URL. */
  portalName: {
    section: 'general',
    group: 'portal',
    shape: 'text',
    format: 'portal-name',
    max: PORTAL_NAME_MAX,
    required: true,
    default: 'customers',
  },
  organisationName: {
    section: 'general',
    group: 'brand',
    shape: 'text',
    format: 'line',
    max: 100,
    required: true,
    default: 'Our organisation',
  },
  accentColour: { section: 'general', group: 'brand', shape: 'text', format: 'colour', max: 9, required: true, default: '#2f5bd7' },
  /** Shown on top of Home; empty: the default message in the customer's language. */
  bannerMessage: { section: 'general', group: 'home', shape: 'text', format: 'lines', max: 500, default: '' },
  defaultLanguage: { section: 'general', group: 'region', shape: 'choice', choices: LANGUAGES, default: 'en' },
  /** The organisation's time zone (IANA), in which due dates and terms are meant. */
  timeZone: { section: 'general', group: 'region', shape: 'text', format: 'time-zone', max: 64, required: true, default: 'UTC' },
  /** Where the portal sends people who need help; empty: not shown. */
  supportEmail: { section: 'general', group: 'support', shape: 'text', format: 'email', max: 254, default: '' },
  /** `default`: the portal's own accounts, with connections beside them. `sso`: SAML alone. */
  signInMode: {
    section: 'login',
    group: 'mode',
    shape: 'choice',
    choices: SIGN_IN_MODES,
    default: 'default',
    requires: ['portalEnabled'],
  },
  /** On: everybody proves a second factor, and sets one up where there is none. Off: contacts choose for themselves. */
  mfaRequired: { section: 'login', group: 'factors', shape: 'switch', default: false, requires: ['portalEnabled'] },
  /** On: who comes through single sign-on has proved its factors there. */
  ssoFactorsCount: { section: 'login', group: 'factors', shape: 'switch', default: true, requires: ['portalEnabled'] },
  /** How long a browser is not asked for the second factor again; 0: asked every time. */
  rememberBrowserDays: {
    section: 'login',
    group: 'factors',
    shape: 'number',
    min: 0,
    max: 90,
    unit: 'days',
    default: 30,
    requires: ['portalEnabled'],
  },
  /** On: contacts may sign in with a passkey instead of a password. */
  passkeySignIn: { section: 'login', group: 'ways', shape: 'switch', default: true, requires: ['portalEnabled'] },
  /** On: contacts may have a sign-in link mailed instead of typing a password. */
  emailLinkSignIn: { section: 'login', group: 'ways', shape: 'switch', default: false, requires: ['portalEnabled'] },
  /** On: people sign up by themselves, from the sign-in page. */
  selfSignUp: { section: 'login', group: 'sign-up', shape: 'switch', default: false, requires: ['portalEnabled'] },
  /** On: customers see sales orders that the team confirmed. */
  salesOrders: {
    section: 'preferences',
    group: 'documents',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled'],
    ability: 'salesOrders',
  },
  /** On: customers see credit notes. */
  creditNotes: {
    section: 'preferences',
    group: 'documents',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled'],
    ability: 'creditNotes',
  },
  /** Stands on documents below the organisation's name, as it was when they were issued. */
  sellerAddress: { section: 'documents', group: 'seller', shape: 'text', format: 'lines', max: 500, default: '' },
  sellerTaxNumber: { section: 'documents', group: 'seller', shape: 'text', format: 'line', max: 50, default: '' },
  /** ISO 4217; of documents that name none. */
  defaultCurrency: { section: 'documents', group: 'terms', shape: 'text', format: 'currency', max: 3, required: true, default: 'EUR' },
  /** `document`: once for each rate on the sum of its lines (EN 16931). `line`: for each line, then added up. */
  taxRounding: { section: 'documents', group: 'terms', shape: 'choice', choices: ['document', 'line'], default: 'document' },
  /** From the date of an invoice to the day it is due, where it names none. */
  invoiceDays: { section: 'documents', group: 'terms', shape: 'number', min: 0, max: 365, unit: 'days', default: 14 },
  /** How long a quote holds that does not say so itself. */
  quoteDays: { section: 'documents', group: 'terms', shape: 'number', min: 0, max: 365, unit: 'days', default: 30 },
  /** Numbers of documents: prefix, the year where each has numbers of its own, and digits. */
  invoicePrefix: { section: 'documents', group: 'numbers', shape: 'text', format: 'line', max: 8, default: 'INV-' },
  quotePrefix: { section: 'documents', group: 'numbers', shape: 'text', format: 'line', max: 8, default: 'QUO-' },
  retainerInvoicePrefix: { section: 'documents', group: 'numbers', shape: 'text', format: 'line', max: 8, default: 'RET-' },
  salesOrderPrefix: { section: 'documents', group: 'numbers', shape: 'text', format: 'line', max: 8, default: 'SO-' },
  creditNotePrefix: { section: 'documents', group: 'numbers', shape: 'text', format: 'line', max: 8, default: 'CN-' },
  numberDigits: { section: 'documents', group: 'numbers', shape: 'number', min: 1, max: 9, unit: 'digits', default: 5 },
  numbersByYear: { section: 'documents', group: 'numbers', shape: 'switch', default: false },
  /** Off: customers see no account details at all. */
  customerFieldsEnabled: {
    section: 'customer-fields',
    group: 'details',
    shape: 'switch',
    default: true,
    requires: ['portalEnabled'],
    ability: 'customerFields',
  },
} as const satisfies Record<string, Preference>;
