import { belongsTo, liveTable } from '../content-type';
import { UID } from '../uid';

/** Work to be done later, at least once. Mail goes through it too: it is the outbox. */
export const jobType = liveTable({
  singularName: 'job',
  attributes: {
    kind: { type: 'string', required: true },
    /** Empty in rows from before there were queues. */
    queue: { type: 'string' },
    state: { type: 'enumeration', enum: ['waiting', 'running', 'done', 'failed', 'cancelled'], required: true },
    dueAt: { type: 'datetime', required: true },
    /** When somebody asked for it to end: it never starts, or ends at its next step. */
    cancelledAt: { type: 'datetime' },
    /** Until when the instance that runs it may be believed to be alive. */
    lockedUntil: { type: 'datetime' },
    attempts: { type: 'integer', required: true, default: 0 },
    /** Sealed JSON: mails hold links that sign people in. Emptied when the job is done, or is over for good. */
    payload: { type: 'text' },
    /** Where a job of many steps goes on, and what it has come to so far: objects, by whoever registered the kind. */
    cursor: { type: 'json' },
    result: { type: 'json' },
    /** Who asked for it: `editor:` or `contact:` with the id. */
    owner: { type: 'string' },
    /** What the latest try said when it failed, and why by the words of whoever registered the kind. */
    lastError: { type: 'text' },
    problem: { type: 'string' },
    /** The contact that it is about and in what, where that is asked for: kept until something newer is, or the contact is gone. */
    contact: belongsTo(UID.contact),
    topic: { type: 'string' },
    /** Whom it tells, where it tells somebody: an address or a number. */
    recipient: { type: 'string', maxLength: 254 },
    /** Set where one row at most may exist for a purpose. */
    uniqueKey: { type: 'string' },
    /** When its latest try ended. */
    finishedAt: { type: 'datetime' },
  },
  indexes: [
    { columns: ['state', 'due_at'] },
    { columns: ['kind', 'finished_at'] },
    { columns: ['queue', 'state', 'id'] },
    { columns: ['contact_id'] },
    { columns: ['unique_key'], unique: true },
  ],
});
