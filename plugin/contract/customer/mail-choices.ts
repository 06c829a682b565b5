import { z } from 'zod';
import { UNSUBSCRIBE_PATH } from '../../plugin-id';
import { MAIL_TOPICS } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';

const topic = z.enum(MAIL_TOPICS);
const choices = z.strictObject({
  /** Of what there is in this portal. All other mails are of the account's security, or documents that the team sends. */
  topics: z.array(z.strictObject({ topic, on: z.boolean() })),
});
export type MailChoices = z.output<typeof choices>;

export const mailChoicesContract = resource('mail-choices', {
  find: endpoint('GET /mail-choices', {
    access: { kind: 'signed-in' },
    summary: 'Which mails the contact gets, of those that it may do without.',
    response: choices,
  }),
  update: endpoint('PUT /mail-choices', {
    access: { kind: 'signed-in' },
    summary: 'Switch the mails of a topic on or off, for the contact alone.',
    body: z.strictObject({ topic, on: z.boolean() }),
    response: choices,
  }),
  stop: endpoint('POST /mail-choices/stop', {
    access: { kind: 'public' },
    summary: 'Switch the mails of a topic off by the link at the foot of one of them. Whoever has the mail can, without signing in.',
    body: z.strictObject({ token: z.string().regex(/^[\w-]{20,120}$/u) }),
    response: z.strictObject({ topic }),
    errors: ['invalid-link'],
  }),
});

const page = {
  access: { kind: 'page' },
  whilePortalOff: true,
  params: z.strictObject({ token: z.string().max(200) }),
  answers: { kind: 'page' },
  errors: ['not-found'],
} as const;

/** The link at the foot of such a mail, and in its headers (RFC 8058). */
export const unsubscribeContract = resource('unsubscribe', {
  show: endpoint(`GET ${UNSUBSCRIBE_PATH}/:token`, {
    ...page,
    summary: 'Leads to the page of the portal that asks. Changes nothing: programs open links as well.',
  }),
  stop: endpoint(`POST ${UNSUBSCRIBE_PATH}/:token`, {
    ...page,
    takes: 'raw',
    maxBody: 4096,
    summary: "Switches the mails of a topic off, by one click in the reader's mail program: without cookies, and without being sent on.",
  }),
});
