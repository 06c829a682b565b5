import { z } from 'zod';

/** A text message as a provider is given it. */
export interface TextMessage {
  /** Number in E.164: `+491701234567`. */
  to: string;
  text: string;
  /** Number or name that it comes from, where one is configured. */
  from?: string;
}

/** What a provider makes of its options, as Strapi's email providers do: `send` rejects where the message was not taken. */
export interface TextSender {
  send(message: TextMessage): Promise<void>;
}

/**
 * A provider of text messages. An error that it rejects with may say in `problem` whose fault it is: `unreachable`,
 * `credentials`, `sender` or `address`.
 */
export interface TextProvider {
  init(providerOptions: Record<string, unknown>, settings: { defaultFrom?: string }): TextSender;
}

const seconds = z.int().min(1).max(60).default(10);
/** Let it reach a private address or this machine: a gateway in the same network. */
const allowPrivateAddresses = z.boolean().default(false);
const secret = z.string().min(1).max(500);

/** Any gateway with one request for a message. `{{to}}`, `{{text}}` and `{{from}}` stand for what is sent. */
const http = z.strictObject({
  url: z.url({ protocol: /^https?$/u }),
  method: z.enum(['GET', 'POST']).default('POST'),
  headers: z.record(z.string(), z.string()).default({}),
  /** Parameters in the address, and the body: each value is escaped for where it stands. */
  query: z.record(z.string(), z.string()).default({}),
  body: z.record(z.string(), z.json()).optional(),
  format: z.enum(['json', 'form']).default('json'),
  /** What else than a status from 200 to 299 says that it was taken: a regular expression that the answer matches. */
  success: z
    .string()
    .max(500)
    .refine((source) => {
      try {
        return Boolean(new RegExp(source, 'u'));
      } catch {
        return false;
      }
    }, 'is not a regular expression')
    .optional(),
  timeoutSeconds: seconds,
  allowPrivateAddresses,
});

const twilio = z
  .strictObject({
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/iu, 'is not an account SID: AC and 32 hexadecimal digits'),
    authToken: secret.optional(),
    /** In the place of the auth token: a key that can be revoked by itself. */
    apiKey: z.strictObject({ sid: secret, secret }).optional(),
    /** In the place of `settings.defaultFrom`: Twilio chooses a sender of the service. */
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-f]{32}$/iu, 'is not the SID of a messaging service')
      .optional(),
    url: z.url({ protocol: /^https?$/u }).default('https://api.twilio.com'),
    timeoutSeconds: seconds,
    allowPrivateAddresses,
  })
  .refine(({ authToken, apiKey }) => (authToken === undefined) !== (apiKey === undefined), 'names either authToken or apiKey');

/** What the providers that the plugin brings are told. */
export const SMS_OPTIONS = { http, twilio, inbox: z.strictObject({}) } as const;
export type HttpOptions = z.output<typeof http>;
export type TwilioOptions = z.output<typeof twilio>;

const prefix = z.string().regex(/^[1-9]\d{0,6}$/u, 'does not begin with a country code like "49"');
const code = z.string().regex(/^[1-9]\d{0,2}$/u, 'is not a country code like "49"');

/** Text messages. Without a provider there are none, and nothing of them is shown. */
export const sms = z
  .strictObject({
    /** `http`, `twilio`, `inbox` (development: messages become mails), or a provider of your own. */
    provider: z
      .union([
        z.enum(['http', 'twilio', 'inbox']),
        z.custom<TextProvider>(
          (value) => typeof (value as { init?: unknown } | null)?.init === 'function',
          'is none of "http", "twilio" and "inbox", nor has it a function "init"',
        ),
      ])
      .optional(),
    providerOptions: z.record(z.string(), z.unknown()).default({}),
    settings: z.strictObject({ defaultFrom: z.string().min(1).max(50).optional() }).prefault({}),
    /** Country code of numbers that are on file without one: `49`. Without it only numbers that begin with `+` or `00` are used. */
    countryCode: code.optional(),
    /**
     * What numbers begin with that messages go to, country codes with or without an area's behind them (`49`, `1212`);
     * `countryCode` alone when it is empty: who may enter numbers shall not choose what they cost.
     */
    countries: z.array(prefix).max(300).default([]),
    /** Messages within an hour: to one number; over the whole portal, codes and what the team sends each by itself. */
    perNumber: z.int().min(1).max(1000).default(6),
    perPortal: z.int().min(1).max(1_000_000).default(200),
    /** Codes within a day, over the whole portal. */
    perDay: z.int().min(1).max(10_000_000).default(1000),
  })
  .prefault({})
  .superRefine(({ provider, providerOptions, settings, countryCode, countries }, context) => {
    if (provider !== undefined && provider !== 'inbox' && countryCode === undefined && countries.length === 0)
      context.addIssue({ code: 'custom', path: ['countries'], message: 'is missing, and so is countryCode: where messages go' });
    if (typeof provider !== 'string') return;
    const { error } = SMS_OPTIONS[provider].safeParse(providerOptions);
    for (const { path, message } of error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['providerOptions', ...path], message });
    }
    if (provider === 'twilio' && settings.defaultFrom === undefined && providerOptions.messagingServiceSid === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['settings', 'defaultFrom'],
        message: 'is missing, and so is providerOptions.messagingServiceSid',
      });
    }
  })
  .transform(({ countries, ...others }) => ({
    ...others,
    countries: countries.length > 0 ? countries : others.countryCode === undefined ? [] : [others.countryCode],
  }));
