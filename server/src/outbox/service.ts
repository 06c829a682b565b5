import type { OutboxRow } from '../../../plugin/contract/editor/outbox';
import { DROPPED, MAIL_KINDS, type MailKind, type OutboxState } from '../../../plugin/vocabulary';
import { platformOf } from '../platform';
import { PortalError } from '../platform/errors';
import type { JobRow } from '../platform/jobs';
import { SEND_MAIL, troubleOf } from '../platform/mail';
import { idsWith } from '../platform/search';
import { serviceOf, toDate, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';

/** Mails and text messages are the jobs of this queue. */
const QUEUE = 'mail';

const STATES: Record<OutboxState, JobRow['state'][]> = {
  waiting: ['waiting', 'running'],
  sent: ['done'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};
const stateOf = ({ state }: JobRow): OutboxState =>
  (Object.keys(STATES) as OutboxState[]).find((one) => STATES[one].includes(state)) ?? 'waiting';

const iso = (value: string | Date | null | undefined): string | null => (value ? toDate(value).toISOString() : null);

function againOf({ state, topic, payload }: JobRow): OutboxRow['again'] {
  if (state !== 'failed') return null;
  if (payload !== null) return 'yes';
  return topic === null ? 'lost' : 'secret';
}

/** A row as editors see it: nothing of what the mail says. */
function present(row: JobRow): OutboxRow {
  const state = stateOf(row);
  const trouble = row.state === 'waiting' || row.state === 'failed' ? troubleOf(row) : null;
  return {
    id: row.documentId,
    channel: row.kind === SEND_MAIL ? 'mail' : 'text',
    kind: MAIL_KINDS.find((kind) => kind === row.topic) ?? null,
    to: row.recipient ?? '',
    state,
    queuedAt: iso(row.createdAt) ?? iso(row.dueAt) ?? '',
    endedAt: iso(row.finishedAt),
    nextTryAt: row.state === 'waiting' ? iso(row.dueAt) : null,
    tries: row.attempts,
    problem: trouble?.problem ?? null,
    answer: trouble?.answer ?? '',
    dropped: state === 'cancelled' ? (DROPPED.find((reason) => reason === row.problem) ?? null) : null,
    again: againOf(row),
  };
}

export interface OutboxFilter {
  search?: string | undefined;
  state?: OutboxState | undefined;
  kind?: MailKind | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** What became of mails and text messages, for editors: they are the rows of the queue, kept as long as these are. */
export function createOutbox(strapi: Strapi) {
  const { jobs } = platformOf(strapi);

  const load = async (documentId: string): Promise<JobRow> => {
    const [row] = await jobs.findMany({ where: { documentId, queue: QUEUE }, limit: 1 });
    if (!row) throw new PortalError('not-found');
    return row;
  };
  const named = ({ topic, recipient }: JobRow): string => [topic, recipient].filter(Boolean).join(': ');

  return {
    async find(filter: OutboxFilter, page: number, pageSize: number): Promise<{ rows: OutboxRow[]; more: boolean }> {
      const { search, state, kind, from, to } = filter;
      const where: Where = {
        queue: QUEUE,
        ...(search && idsWith(strapi, UID.job, ['recipient'], search)),
        ...(state && { state: { $in: STATES[state] } }),
        ...(kind && { topic: kind }),
        ...((from ?? to) && { createdAt: { ...(from && { $gte: from }), ...(to && { $lte: to }) } }),
      };
      const query = { where, orderBy: { id: 'desc' as const }, offset: (page - 1) * pageSize, limit: pageSize + 1 };
      const found = await jobs.findMany(query);
      return { rows: found.slice(0, pageSize).map(present), more: found.length > pageSize };
    },

    async counts(): Promise<{ waiting: number; failed: number; again: number }> {
      const [waiting, failed, again] = await Promise.all([
        jobs.count({ queue: QUEUE, state: { $in: STATES.waiting } }),
        jobs.count({ queue: QUEUE, state: 'failed' }),
        jobs.count({ queue: QUEUE, state: 'failed', payload: { $notNull: true } }),
      ]);
      return { waiting, failed, again };
    },

    sendAllAgain: (): Promise<number> => jobs.again(QUEUE, {}),

    /** Says what was sent again. @throws PortalError `conflict` where it did not fail, cannot be, or somebody else has it sent */
    async sendAgain(documentId: string): Promise<string> {
      const row = await load(documentId);
      if ((await jobs.again(QUEUE, { documentId })) !== 1) throw new PortalError('conflict');
      return named(row);
    },

    /** Says what was stopped. @throws PortalError `conflict` where it does not wait any more */
    async stop(documentId: string): Promise<string> {
      const row = await load(documentId);
      if ((await jobs.stopWaiting({ documentId, queue: QUEUE })) !== 1) throw new PortalError('conflict');
      return named(row);
    },
  };
}

export const outboxOf = serviceOf('outbox', createOutbox);
