import { z } from 'zod';
import { line } from '../plugin/contract/schemas';
import { PLUGIN_ID } from '../plugin/plugin-id';
import { connectionIcon } from '../plugin/settings/connection';
import { payments } from './payments';
import { sms } from './sms';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** A count of seconds within bounds. */
const seconds = (min: number, max: number) => z.int().min(min).max(max);

/** What `createStrategy` is given. */
export interface StrategyContext {
  /** Where the provider sends the browser back to; register it there and hand it to the strategy. */
  callbackUrl: string;
  /** The running Strapi. */
  strapi: unknown;
}

/** What a strategy's verify function hands to `done`. */
export interface StrategyAccount {
  /** The provider's lasting id of the person. */
  subject: string;
  email?: string | null;
  /** True only where the provider vouches for the address. */
  emailVerified?: boolean;
  firstName?: string;
  lastName?: string;
  /** When the person last showed the provider who they are (`auth_time`); left out where it does not say. */
  authenticatedAt?: Date;
}

/** Makes a Passport strategy; called once, when it is first used. */
export type CreateStrategy = (context: StrategyContext) => unknown;

/** What a virus scanner is given: a file that has just arrived, before anybody can load it. */
export interface ScannedFile {
  path: string;
  /** As the customer named it. */
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
}

/** Says whether a file is clean. Anything but `true` refuses it; what it throws fails the upload. */
export type ScanFile = (file: ScannedFile) => boolean | Promise<boolean>;

const MB = 1024 * 1024;

/** Where something lies on the server; whether it is there is asked when Strapi starts. */
const absolutePath = z.string().regex(/^(?:\/|\\\\|[a-z]:[\\/])/iu, 'is not an absolute path');

const strategy = z.strictObject({
  /** Part of the callback URL and of what is stored: it stays. Shorter than a document id, so that it never is one. */
  key: z.string().regex(/^[a-z][a-z0-9-]{1,22}$/u, 'is not a key like "my-company": 2 to 23 lower-case letters, digits and hyphens'),
  /** What the button says: "Continue with …". */
  name: line(60).min(1),
  icon: connectionIcon.default('generic'),
  createStrategy: z.custom<CreateStrategy>((value) => typeof value === 'function', 'is not a function'),
});

/**
 * What a team may write under `customer-portal.config` in `config/plugins.ts`. Every member has a
 * default; unknown members are refused, so that a typing error is not silently ignored.
 */
export const portalConfig = z.strictObject({
  /**
   * Where customers reach Strapi: `https://portal.example.com`, with a path where a proxy takes one
   * off before it passes requests on: `https://example.com/cms`. Links in mail are built from it,
   * never from a request's Host header. Default: Strapi's `server.url`; in production one of the two
   * must be set.
   */
  publicUrl: z
    .url({ protocol: /^https?$/u })
    .refine((url) => !/[?#@]/u.test(url), 'is more than an address with a path: leave out what begins with ?, # or a user name')
    .transform((url) => url.replace(/\/+$/u, ''))
    .optional(),
  /**
   * Secrets of 32 characters and more that keys for what is encrypted in the database are derived
   * from: authenticator seeds, client secrets, mail that waits. The first one encrypts, all of them
   * decrypt, so that a new one is put in front. Default: Strapi's `app.keys`, used in the same way.
   */
  secretKeys: z.array(z.string().min(32)).max(10).default([]),
  session: z
    .strictObject({
      /** Seconds without a request after which a session ends. */
      idleSeconds: seconds(60, 90 * DAY).default(12 * HOUR),
      /** Seconds after which a session ends whatever happens. */
      absoluteSeconds: seconds(300, 365 * DAY).default(30 * DAY),
      /** Sessions that one contact keeps; one more ends the one that was used longest ago. */
      perContact: z.int().min(1).max(1000).default(50),
    })
    .prefault({}),
  links: z
    .strictObject({
      /** Seconds that an invitation can be accepted. */
      invitationSeconds: seconds(HOUR, 90 * DAY).default(7 * DAY),
      /** Seconds that a link to reset a password works. */
      passwordResetSeconds: seconds(300, DAY).default(HOUR),
      /** Seconds that a mailed sign-in link works. */
      signInSeconds: seconds(60, HOUR).default(15 * 60),
      /** Seconds that an editor's one-time sign-in link works. */
      editorSignInSeconds: seconds(300, 7 * DAY).default(DAY),
      /** Seconds that a link to finish signing up works. */
      signUpSeconds: seconds(300, 7 * DAY).default(DAY),
    })
    .prefault({}),
  password: z
    .strictObject({
      minLength: z.int().min(8).max(64).default(8),
      maxLength: z.int().min(128).max(256).default(256),
    })
    .prefault({}),
  throttle: z
    .strictObject({
      /** Failed sign-ins for one account within the window, from browsers that it does not know. */
      perAccount: z.int().min(3).max(1000).default(10),
      /** Failed sign-ins from one client address (IPv6: one /64; four times as many from its /48) within the window. */
      perAddress: z.int().min(3).max(100_000).default(50),
      /** Failed sign-ins over the whole portal within the window; beyond it, browsers that it does not know prove work. */
      perPortal: z.int().min(10).max(1_000_000).default(2000),
      /** Changes of one kind (account details, records, files, …) that one contact makes within a minute, on one instance. */
      changesPerMinute: z.int().min(30).max(1_000_000).default(240),
      /** The window, seconds. */
      windowSeconds: seconds(60, DAY).default(15 * 60),
    })
    .prefault({}),
  signUp: z
    .strictObject({
      /** Sign-ups from one client address within an hour. */
      perAddress: z.int().min(1).max(100_000).default(10),
      /** Sign-ups over the whole portal within an hour. */
      perPortal: z.int().min(1).max(1_000_000).default(200),
    })
    .prefault({}),
  activity: z
    .strictObject({
      /** Seconds that activity rows are kept. */
      keepSeconds: seconds(DAY, 10 * 365 * DAY).default(365 * DAY),
      /** Rows that are kept of one contact, the newest. */
      perContact: z.int().min(100).max(1_000_000).default(10_000),
      /** Rows that are kept of strangers and of contacts that are gone, the newest of all of them. */
      ofNobody: z.int().min(1000).max(10_000_000).default(100_000),
    })
    .prefault({}),
  mail: z
    .strictObject({
      /** Sender, as `Name <address>` or an address; default: the email plugin's own. */
      from: z.string().max(320).optional(),
      replyTo: z.string().max(320).optional(),
    })
    .prefault({}),
  sms,
  payments,
  signIn: z
    .strictObject({
      /** Passport strategies as further ways in, besides the connections that editors set up. */
      strategies: z
        .array(strategy)
        .max(20)
        .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, 'names a key twice')
        .default([]),
    })
    .prefault({}),
  files: z
    .strictObject({
      /**
       * Folder of private files, absolute; several instances share it. Default:
       * `.private/customer-portal` in the project. Never below Strapi's public folder.
       */
      directory: z.string().min(1).optional(),
      /** Largest file that a customer may attach, bytes. */
      maxBytes: z
        .int()
        .min(1024)
        .max(20 * MB)
        .default(20 * MB),
      /** What one customer's files may add up to, private and published, bytes. */
      perCustomerBytes: z
        .int()
        .min(MB)
        .max(1024 * 1024 * MB)
        .default(1024 * MB),
      /** Seconds that the files of a rejected record wait to be mended with it; 0 removes them at once. */
      keepRejectedSeconds: seconds(0, 365 * DAY).default(30 * DAY),
      /** A virus scanner. */
      scan: z.custom<ScanFile>((value) => typeof value === 'function', 'is not a function').optional(),
    })
    .prefault({}),
  records: z
    .strictObject({
      /** Records that one customer may have, in all modules. */
      perCustomer: z.int().min(1).max(1_000_000).default(10_000),
      /** What is written in one customer's records may add up to, bytes: values and comments. */
      perCustomerBytes: z
        .int()
        .min(MB)
        .max(100 * 1024 * MB)
        .default(200 * MB),
    })
    .prefault({}),
  pdf: z
    .strictObject({
      /** Folder with the team's own Typst templates, absolute: its `document.typ` takes the place of ours. */
      templates: absolutePath.optional(),
      /** Font files, and folders of fonts, absolute (TTF, OTF, TTC), besides those that ship: for Chinese, Japanese and Korean, or a brand's own. */
      fonts: z.array(absolutePath).max(100).default([]),
      /** Seconds that one document may take. */
      timeoutSeconds: seconds(1, 300).default(30),
      /** Processes that make PDFs, at most; each takes some 100 MB while it works. Default: as many as the machine has cores, up to 4. */
      processes: z.int().min(1).max(32).optional(),
    })
    .prefault({}),
  federation: z
    .strictObject({
      /** Let connections reach identity providers on private addresses and on this machine. Development only, or a provider in the same network. */
      allowPrivateAddresses: z.boolean().default(false),
      /** How long an identity provider may take to answer, seconds. */
      timeoutSeconds: seconds(1, 60).default(10),
    })
    .prefault({}),
  customTabs: z
    .strictObject({
      /** Allow `http://localhost` as a tab and let the framing check reach private addresses. Development only. */
      allowPrivateAddresses: z.boolean().default(false),
    })
    .prefault({}),
});

export type PortalConfig = z.output<typeof portalConfig>;

/** Thrown at start when the configuration is wrong; lists every problem with its path. */
function describe(error: z.ZodError): string {
  const problems = error.issues.map((issue) => `  - ${issue.path.join('.') || '(config)'}: ${issue.message}`);
  return `The configuration of the plugin "${PLUGIN_ID}" in config/plugins is not valid:\n${problems.join('\n')}`;
}

/** Parses raw configuration, or throws an error that a person can act on. */
export function parseConfig(raw: unknown): PortalConfig {
  const result = portalConfig.safeParse(raw ?? {});
  if (!result.success) throw new Error(describe(result.error));
  return result.data;
}

/** Strapi's config hook: defaults are filled in by the schema, so that arrays are never merged by index. */
export default {
  default: {},
  validator(raw: unknown): void {
    parseConfig(raw);
  },
};
