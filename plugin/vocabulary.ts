/**
 * The words that server, admin and portal share, as plain values: nothing here needs zod, so the
 * browser bundles can import it for free.
 */

/** Languages the portal speaks. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a customer account is. Both kinds use the same sign-in. */
export const CUSTOMER_KINDS = ['customer', 'vendor'] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/**
 * Where a customer or contact stands with the portal: nobody invited it yet; invited; somebody has an account
 * or has signed in; or switched off by an editor.
 */
export const PORTAL_STATUSES = ['not-invited', 'invited', 'active', 'disabled'] as const;
export type PortalStatus = (typeof PORTAL_STATUSES)[number];

/** Mails that the portal sends: to customers, and to editors about what customers do. */
export const MAIL_KINDS = [
  'invitation',
  'portal-link',
  'password-reset',
  'password-changed',
  'sign-in-link',
  'editor-sign-in-link',
  'sign-up',
  'sign-up-known',
  'factor-added',
  'factor-removed',
  'factors-reset',
  'recovery-code-used',
  'recovery-codes-renewed',
  'connection-link',
  'identity-linked',
  'identity-unlinked',
  'email-changed',
  'email-noted',
  'record-submitted',
  'record-published',
  'record-commented',
  'record-approved',
  'record-rejected',
  'record-answered',
  'document-sent',
  'document-forwarded',
  'link-code',
  'document-link',
  'review-answered',
  'document-answered',
  'file-received',
  'file-answered',
  'payment-receipt',
  'payment-pending',
  'payment-failed',
  'payment-refunded',
  'method-expiring',
  'invoice-reminder',
  'customer-activity',
  'activity-digest',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * Mails that a contact may want no more of, by what they are about. All others are of the security of an account, or
 * documents that the team sends: an invoice is not less due for a switch.
 */
export const OPTIONAL_MAILS = {
  comments: ['document-answered', 'record-answered'],
  records: ['record-approved', 'record-rejected'],
  files: ['file-received', 'file-answered'],
  reviews: ['review-answered'],
  forwarded: ['document-forwarded'],
} as const satisfies Record<string, readonly MailKind[]>;
export type MailTopic = keyof typeof OPTIONAL_MAILS;
export const MAIL_TOPICS = Object.keys(OPTIONAL_MAILS) as [MailTopic, ...MailTopic[]];

/** What the reader of such a mail chooses by; undefined for mails that are no choice. Pure. */
export const topicOfMail = (kind: MailKind): MailTopic | undefined =>
  MAIL_TOPICS.find((topic) => (OPTIONAL_MAILS[topic] as readonly MailKind[]).includes(kind));

/** Mails and text messages with a secret that opens something: over when they did not arrive in time, and kept by nobody. */
export const SECRET_MAILS = [
  'invitation',
  'password-reset',
  'sign-in-link',
  'editor-sign-in-link',
  'sign-up',
  'connection-link',
  'link-code',
  'document-link',
] as const satisfies readonly MailKind[];

/** What became of a mail or a text message. */
export const OUTBOX_STATES = ['waiting', 'sent', 'failed', 'cancelled'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];
export const OUTBOX_CHANNELS = ['mail', 'text'] as const;

/** Why something did not leave that nobody stopped: its reader wants none of it; what it tells of is gone; its secret is over. */
export const DROPPED = ['unwanted', 'gone', 'expired'] as const;
export type DropReason = (typeof DROPPED)[number];

/** Mails to a contact that an editor asks for, and whose fate the panel therefore tells. */
export const TEAM_MAILS = ['invitation', 'portal-link', 'editor-sign-in-link'] as const;
export type TeamMail = (typeof TEAM_MAILS)[number];

/**
 * Why a mail does not leave: no provider is set up; the mail server does not answer, takes neither user name nor
 * password, takes not the sender, takes not this address; or anything else.
 */
export const MAIL_PROBLEMS = ['not-set-up', 'unreachable', 'credentials', 'sender', 'address', 'other'] as const;
export type MailProblem = (typeof MAIL_PROBLEMS)[number];

/** What the list of customers is sorted by. */
export const CUSTOMER_SORTS = ['name', 'last-sign-in'] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

/** What a customer may do with a field. */
export const FIELD_LEVELS = ['optional', 'mandatory', 'read-only', 'hidden'] as const;
export type FieldLevel = (typeof FIELD_LEVELS)[number];

/** The two content types whose fields customers may see. */
export const FIELD_OWNERS = ['customer', 'contact'] as const;
export type FieldOwner = (typeof FIELD_OWNERS)[number];

/** Kinds of form field that hold one value, which a profile can show; each is one or more Strapi attribute types. */
export const SCALAR_TYPES = [
  'text',
  'multiline',
  'email',
  'integer',
  'decimal',
  'boolean',
  'date',
  'time',
  'datetime',
  'enumeration',
  'biginteger',
] as const;
export type ScalarType = (typeof SCALAR_TYPES)[number];

/** Kinds of form field that a record can hold. */
export const FIELD_TYPES = [...SCALAR_TYPES, 'blocks', 'json', 'media', 'relation', 'component', 'dynamic-zone'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Who sees a tab. */
export const TAB_AUDIENCES = ['everyone', 'customers', 'vendors'] as const;
export type TabAudience = (typeof TAB_AUDIENCES)[number];

/** How the portal shows a tab: inside its page, or in a new browser tab. */
export const TAB_PLACES = ['frame', 'window'] as const;

/** What an editor chooses for a tab; `auto` follows what the site allows. */
export const TAB_OPENS_IN = ['auto', 'window'] as const;

/** What the last look at a tab's site said: it may be framed, refuses framing, or could not be reached. */
export const FRAMING = ['allowed', 'refused', 'unknown'] as const;
export type Framing = (typeof FRAMING)[number];

/** Most tabs that a portal can have: more do not fit a sidebar. */
export const MAX_TABS = 30;

/** Longest text that editors search for, in characters: a database compiles every spelling of each. */
export const SEARCH_MAX = 150;

/** Kinds of connection to somebody else's sign-in: OpenID Connect, SAML 2.0, or a Passport strategy from the configuration. */
export const CONNECTION_KINDS = ['oidc', 'saml', 'strategy'] as const;

/** How customers sign in: by the portal's own accounts (with connections beside them), or by single sign-on alone. */
export const SIGN_IN_MODES = ['default', 'sso'] as const;
export type SignInMode = (typeof SIGN_IN_MODES)[number];

/** Ways of proving that it is the contact a second time. */
export const FACTOR_KINDS = ['totp', 'passkey', 'recovery-code'] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

/** Pictures that a module can have in the portal's sidebar. */
export const MODULE_ICONS = [
  'list',
  'wrench',
  'box',
  'file',
  'calendar',
  'chat',
  'star',
  'truck',
  'shield',
  'people',
  'tag',
  'home',
] as const;
export type ModuleIcon = (typeof MODULE_ICONS)[number];

/**
 * Which records of a module a contact sees: those it created, all of its customer's, or besides
 * those of its customer everything that is published, to read.
 */
export const MODULE_SEEN = ['own', 'customer', 'published'] as const;

/**
 * Where a record's newest version stands. `approved` is published; `unpublished` was, until an
 * editor took it back.
 */
export const RECORD_STATES = ['draft', 'submitted', 'rejected', 'approved', 'unpublished'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** What a line of a record's history tells. */
export const RECORD_EVENT_KINDS = [
  'created',
  'submitted',
  'withdrawn',
  'approved',
  'rejected',
  'published',
  'unpublished',
  'comment',
] as const;
export type RecordEventKind = (typeof RECORD_EVENT_KINDS)[number];

/** Most stars of a review, and most characters of its words. */
export const STARS_MAX = 5;
export const REVIEW_MAX = 2000;
/** What a line of a document's timeline tells the customer: of an invoice, a quote. */
export const SHOWN_EVENT_KINDS = [
  'issued',
  'sent',
  'forwarded',
  'accepted',
  'declined',
  'invoiced',
  'applied',
  'credited',
  'paid',
  'payment-returned',
  'taken-back',
  'refunded',
  'written-off',
  'voided',
  'file-added',
  'comment',
] as const;
/** And editors besides. `viewed` is a contact's first look: what customers look at is nothing that their colleagues are told. */
export const EDITORS_EVENT_KINDS = [
  'viewed',
  'reminded',
  'link-made',
  'link-ended',
  'file-removed',
  'pdf-set',
  'pdf-removed',
  'tax-changed',
] as const;
export const DOCUMENT_EVENT_KINDS = [...SHOWN_EVENT_KINDS, ...EDITORS_EVENT_KINDS] as const;
export type ShownEventKind = (typeof SHOWN_EVENT_KINDS)[number];
export type DocumentEventKind = (typeof DOCUMENT_EVENT_KINDS)[number];

/** Most characters of what is said to a shared file. */
export const SHARED_NOTE_MAX = 1000;

/** Most modules that a portal can have, and most columns of a module's list. */
export const MAX_MODULES = 30;
export const MAX_COLUMNS = 5;

/**
 * Why there is no PDF.
 * - `template`: the template is not there, or cannot be run with this data.
 * - `timeout`: it took longer than it may.
 * - `too-large`: data, files or the PDF are beyond their limits.
 * - `busy`: too many documents wait.
 * - `died`: the process ended while it worked on the document.
 * - `unavailable`: there is no Typst for this system, or it is not installed.
 * - `closed`: Strapi is stopping.
 */
export const PDF_FAILURES = ['template', 'timeout', 'too-large', 'busy', 'died', 'unavailable', 'closed'] as const;
