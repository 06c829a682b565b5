import { MAIL_PROBLEMS, type MailKind } from '../../../../plugin/vocabulary';
import type { TextSender } from '../../../../config/sms';
import { now } from '../clock';
import { configOf } from '../config';
import { JobDropped, JobProblem, type JobKind, type Jobs } from '../jobs';
import { createLimiter, type Counted } from '../limits';
import type { Strapi } from '../strapi';
import { isReached, phoneNumber } from './number';
import { textProviders } from './providers';

export { maskedNumber } from './number';

const SEND_TEXT = 'send-text';
const HOUR = 3600;

interface Outgoing {
  to: string;
  text: string;
  /** When what it holds is over (ISO 8601). */
  expiresAt?: string;
}

/** What a gateway answered, without links, codes and numbers: many repeat the message, which is nobody's to read. */
const withoutSecrets = (answer: string): string => answer.replace(/https?:[^\s"']+/gu, '…').replace(/\+?\d{6,}/gu, '…');

const senders = new WeakMap<Strapi, TextSender>();

/** What the configured provider sends with; made once, when the first message leaves. */
function senderOf(strapi: Strapi): TextSender | null {
  const { provider, providerOptions, settings } = configOf(strapi).sms;
  if (provider === undefined) return null;
  let sender = senders.get(strapi);
  if (!sender) {
    const chosen = typeof provider === 'string' ? textProviders(strapi)[provider] : provider;
    sender = chosen.init(providerOptions, { ...(settings.defaultFrom !== undefined && { defaultFrom: settings.defaultFrom }) });
    senders.set(strapi, sender);
  }
  return sender;
}

export const sendText: JobKind = {
  kind: SEND_TEXT,
  queue: 'mail',
  run: (strapi) => async (payload) => {
    const { to, text, expiresAt } = payload as Outgoing;
    if (expiresAt !== undefined && new Date(expiresAt) <= now(strapi)) throw new JobDropped('expired');
    const { defaultFrom } = configOf(strapi).sms.settings;
    try {
      const sender = senderOf(strapi);
      if (!sender) throw Object.assign(new Error('No provider of text messages is configured.'), { problem: 'not-set-up' });
      await sender.send({ to, text, ...(defaultFrom !== undefined && { from: defaultFrom }) });
    } catch (error) {
      const { problem } = (typeof error === 'object' && error !== null ? error : {}) as { problem?: unknown };
      const answer = withoutSecrets(error instanceof Error ? error.message : String(error));
      throw new JobProblem(MAIL_PROBLEMS.find((one) => one === problem) ?? 'other', answer);
    }
  },
};

/** Text messages: rows of the outbox beside the mails, sent after the commit by the configured provider, with retries. */
export function createTexts(strapi: Strapi, jobs: Jobs) {
  const { perNumber, perPortal, perDay } = configOf(strapi).sms;
  const limit = (name: string, points: number, windowSeconds = HOUR) =>
    createLimiter(strapi, { name: `text:${name}`, points, windowSeconds });
  const byNumber = limit('number', perNumber);
  // By themselves: what strangers ask for leaves the team its own.
  const byPortal = { code: limit('codes', perPortal), link: limit('links', perPortal) };
  const byDay = limit('codes-of-day', perDay, 24 * HOUR);

  return {
    isSetUp: (): boolean => configOf(strapi).sms.provider !== undefined,

    /** The number on file that messages go to, in E.164; null where there is none, or no provider. */
    numberOf(written: string | null | undefined): string | null {
      const { provider, countryCode, countries } = configOf(strapi).sms;
      const number = provider === undefined ? null : phoneNumber(written, countryCode);
      return number !== null && isReached(number, countries) ? number : null;
    },

    /** What a message counts as, before it is queued: each costs something. */
    counted: (number: string, what: 'code' | 'link'): Counted[] => [
      [byNumber, number],
      [byPortal[what], 'all'],
      ...(what === 'code' ? ([[byDay, 'all']] satisfies Counted[]) : []),
    ],

    /** Puts a message into the outbox; within a transaction it leaves only if that commits. */
    async queue(kind: MailKind, to: string, text: string, expiresAt?: Date): Promise<void> {
      const outgoing: Outgoing = { to, text, ...(expiresAt && { expiresAt: expiresAt.toISOString() }) };
      await jobs.add(SEND_TEXT, outgoing, { topic: kind, recipient: to });
    },
  };
}

export type Texts = ReturnType<typeof createTexts>;
