import type { BulkJob } from '../../../plugin/contract/editor/people';
import type { EditorActivityKind } from '../../../plugin/vocabulary';
import { activityOf, type Client } from '../activity';
import { platformOf } from '../platform';
import type { JobRow } from '../platform/jobs';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { peopleOf } from './people';

const RESEND_LINKS = 'resend-links';
const INVITE_MANY = 'invite-many';

interface AskedBy {
  editor: string;
  client: Client;
}

/** Whose call it is that begins a job. */
interface Call {
  editor: { email: string };
  http: Client;
}

const askedBy = ({ editor, http }: Call): AskedBy => ({ editor: editor.email, client: { ip: http.ip, userAgent: http.userAgent } });

interface Selection {
  customers: string[];
  /** Who asked for it. */
  by: AskedBy;
}

const describe = (job: JobRow): BulkJob => ({
  id: job.documentId,
  state: job.state,
  total: job.total,
  done: job.sent + job.skipped,
  sent: job.sent,
  skipped: job.skipped,
});

/**
 * Mailing many customers: a job that notes each customer in the transaction that queues its mails, so
 * that whoever goes on after a stop mails nobody twice.
 */
export function createBulkLink(strapi: Strapi) {
  const { jobs } = platformOf(strapi);

  /** @param mail mails a customer, which is an activity of that kind, unless that makes no sense for it; `alsoDo` happens in the transaction that does */
  function register(
    kind: string,
    activity: EditorActivityKind,
    mail: (documentId: string, alsoDo: () => Promise<void>) => Promise<boolean>,
  ): void {
    jobs.register(kind, async (payload, job, progress) => {
      const { customers, by } = payload as Selection;
      let { sent, skipped } = job;
      for (const documentId of customers.slice(sent + skipped)) {
        await progress.pause();
        const done = await mail(documentId, async () => {
          const [customer] = await peopleOf(strapi).named([documentId]);
          await activityOf(strapi).record({ kind: activity, email: '', ...by, detail: customer?.name ?? '' });
          await progress.save({ sent: sent + 1, skipped });
        });
        if (done) sent += 1;
        else await progress.save({ sent, skipped: (skipped += 1) });
      }
    });
  }
  register(RESEND_LINKS, 'link-resent', (documentId, alsoDo) => peopleOf(strapi).resendIfPossible(documentId, alsoDo));
  register(INVITE_MANY, 'customer-invited', (documentId, alsoDo) => peopleOf(strapi).inviteIfNew(documentId, alsoDo));

  const start = async (kind: string, ids: string[], call: Call): Promise<BulkJob> => {
    const customers = [...new Set(ids)];
    return describe(await jobs.add(kind, { customers, by: askedBy(call) } satisfies Selection, { total: customers.length }));
  };

  return {
    start: (selection: string[], call: Call): Promise<BulkJob> => start(RESEND_LINKS, selection, call),

    invite: (selection: string[], call: Call): Promise<BulkJob> => start(INVITE_MANY, selection, call),

    async find(id: string): Promise<BulkJob> {
      const job = (await jobs.find(id, RESEND_LINKS)) ?? (await jobs.find(id, INVITE_MANY));
      if (!job) throw new PortalError('not-found');
      return describe(job);
    },
  };
}
