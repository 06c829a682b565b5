import { liveTable } from '../content-type';

/** Work to be done later, at least once. Mail goes through it too: it is the outbox. */
export const jobType = liveTable({
  singularName: 'job',
  pluralName: 'jobs',
  attributes: {
    kind: { type: 'string', required: true },
    state: { type: 'enumeration', enum: ['waiting', 'running', 'done', 'failed'], required: true },
    dueAt: { type: 'datetime', required: true },
    /** Until when the instance that runs it may be believed to be alive. */
    lockedUntil: { type: 'datetime' },
    attempts: { type: 'integer', required: true, default: 0 },
    /** Sealed JSON: mails hold links that sign people in. Emptied when the job is done. */
    payload: { type: 'text' },
    total: { type: 'integer', required: true, default: 0 },
    sent: { type: 'integer', required: true, default: 0 },
    skipped: { type: 'integer', required: true, default: 0 },
    lastError: { type: 'text' },
    /** Set where one row at most may exist for a purpose. */
    uniqueKey: { type: 'string' },
    finishedAt: { type: 'datetime' },
  },
  indexes: [{ columns: ['state', 'due_at'] }, { columns: ['unique_key'], unique: true }],
});
