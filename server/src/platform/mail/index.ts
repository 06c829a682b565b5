import { wireEmail } from '../../../../plugin/rules/email';
import type { MailFate, MailTrouble } from '../../../../plugin/contract/editor/people';
import {
  SECRET_MAILS,
  topicOfMail,
  type Language,
  type MailKind,
  type MailProblem,
  type MailTopic,
  type TeamMail,
} from '../../../../plugin/vocabulary';
import { configOf, publicUrlOf } from '../config';
import { JobDropped, JobProblem, type JobKind, type JobRow, type Jobs } from '../jobs';
import { now } from '../clock';
import { toDate, type Strapi } from '../strapi';
import { createChoices } from './choices';
import { composeMail, composeText, type Brand, type MailContent, type MailTexts, type Message } from './compose';
import { isMailSetUp, problemOf } from './problem';

export type { Brand, MailContent, MailTexts } from './compose';

export const SEND_MAIL = 'send-mail';

/** Longest part of a mail server's answer that is shown. */
const ANSWER_MAX = 300;

/** Names what is attached: `source` says who makes it, of `of`. Made when the mail leaves, so that no row holds files. */
export interface Attaching {
  source: string;
  of: object;
}

interface Outgoing extends Message {
  to: string;
  attach?: Attaching;
  /** When what it holds is over (ISO 8601). */
  expiresAt?: string;
  /** Of a mail that its reader may want no more of: where they end that, and what is asked again when it leaves. */
  choice?: { contact: number; topic: MailTopic; url: string };
}

/** A file as Strapi's email providers take it (nodemailer's names). */
interface Attachment {
  filename: string;
  content: Buffer;
  contentType: string;
}

/** Makes what is attached; null where there is nothing to send any more: then the mail does not leave. */
export type MakeAttachment = (of: never) => Promise<Attachment | null>;

const makers = new WeakMap<Strapi, Map<string, MakeAttachment>>();

async function attachmentOf(strapi: Strapi, { source, of }: Attaching): Promise<Attachment | null> {
  const make = makers.get(strapi)?.get(source);
  if (!make) throw new Error(`Nobody makes attachments of "${source}".`);
  return make(of as never);
}

/** The part of Strapi's email service that is used. */
interface EmailService {
  send(options: Record<string, unknown>): Promise<void>;
}

const iso = (value: string | Date | null): string | null => (value === null ? null : toDate(value).toISOString());

/** Who reads a mail server's answer may not be who reads the address that it repeats. */
const withoutAddresses = (answer: string): string => answer.replace(/[^\s<>()"',;:]+@[^\s<>()"',;:]+/gu, '…').replace(/\+\d{6,}/gu, '…');

/** Why the latest try of a mail failed; null when it did not. */
export const troubleOf = ({ lastError, problem, finishedAt }: JobRow): MailTrouble | null =>
  lastError === null
    ? null
    : { problem: (problem ?? 'other') as MailProblem, answer: withoutAddresses(lastError).slice(0, ANSWER_MAX), at: iso(finishedAt) };

export const sendMail: JobKind = {
  kind: SEND_MAIL,
  queue: 'mail',
  // Nothing that opens something lies about.
  again: ({ topic }) => topic !== null && !SECRET_MAILS.some((kind) => kind === topic),
  run: (strapi) => async (payload, job) => {
    const { to, subject, text, html, attach, expiresAt, choice } = payload as Outgoing;
    if (expiresAt !== undefined && new Date(expiresAt) <= now(strapi)) throw new JobDropped('expired');
    // Asked again: its reader may have chosen while it waited.
    if (choice && (await createChoices(strapi).isOff(choice.contact, choice.topic))) throw new JobDropped('unwanted');
    const { from, replyTo } = configOf(strapi).mail;
    const email = strapi.plugin('email').service<EmailService>('email');
    const attachment = attach && (await attachmentOf(strapi, attach));
    if (attachment === null) throw new JobDropped('gone');
    // Where the process dies before it has written down that the mail left, it leaves again: as the same message.
    const messageId = `<${job.documentId}@${new URL(publicUrlOf(strapi)).hostname}>`;
    const attached = attachment && { attachments: [attachment], messageId };
    // RFC 8058: mail programs offer it beside the sender.
    const headers = choice && { 'List-Unsubscribe': `<${choice.url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
    try {
      await email.send({
        to,
        subject,
        text,
        html,
        ...(from && { from }),
        ...(replyTo && { replyTo }),
        ...attached,
        ...(headers && { headers }),
      });
    } catch (error) {
      throw new JobProblem(isMailSetUp(strapi) ? problemOf(error) : 'not-set-up', error instanceof Error ? error.message : String(error));
    }
  },
};

/** The mail outbox: a message is a job row, sent by Strapi's email plugin with retries. */
export function createMail(strapi: Strapi, jobs: Jobs) {
  const texts: MailTexts = { en: {}, de: {} };
  const choices = createChoices(strapi);

  /** What a contact may want no more of; null where it is no choice. */
  function choiceOf({ kind, reader, email }: MailContent): Outgoing['choice'] | null {
    const topic = topicOfMail(kind);
    if (!topic) return null;
    if (!reader) throw new Error(`Whoever reads mails of the kind "${kind}" may want no more of them: name the contact.`);
    return { contact: reader.id, topic, url: choices.url(reader.documentId, topic, email) };
  }

  /** Mails to these contacts that an editor asked for, oldest first; what was stopped is on its way no more. */
  const mailsTo = (contacts: number[]): Promise<JobRow[]> =>
    jobs.findMany({
      where: { kind: SEND_MAIL, contact: { id: { $in: contacts } }, state: { $ne: 'cancelled' } },
      orderBy: { id: 'asc' },
      populate: { contact: { select: ['id'] } },
    });

  /** What became of older mails to the contact is of no interest any more, and a waiting one whose link a newer one has voided must not arrive any more. */
  async function removeOlder({ kind, contact, expiresAt }: MailContent): Promise<void> {
    if (contact === undefined) return;
    const older = await mailsTo([contact]);
    const over = older.filter(
      ({ state, topic }) => state === 'done' || state === 'failed' || (state === 'waiting' && expiresAt && topic === kind),
    );
    await jobs.remove(over.map(({ id }) => id));
  }

  return {
    choices,

    /** Adds what the mails of a feature say. */
    say({ en, de }: MailTexts): void {
      Object.assign(texts.en, en);
      Object.assign(texts.de, de);
    },

    /** What a text message of a kind says. */
    words: (kind: MailKind, language: Language, values: Record<string, string>): string =>
      composeText(`${kind}.text`, language, values, texts),

    /** Says who makes attachments of a source. */
    attach(source: string, make: MakeAttachment): void {
      const known = makers.get(strapi) ?? new Map<string, MakeAttachment>();
      makers.set(strapi, known.set(source, make));
    },

    /** Puts a mail into the outbox; within a transaction it leaves only if that commits. */
    async queue(content: MailContent, brand: Brand, attach?: Attaching): Promise<void> {
      const { contact, kind, expiresAt } = content;
      const choice = choiceOf(content);
      if (choice && (await choices.isOff(choice.contact, choice.topic))) return;
      await removeOlder(content);
      const outgoing: Outgoing = {
        to: wireEmail(content.email),
        ...composeMail(content, brand, texts, choice?.url),
        ...(attach && { attach }),
        ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
        ...(choice && { choice }),
      };
      await jobs.add(SEND_MAIL, outgoing, {
        topic: kind,
        recipient: content.email,
        ...(contact !== undefined && { about: { contact, topic: kind } }),
      });
    },

    /** What became of the newest mail to each of these contacts that an editor asked for; one that did not leave counts before any other. */
    async fates(contacts: number[]): Promise<Map<number, MailFate>> {
      const rows = contacts.length === 0 ? [] : await mailsTo(contacts);
      // One that could not be sent so far counts before a newer one: the last row of a contact is what the map holds.
      const well = rows.filter(({ lastError }) => lastError === null);
      const arrived = (job: JobRow): boolean =>
        well.some(
          (later) => later.state === 'done' && later.id > job.id && later.topic === job.topic && later.contact?.id === job.contact?.id,
        );
      const ill = rows.filter((job) => job.lastError !== null && !arrived(job));
      return new Map(
        [...well, ...ill].flatMap((job) => {
          if (!job.contact) return [];
          const state = job.state === 'done' ? 'sent' : job.state === 'failed' ? 'failed' : 'waiting';
          const at = iso(state === 'waiting' ? job.dueAt : job.finishedAt) ?? '';
          return [[job.contact.id, { about: job.topic as TeamMail, state, at, trouble: troubleOf(job) }] as const];
        }),
      );
    },

    /** Why mail does not leave, as far as it is known: nothing is set up, or the latest try failed, unless for its address alone. */
    async trouble(): Promise<MailTrouble | null> {
      if (!isMailSetUp(strapi)) return { problem: 'not-set-up', answer: null, at: null };
      const others = { $or: [{ problem: null }, { problem: { $ne: 'address' } }] };
      const where = { kind: SEND_MAIL, finishedAt: { $notNull: true }, ...others };
      const [latest] = await jobs.findMany({ where, orderBy: { finishedAt: 'desc' }, limit: 1 });
      return latest ? troubleOf(latest) : null;
    },
  };
}

export type Mail = ReturnType<typeof createMail>;
