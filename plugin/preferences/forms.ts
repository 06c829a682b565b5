import { MAX_COLUMNS, MODULE_ICONS, MODULE_SEEN, TAB_AUDIENCES, TAB_OPENS_IN } from '../vocabulary';
import type { Shape, ValueOf } from './shapes';

/** A few short texts, at most `max`; what each must be is its schema's business. */
export interface ListShape {
  readonly shape: 'list';
  readonly max: number;
  readonly default: readonly string[];
}

/** One thing that editors set for each tab, module or connection. */
export type Setting = (Shape | ListShape) & {
  /** Needed before it is switched on; until then it may be empty. */
  readonly needed?: true;
};
export type SettingValue<S extends Setting> = S extends ListShape ? string[] : S extends Shape ? ValueOf<S> : never;

const ON = { shape: 'switch', default: true } as const;
const OFF = { shape: 'switch', default: false } as const;
const text = (max: number) => ({ shape: 'text', format: 'line', max, default: '' }) as const;
const name = (max: number) => ({ ...text(max), required: true }) as const;
const list = (max: number, ...values: string[]) => ({ shape: 'list', max, default: values }) as const;
const audience = { shape: 'choice', choices: TAB_AUDIENCES, default: 'everyone' } as const;
const needed = <S extends Setting>(setting: S) => ({ ...setting, needed: true }) as const;

/** Longer names than these do not fit the portal's sidebar. */
const TAB = {
  name: name(40),
  url: name(2000),
  audience,
  enabled: ON,
  opensIn: { shape: 'choice', choices: TAB_OPENS_IN, default: 'auto' },
} as const satisfies Record<string, Setting>;

const MODULE = {
  name: name(40),
  icon: { shape: 'choice', choices: MODULE_ICONS, default: 'list' },
  enabled: ON,
  audience,
  seen: { shape: 'choice', choices: MODULE_SEEN, default: 'customer' },
  mayCreate: ON,
  /** Change records that the customer created, drafts of its own always. */
  mayEdit: ON,
  /** Keep a record for oneself before it is submitted. */
  mayDraft: ON,
  /** Delete what was never published. */
  mayDelete: ON,
  mayComment: ON,
  /** Off: what is submitted is published at once. */
  approval: ON,
  /** Who hears by mail that something was submitted. */
  notify: list(5),
  /** Fields that the list shows, in order; the first one names a record. */
  columns: list(MAX_COLUMNS),
} as const satisfies Record<string, Setting>;

/** Looks of a connection's button: a name and an icon, never behaviour. */
export const CONNECTION_ICONS = ['generic', 'google', 'microsoft', 'apple', 'linkedin', 'yahoo'] as const;

const BUTTON = {
  /** What the button says: "Continue with …". */
  name: name(60),
  icon: { shape: 'choice', choices: CONNECTION_ICONS, default: 'generic' },
  enabled: OFF,
} as const satisfies Record<string, Setting>;

/** A connection to an OpenID provider, strict unless the provider cannot. */
export const OIDC = {
  ...BUTTON,
  issuer: needed(text(2000)),
  clientId: needed(text(255)),
  clientSecret: text(1000),
  scopes: list(20, 'email', 'profile'),
  responseMode: { shape: 'choice', choices: ['query', 'form_post'], default: 'query' },
  nonce: { shape: 'choice', choices: ['required', 'not-sent'], default: 'required' },
  pkce: { shape: 'choice', choices: ['S256', 'none'], default: 'S256' },
} as const satisfies Record<string, Setting>;

/** A connection to a SAML identity provider. The names of attributes stand beside the rest. */
export const SAML = {
  ...BUTTON,
  entityId: needed(text(1024)),
  ssoUrl: needed(text(2000)),
  sloUrl: text(2000),
  certificates: needed(list(4)),
  signRequests: ON,
  requireEncryption: OFF,
  allowIdpInitiated: OFF,
  email: text(255),
  firstName: text(255),
  lastName: text(255),
  customerReference: text(255),
  domains: needed(list(50)),
  createContacts: OFF,
  customerNumbers: list(500),
} as const satisfies Record<string, Setting>;

/**
 * What editors enter for things that there are several of, as plain data: limits and first values. The schemas of
 * `plugin/settings/` take them from here, and so do the admin's forms, whose words are `setting.label.<form>.<key>`.
 */
export const FORMS = { tab: TAB, module: MODULE, connection: { ...OIDC, ...SAML } } as const;

type Values<F extends Readonly<Record<string, Setting>>> = { [K in keyof F]: SettingValue<F[K]> };

/** The first values of a form. */
export const defaultsOf = <F extends Readonly<Record<string, Setting>>>(form: F): Values<F> =>
  Object.fromEntries(Object.entries(form).map(([key, setting]) => [key, setting.default])) as Values<F>;

/** The values of a form, of something that has more. */
export const valuesIn = <F extends Readonly<Record<string, Setting>>>(form: F, from: Readonly<Values<F>>): Values<F> =>
  Object.fromEntries(Object.keys(form).map((key) => [key, from[key]])) as Values<F>;
