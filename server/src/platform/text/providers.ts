import { SMS_OPTIONS, type HttpOptions, type TextMessage, type TextProvider, type TwilioOptions } from '../../../../config/sms';
import type { MailProblem } from '../../../../plugin/vocabulary';
import { FetchRefused, guardedFetch, type GuardedRequest, type GuardedResponse } from '../guarded-fetch';
import type { Strapi } from '../strapi';

/** Bytes of an answer that are read. */
const MOST_BYTES = 16 * 1024;

/** A message that was not taken, and whose fault that is. */
class TextRefused extends Error {
  constructor(
    readonly problem: MailProblem,
    message: string,
  ) {
    super(message);
  }
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Puts what is sent into the texts of a value. */
function filled<T extends Json>(value: T, message: TextMessage): T {
  if (typeof value === 'string') {
    const known: Record<string, string> = { to: message.to, text: message.text, from: message.from ?? '' };
    // One pass, so that what a message says is never taken for a place.
    return value.replace(/\{\{(to|text|from)\}\}/gu, (_place, name: string) => known[name] ?? '') as T;
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, message)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, message)])) as T;
}

async function ask(
  url: string,
  { timeoutSeconds, allowPrivateAddresses }: Pick<HttpOptions, 'timeoutSeconds' | 'allowPrivateAddresses'>,
  request: GuardedRequest,
): Promise<GuardedResponse> {
  try {
    return await guardedFetch(url, {
      allowPrivateAddresses,
      timeoutMs: timeoutSeconds * 1000,
      maxBytes: MOST_BYTES,
      request,
      keepRedirects: true,
    });
  } catch (error) {
    if (error instanceof FetchRefused) throw new TextRefused('other', error.message);
    throw new TextRefused('unreachable', error instanceof Error ? error.message : String(error));
  }
}

const problemOf = (status: number): MailProblem =>
  status === 401 || status === 403 ? 'credentials' : status >= 500 ? 'unreachable' : 'other';

/** Any gateway that takes a message with one request. */
const http: TextProvider = {
  init(raw, { defaultFrom }) {
    const options = SMS_OPTIONS.http.parse(raw);
    return {
      async send(given) {
        const message = { ...given, from: given.from ?? defaultFrom ?? '' };
        const url = new URL(options.url);
        for (const [name, value] of Object.entries(options.query)) url.searchParams.set(name, filled(value, message));
        const body = options.body && filled(options.body as { [key: string]: Json }, message);
        const form = (values: { [key: string]: Json }): string => {
          const fields = new URLSearchParams();
          for (const [name, value] of Object.entries(values)) fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
          return fields.toString();
        };
        const type = options.format === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
        const response = await ask(url.href, options, {
          method: options.method,
          headers: { accept: 'application/json, */*;q=0.8', ...(body && { 'content-type': type }), ...options.headers },
          ...(body && { body: options.format === 'json' ? JSON.stringify(body) : form(body) }),
        });
        const { status, body: answer } = response;
        const taken = status >= 200 && status <= 299 && (options.success === undefined || new RegExp(options.success, 'u').test(answer));
        if (!taken) throw new TextRefused(problemOf(status), `${status} ${answer}`);
      },
    };
  },
};

/** Codes of Twilio's errors that say whose fault it is (https://www.twilio.com/docs/api/errors). */
const TWILIO_PROBLEMS: Partial<Record<number, MailProblem>> = {
  20003: 'credentials',
  21211: 'address',
  21214: 'address',
  21217: 'address',
  21408: 'address',
  21610: 'address',
  21612: 'address',
  21614: 'address',
  21212: 'sender',
  21603: 'sender',
  21606: 'sender',
  21659: 'sender',
  21660: 'sender',
  21701: 'sender',
};

function twilioError({ status, body }: GuardedResponse): TextRefused {
  let error: { code?: number; message?: string } = {};
  try {
    error = (JSON.parse(body) as typeof error | null) ?? {};
  } catch {
    // Something in between answered.
  }
  const problem = TWILIO_PROBLEMS[Number(error.code)] ?? problemOf(status);
  return new TextRefused(problem, error.message ? `${error.code ?? ''} ${error.message}` : `${status} ${body}`);
}

/** Twilio's Messages API. */
const twilio: TextProvider = {
  init(raw, { defaultFrom }) {
    const options: TwilioOptions = SMS_OPTIONS.twilio.parse(raw);
    const { accountSid, authToken, apiKey, messagingServiceSid } = options;
    const user = apiKey ? `${apiKey.sid}:${apiKey.secret}` : `${accountSid}:${authToken ?? ''}`;
    return {
      async send({ to, text, from = defaultFrom }) {
        const sender: Record<string, string> = messagingServiceSid ? { MessagingServiceSid: messagingServiceSid } : { From: from ?? '' };
        const response = await ask(`${options.url.replace(/\/+$/u, '')}/2010-04-01/Accounts/${accountSid}/Messages.json`, options, {
          method: 'POST',
          headers: {
            accept: 'application/json',
            authorization: `Basic ${Buffer.from(user).toString('base64')}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams({ To: to, Body: text, ...sender }).toString(),
        });
        if (response.status < 200 || response.status > 299) throw twilioError(response);
      },
    };
  },
};

/** Development: a message becomes a mail to its number, so that it is found where mails are. */
const inbox = (strapi: Strapi): TextProvider => ({
  init: (_options, { defaultFrom }) => ({
    send: ({ to, text, from = defaultFrom }) =>
      strapi
        .plugin('email')
        .service<{ send(options: Record<string, unknown>): Promise<void> }>('email')
        .send({
          to: `${to.replace('+', '')}@text-message.invalid`,
          subject: `Text message to ${to}${from ? ` from ${from}` : ''}`,
          text,
          html: '',
        }),
  }),
});

/** The providers that the plugin brings. */
export const textProviders = (strapi: Strapi): Record<keyof typeof SMS_OPTIONS, TextProvider> => ({ http, twilio, inbox: inbox(strapi) });
