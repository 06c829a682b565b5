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

/** Mails that the portal sends: to customers, and about records to editors. */
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
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

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

/** What happened to an account, as activity rows name it. */
export const CONTACT_ACTIVITY_KINDS = [
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'sessions-ended',
  'password-changed',
  'password-reset',
  'invitation-accepted',
  'step-up',
  'step-up-failed',
  'factor-failed',
  'factor-added',
  'factor-removed',
  'factors-reset',
  'recovery-code-used',
  'recovery-codes-renewed',
  'identity-linked',
  'identity-unlinked',
  'sign-in-link-sent',
  'sign-up',
  'sign-up-requested',
  'email-changed',
  'record-submitted',
  'record-withdrawn',
  'record-approved',
  'record-rejected',
  'record-commented',
  'record-deleted',
] as const;
export type ContactActivityKind = (typeof CONTACT_ACTIVITY_KINDS)[number];

/** What editors do that is about no single contact. */
export const EDITOR_ACTIVITY_KINDS = [
  'customer-invited',
  'link-resent',
  'access-disabled',
  'membership-added',
  'membership-changed',
  'membership-removed',
  'contact-blocked',
  'contact-unblocked',
  'settings-saved',
  'connection-added',
  'connection-changed',
  'connection-deleted',
  'connections-ordered',
  'tab-added',
  'tab-changed',
  'tab-deleted',
  'tabs-ordered',
  'module-added',
  'module-changed',
  'module-deleted',
  'modules-ordered',
  'document-issued',
  'document-voided',
] as const;
export type EditorActivityKind = (typeof EDITOR_ACTIVITY_KINDS)[number];
export const ACTIVITY_KINDS = [...CONTACT_ACTIVITY_KINDS, ...EDITOR_ACTIVITY_KINDS] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

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

/** Most modules that a portal can have, and most columns of a module's list. */
export const MAX_MODULES = 30;
export const MAX_COLUMNS = 5;
