import { z } from 'zod';
import { permission } from '../../permissions';
import { DROPPED, MAIL_KINDS, MAIL_PROBLEMS, OUTBOX_CHANNELS, OUTBOX_STATES, SEARCH_MAX } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, instant, pageNumber } from '../schemas';

const read = { kind: 'editor', permission: permission('outbox.read') } as const;
const manage = { kind: 'editor', permission: permission('outbox.manage') } as const;
const params = z.strictObject({ id: documentId });

/** A mail or a text message. What it says is shown to nobody: it may open something. */
export const outboxRow = z.strictObject({
  id: documentId,
  channel: z.enum(OUTBOX_CHANNELS),
  /** Null of one that an earlier version wrote. */
  kind: z.enum(MAIL_KINDS).nullable(),
  /** Address or number. */
  to: z.string(),
  state: z.enum(OUTBOX_STATES),
  queuedAt: instant,
  /** When the latest try ended, or it was stopped. */
  endedAt: instant.nullable(),
  /** Of one that waits. */
  nextTryAt: instant.nullable(),
  tries: z.int(),
  /** Why the latest try failed, and what was answered to it. */
  problem: z.enum(MAIL_PROBLEMS).nullable(),
  answer: z.string(),
  /** Why it did not leave that nobody stopped. */
  dropped: z.enum(DROPPED).nullable(),
  /** Whether it can be sent again; `secret`: what it held opens something, so that nobody kept it; `lost`: of an earlier version. */
  again: z.enum(['yes', 'secret', 'lost']).nullable(),
});
export type OutboxRow = z.output<typeof outboxRow>;

/** Most rows of one page. */
export const OUTBOX_PAGE = 50;

export const outboxContract = resource('outbox', {
  find: endpoint('GET /outbox', {
    access: read,
    summary: 'Mails and text messages of the last days, newest first: what waits, was sent, failed or was stopped.',
    query: z.strictObject({
      page: pageNumber.optional(),
      /** Part of an address or a number. */
      search: z.string().trim().max(SEARCH_MAX).optional(),
      state: z.enum(OUTBOX_STATES).optional(),
      kind: z.enum(MAIL_KINDS).optional(),
      /** When it was written: not before, not after (ISO 8601). */
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: z.strictObject({
      rows: z.array(outboxRow),
      page: z.int(),
      more: z.boolean(),
      /** Of all of them, whatever is looked for. */
      waiting: z.int(),
      failed: z.int(),
      /** Of the failed ones, those that can be sent again. */
      again: z.int(),
    }),
  }),
  sendAllAgain: endpoint('POST /outbox/again', {
    access: manage,
    summary: 'Send everything again that failed and can be. Of two editors who ask at once one finds each.',
    response: z.strictObject({ count: z.int() }),
  }),
  sendAgain: endpoint('POST /outbox/:id/again', {
    access: manage,
    summary: 'Send one again that failed: one more try.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'conflict'],
  }),
  stop: endpoint('POST /outbox/:id/stop', {
    access: manage,
    summary: 'Keep one that waits from leaving.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'conflict'],
  }),
});
