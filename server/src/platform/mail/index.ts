import { wireEmail } from '../../../../plugin/rules/email';
import { configOf } from '../config';
import type { Jobs } from '../jobs';
import type { Strapi } from '../strapi';
import { composeMail, type Brand, type MailContent, type Message } from './compose';

export type { Brand, MailContent, MailKind } from './compose';

const SEND_MAIL = 'send-mail';

interface Outgoing extends Message {
  to: string;
}

/** The part of Strapi's email service that is used. */
interface EmailService {
  send(options: Record<string, unknown>): Promise<void>;
}

/** The mail outbox: a message is a job row, sent by Strapi's email plugin with retries. */
export function createMail(strapi: Strapi, jobs: Jobs) {
  jobs.register(SEND_MAIL, async (payload) => {
    const { to, subject, text, html } = payload as Outgoing;
    const { from, replyTo } = configOf(strapi).mail;
    const email = strapi.plugin('email').service<EmailService>('email');
    await email.send({ to, subject, text, html, ...(from && { from }), ...(replyTo && { replyTo }) });
  });
  return {
    /** Puts a mail into the outbox; within a transaction it leaves only if that commits. */
    async queue(content: MailContent, brand: Brand): Promise<void> {
      await jobs.add(SEND_MAIL, { to: wireEmail(content.email), ...composeMail(content, brand) } satisfies Outgoing);
    },
  };
}

export type Mail = ReturnType<typeof createMail>;
