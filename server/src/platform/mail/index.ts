import { wireEmail } from '../../../../plugin/rules/email';
import type { MailFate, MailTrouble } from '../../../../plugin/contract/editor/people';
import type { MailProblem, TeamMail } from '../../../../plugin/vocabulary';
import { configOf } from '../config';
import { JobProblem, type JobKind, type JobRow, type Jobs } from '../jobs';
import { toDate, type Strapi } from '../strapi';
import { composeMail, type Brand, type MailContent, type MailTexts, type Message } from './compose';
import { isMailSetUp, problemOf } from './problem';

export type { Brand, MailContent, MailTexts } from './compose';

const SEND_MAIL = 'send-mail';

/** Longest part of a mail server's answer that is shown. */
const ANSWER_MAX = 300;

interface Outgoing extends Message {
  to: string;
}

/** The part of Strapi's email service that is used. */
interface EmailService {
  send(options: Record<string, unknown>): Promise<void>;
}

const iso = (value: string | Date | null): string | null => (value === null ? null : toDate(value).toISOString());

/** Who reads a mail server's answer may not be who reads the address that it repeats. */
const withoutAddresses = (answer: string): string => answer.replace(/[^\s<>()"',;:]+@[^\s<>()"',;:]+/gu, '…');

/** Why the latest try of a mail failed; null when it did not. */
const troubleOf = ({ lastError, problem, finishedAt }: JobRow): MailTrouble | null =>
  lastError === null
    ? null
    : { problem: (problem ?? 'other') as MailProblem, answer: withoutAddresses(lastError).slice(0, ANSWER_MAX), at: iso(finishedAt) };

export const sendMail: JobKind = {
  kind: SEND_MAIL,
  queue: 'mail',
  run: (strapi) => async (payload) => {
    const { to, subject, text, html } = payload as Outgoing;
    const { from, replyTo } = configOf(strapi).mail;
    const email = strapi.plugin('email').service<EmailService>('email');
    try {
      await email.send({ to, subject, text, html, ...(from && { from }), ...(replyTo && { replyTo }) });
    } catch (error) {
      throw new JobProblem(isMailSetUp(strapi) ? problemOf(error) : 'not-set-up', error instanceof Error ? error.message : String(error));
    }
  },
};

/** The mail outbox: a message is a job row, sent by Strapi's email plugin with retries. */
export function createMail(strapi: Strapi, jobs: Jobs) {
  const texts: MailTexts = { en: {}, de: {} };

  /** Mails to these contacts that an editor asked for, oldest first. */
  const mailsTo = (contacts: number[]): Promise<JobRow[]> =>
    jobs.findMany({
      where: { kind: SEND_MAIL, contact: { id: { $in: contacts } } },
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
    /** Adds what the mails of a feature say. */
    say({ en, de }: MailTexts): void {
      Object.assign(texts.en, en);
      Object.assign(texts.de, de);
    },

    /** Puts a mail into the outbox; within a transaction it leaves only if that commits. */
    async queue(content: MailContent, brand: Brand): Promise<void> {
      const { contact, kind } = content;
      await removeOlder(content);
      const outgoing: Outgoing = { to: wireEmail(content.email), ...composeMail(content, brand, texts) };
      await jobs.add(SEND_MAIL, outgoing, contact === undefined ? {} : { about: { contact, topic: kind } });
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
