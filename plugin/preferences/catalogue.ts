import { PORTAL_NAME_MAX } from '../rules/portal-name';
import { ROLE_LIMITS } from '../rights';
import { LANGUAGES, SIGN_IN_MODES } from '../vocabulary';
import type { Preference } from './shapes';

/** When the team is told of what customers do: each thing, once a day what there was, or not at all. */
const NOTIFY = ['at-once', 'daily', 'never'] as const;

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
  /** On: customers see projects with their time, and approve what they are asked to. */
  projects: {
    section: 'preferences',
    group: 'documents',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled'],
    ability: 'projects',
  },
  /** On: customers and the team share pictures and PDFs. */
  sharedFiles: {
    section: 'preferences',
    group: 'exchange',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled'],
    ability: 'sharedFiles',
  },
  /** On: customers accept quotes, by name or with a signature. */
  acceptQuotes: { section: 'preferences', group: 'documents', shape: 'switch', default: true, requires: ['portalEnabled'] },
  /** On: customers decline quotes. */
  declineQuotes: { section: 'preferences', group: 'documents', shape: 'switch', default: true, requires: ['portalEnabled'] },
  /** On: contacts review the organisation, for the editors' eyes. */
  reviews: { section: 'preferences', group: 'exchange', shape: 'switch', default: false, requires: ['portalEnabled'], ability: 'reviews' },
  /** On: customers edit their GST treatment, number and place of supply on their details. */
  gstEditing: {
    section: 'preferences',
    group: 'exchange',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled', 'customerFieldsEnabled'],
  },
  /** On: customers are mailed what an editor says to them about a document. */
  commentMails: { section: 'preferences', group: 'documents', shape: 'switch', default: true, requires: ['portalEnabled'] },
  /** On: customers mail documents to their own contact persons. */
  forwardDocuments: {
    section: 'preferences',
    group: 'documents',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled'],
    ability: 'forwardDocuments',
  },
  /** On: a customer's owners invite colleagues, choose what they may do, and remove them. */
  managePeople: {
    section: 'preferences',
    group: 'people',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled'],
    ability: 'managePeople',
  },
  /** Which roles owners may give; whoever has another one is the team's to change. */
  peopleRoles: { section: 'preferences', group: 'people', shape: 'choice', choices: ROLE_LIMITS, default: 'every' },
  /** How many people a customer has before its owners invite nobody more. */
  peopleMost: { section: 'preferences', group: 'people', shape: 'number', min: 1, max: 500, unit: 'people', default: 20 },
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
  /** Where each series begins: those of a team that had numbers before go on. */
  invoiceFirst: { section: 'documents', group: 'numbers', shape: 'number', min: 1, max: 999_999_999, unit: 'number', default: 1 },
  quoteFirst: { section: 'documents', group: 'numbers', shape: 'number', min: 1, max: 999_999_999, unit: 'number', default: 1 },
  retainerInvoiceFirst: { section: 'documents', group: 'numbers', shape: 'number', min: 1, max: 999_999_999, unit: 'number', default: 1 },
  salesOrderFirst: { section: 'documents', group: 'numbers', shape: 'number', min: 1, max: 999_999_999, unit: 'number', default: 1 },
  creditNoteFirst: { section: 'documents', group: 'numbers', shape: 'number', min: 1, max: 999_999_999, unit: 'number', default: 1 },
  numberDigits: { section: 'documents', group: 'numbers', shape: 'number', min: 1, max: 9, unit: 'digits', default: 5 },
  numbersByYear: { section: 'documents', group: 'numbers', shape: 'switch', default: false },
  /** What the PDFs of documents are printed on. */
  pdfPaper: { section: 'documents', group: 'pdf', shape: 'choice', choices: ['a4', 'letter'], default: 'a4' },
  /** Who of the team hears of what customers do, where a kind of it names nobody else; nobody where it is empty. */
  notifyAddresses: { section: 'notifications', group: 'whom', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** Comments on documents and records. */
  notifyComments: { section: 'notifications', group: 'what', shape: 'choice', choices: NOTIFY, default: 'at-once' },
  /** Who hears of them in the place of those above; so for each that follows. */
  notifyCommentsTo: { section: 'notifications', group: 'what', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** Quotes accepted or declined. */
  notifyDecisions: { section: 'notifications', group: 'what', shape: 'choice', choices: NOTIFY, default: 'at-once' },
  notifyDecisionsTo: { section: 'notifications', group: 'what', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** Documents forwarded to others. */
  notifyForwarded: { section: 'notifications', group: 'what', shape: 'choice', choices: NOTIFY, default: 'daily' },
  notifyForwardedTo: { section: 'notifications', group: 'what', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** Records submitted, besides whom each module names. */
  notifyRecords: { section: 'notifications', group: 'what', shape: 'choice', choices: NOTIFY, default: 'daily' },
  notifyRecordsTo: { section: 'notifications', group: 'what', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** Files that customers share. */
  notifyFiles: { section: 'notifications', group: 'what', shape: 'choice', choices: NOTIFY, default: 'daily' },
  notifyFilesTo: { section: 'notifications', group: 'what', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** Reviews written. */
  notifyReviews: { section: 'notifications', group: 'what', shape: 'choice', choices: NOTIFY, default: 'daily' },
  notifyReviewsTo: { section: 'notifications', group: 'what', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** Time entries approved or sent back. */
  notifyTime: { section: 'notifications', group: 'what', shape: 'choice', choices: NOTIFY, default: 'at-once' },
  notifyTimeTo: { section: 'notifications', group: 'what', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** Payments made, failed, or waiting for somebody to look. */
  notifyPayments: { section: 'notifications', group: 'what', shape: 'choice', choices: NOTIFY, default: 'at-once' },
  notifyPaymentsTo: { section: 'notifications', group: 'what', shape: 'text', format: 'emails', max: 2000, default: '' },
  /** On: editors make links that open an invoice, a quote or a retainer invoice to whoever holds them. Off: those that were made open nothing. */
  publicLinks: { section: 'public-links', group: 'links', shape: 'switch', default: false, requires: ['portalEnabled'] },
  /** How long a link that is made opens its document. */
  publicLinkDays: { section: 'public-links', group: 'links', shape: 'number', min: 1, max: 365, unit: 'days', default: 90 },
  /** On: who opens a link proves an address on file before seeing the document; a signed-in customer does not. */
  linkVerification: {
    section: 'public-links',
    group: 'verification',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled', 'publicLinks'],
  },
  /** On: customers pay in the portal and by public links, with the providers that the configuration names or by transfer. */
  onlinePayments: {
    section: 'payments',
    group: 'paying',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled'],
    ability: 'onlinePayments',
  },
  /** On: an invoice takes no second payment while one is not settled. Off: customers are warned. */
  preventDuplicatePayments: { section: 'payments', group: 'paying', shape: 'switch', default: true, requires: ['onlinePayments'] },
  /** On: several invoices are paid with one payment. */
  bulkPayments: {
    section: 'payments',
    group: 'paying',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled', 'onlinePayments'],
    ability: 'bulkPayments',
  },
  /** On: customers pay less than what is left of an invoice. */
  partPayments: { section: 'payments', group: 'paying', shape: 'switch', default: false, requires: ['onlinePayments'] },
  /** What of an invoice's total a part is at least. */
  partPaymentsLeast: {
    section: 'payments',
    group: 'paying',
    shape: 'number',
    min: 1,
    max: 100,
    unit: 'percent',
    default: 10,
    requires: ['onlinePayments', 'partPayments'],
  },
  /** On: customers keep payment methods for later payments. */
  savePaymentMethods: {
    section: 'payments',
    group: 'methods',
    shape: 'switch',
    default: false,
    requires: ['portalEnabled', 'onlinePayments'],
    ability: 'savePaymentMethods',
  },
  /** On: "use this for future payments" is ticked until the customer unticks it. */
  saveMethodByDefault: {
    section: 'payments',
    group: 'methods',
    shape: 'switch',
    default: false,
    requires: ['onlinePayments', 'savePaymentMethods'],
  },
  /** On: customers are shown where to transfer money to. */
  bankTransfer: { section: 'payments', group: 'transfer', shape: 'switch', default: false, requires: ['onlinePayments'] },
  transferHolder: { section: 'payments', group: 'transfer', shape: 'text', format: 'line', max: 70, default: '' },
  /** Of the account that money in euros goes to; with it there is a QR code for banks of the euro area. */
  transferIban: { section: 'payments', group: 'transfer', shape: 'text', format: 'iban', max: 42, default: '' },
  transferBic: { section: 'payments', group: 'transfer', shape: 'text', format: 'bic', max: 11, default: '' },
  /** UPI address that rupees go to; with it there is a QR code for UPI apps. */
  transferUpi: { section: 'payments', group: 'transfer', shape: 'text', format: 'upi', max: 100, default: '' },
  /** Whatever else somebody needs who transfers money: an account without an IBAN. */
  transferDetails: { section: 'payments', group: 'transfer', shape: 'text', format: 'lines', max: 500, default: '' },
  /** Days before an invoice is due on which its customer is reminded; 0: not before. */
  remindBeforeDays: { section: 'payments', group: 'reminders', shape: 'number', min: 0, max: 60, unit: 'days', default: 0 },
  /** Days from the due date to a reminder, and from that one to the next; 0: none. */
  remindAfterDays: { section: 'payments', group: 'reminders', shape: 'number', min: 0, max: 90, unit: 'days', default: 0 },
  /** Reminders after the due date, at most. */
  remindAfterMost: { section: 'payments', group: 'reminders', shape: 'number', min: 1, max: 10, unit: 'reminders', default: 3 },
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
