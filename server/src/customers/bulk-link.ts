import type { BulkJob } from '../../../plugin/contract/editor/people';
import type { EditorActivityKind } from '../../../plugin/activity-kinds';
import { activityOf, type Client } from '../activity';
import { platformOf } from '../platform';
import type { JobKind, JobRow } from '../platform/jobs';
import { PortalError } from '../platform/errors';
import { table, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import { peopleOf, type People } from './people';

const RESEND_LINKS = 'resend-links';
const INVITE_MANY = 'invite-many';

interface AskedBy {
  editor: string;
  client: Client;
}

/** Whose call it is that begins a job. */
interface Call {
  editor: { id: number; email: string };
  http: Client;
}

const askedBy = ({ editor, http }: Call): AskedBy => ({ editor: editor.email, client: { ip: http.ip, userAgent: http.userAgent } });

/** Whom a job mails: customers by their ids, or all of a condition up to the newest of when it was asked for. */
export type Selection = string[] | { where: Where; newest: number };

interface Payload {
  customers: Selection;
  /** Who asked for it. */
  by: AskedBy;
}

/** A selection, and how many customers it is now. */
export interface Selected {
  customers: Selection;
  total: number;
}

/** Where a job goes on: behind that many of a list, or behind the customer of that number. */
interface Cursor {
  after: number;
}

interface Counts {
  total: number;
  sent: number;
  skipped: number;
}

/** Customers that are read at a time. */
const PAGE = 200;

const countsOf = ({ result }: JobRow): Counts => ({ total: 0, sent: 0, skipped: 0, ...result });

function describe(job: JobRow): BulkJob {
  const { total, sent, skipped } = countsOf(job);
  const done = sent + skipped;
  // Whoever got access since it was begun is mailed too.
  return { id: job.documentId, state: job.state === 'cancelled' ? 'failed' : job.state, total: Math.max(total, done), done, sent, skipped };
}

async function* select(strapi: Strapi, customers: Selection, after: number): AsyncGenerator<[Cursor, documentId: string]> {
  if (Array.isArray(customers)) {
    for (const [index, documentId] of customers.entries()) if (index >= after) yield [{ after: index + 1 }, documentId];
    return;
  }
  for (let last = after; ; ) {
    const where = { $and: [customers.where, { id: { $gt: last, $lte: customers.newest } }] };
    const page = await table(strapi, UID.customer).findMany({ where, select: ['id', 'documentId'], orderBy: { id: 'asc' }, limit: PAGE });
    for (const { id, documentId } of page) yield [{ after: id }, documentId];
    if (page.length < PAGE) return;
    last = page.at(-1)?.id ?? last;
  }
}

/** Mails a customer, unless that makes no sense for it; `alsoDo` happens in the transaction that does. */
type MailOne = (people: People, documentId: string, alsoDo: () => Promise<void>) => Promise<boolean>;

/**
 * Mailing many customers: a job that notes each customer in the transaction that queues its mails, so
 * that whoever goes on after a stop mails nobody twice.
 */
const mailingMany = (kind: string, activity: EditorActivityKind, mail: MailOne): JobKind => ({
  kind,
  queue: 'bulk',
  run: (strapi) => async (payload, job, progress) => {
    const { customers, by } = payload as Payload;
    const counts = countsOf(job);
    for await (const [cursor, documentId] of select(strapi, customers, (job.cursor as Cursor | null)?.after ?? 0)) {
      await progress.pause();
      const sent = { ...counts, sent: counts.sent + 1 };
      const done = await mail(peopleOf(strapi), documentId, async () => {
        const [customer] = await peopleOf(strapi).named([documentId]);
        await activityOf(strapi).record({ kind: activity, email: '', ...by, detail: customer?.name ?? '' });
        await progress.save({ cursor, result: sent });
      });
      if (done) counts.sent += 1;
      else {
        counts.skipped += 1;
        await progress.save({ cursor, result: counts });
      }
    }
    // Whose access went meanwhile was left out.
    const total = counts.sent + counts.skipped;
    if (total !== counts.total) await progress.save({ result: { ...counts, total } });
  },
});

export const mailJobs: JobKind[] = [
  mailingMany(RESEND_LINKS, 'link-resent', (people, ...one) => people.resendIfPossible(...one)),
  mailingMany(INVITE_MANY, 'customer-invited', (people, ...one) => people.inviteIfNew(...one)),
];

export function createBulkLink(strapi: Strapi) {
  const { jobs } = platformOf(strapi);

  const start = async (kind: string, { customers, total }: Selected, call: Call): Promise<BulkJob> => {
    const payload: Payload = { customers, by: askedBy(call) };
    return describe(await jobs.add(kind, payload, { owner: `editor:${call.editor.id}`, result: { total, sent: 0, skipped: 0 } }));
  };

  return {
    resend: (selected: Selected, call: Call): Promise<BulkJob> => start(RESEND_LINKS, selected, call),

    invite: (selected: Selected, call: Call): Promise<BulkJob> => start(INVITE_MANY, selected, call),

    async find(id: string): Promise<BulkJob> {
      const job = await jobs.find(id, [RESEND_LINKS, INVITE_MANY]);
      if (!job) throw new PortalError('not-found');
      return describe(job);
    },
  };
}
