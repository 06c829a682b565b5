import { z } from 'zod';
import { PLUGIN_ID } from '../plugin/plugin-id';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** A count of seconds within bounds. */
const seconds = (min: number, max: number) => z.int().min(min).max(max);

/**
 * What a team may write under `customer-portal.config` in `config/plugins.ts`. Every member has a
 * default; unknown members are refused, so that a typing error is not silently ignored.
 */
export const portalConfig = z.strictObject({
  /**
   * Origin that customers reach Strapi under, without a path and a trailing slash:
   * `https://portal.example.com`. Links in mail are built from it, never from a request's Host
   * header. Default: Strapi's `server.url`.
   */
  publicUrl: z
    .url({ protocol: /^https?$/u })
    .transform((url) => url.replace(/\/+$/u, ''))
    .optional(),
  session: z
    .strictObject({
      /** Seconds without a request after which a session ends. */
      idleSeconds: seconds(60, 90 * DAY).default(12 * HOUR),
      /** Seconds after which a session ends whatever happens. */
      absoluteSeconds: seconds(300, 365 * DAY).default(30 * DAY),
    })
    .prefault({}),
  links: z
    .strictObject({
      /** Seconds that an invitation can be accepted. */
      invitationSeconds: seconds(HOUR, 90 * DAY).default(7 * DAY),
      /** Seconds that a link to reset a password works. */
      passwordResetSeconds: seconds(300, DAY).default(HOUR),
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
      /** Failed sign-ins from one client address (IPv6: one /64) within the window. */
      perAddress: z.int().min(3).max(100_000).default(50),
      /** Failed sign-ins over the whole portal within the window. */
      perPortal: z.int().min(10).max(1_000_000).default(2000),
      /** The window, seconds. */
      windowSeconds: seconds(60, DAY).default(15 * 60),
    })
    .prefault({}),
  mail: z
    .strictObject({
      /** Sender, as `Name <address>` or an address; default: the email plugin's own. */
      from: z.string().max(320).optional(),
      replyTo: z.string().max(320).optional(),
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
