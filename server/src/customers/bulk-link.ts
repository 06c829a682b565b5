import type { BulkJob } from '../../../plugin/contract/editor/people';
import { platformOf } from '../platform';
import type { JobRow } from '../platform/jobs';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { peopleOf } from './people';

const RESEND_LINKS = 'resend-links';
const INVITE_MANY = 'invite-many';

interface Selection {
  customers: string[];
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

  /** @param mail mails a customer unless that makes no sense for it; `alsoDo` happens in the transaction that does */
  function register(kind: string, mail: (documentId: string, alsoDo: () => Promise<void>) => Promise<boolean>): void {
    jobs.register(kind, async (payload, job, progress) => {
      const { customers } = payload as Selection;
      let { sent, skipped } = job;
      for (const documentId of customers.slice(sent + skipped)) {
        await progress.pause();
        if (await mail(documentId, () => progress.save({ sent: sent + 1, skipped }))) sent += 1;
        else await progress.save({ sent, skipped: (skipped += 1) });
      }
    });
  }
  register(RESEND_LINKS, (documentId, alsoDo) => peopleOf(strapi).resendIfPossible(documentId, alsoDo));
  register(INVITE_MANY, (documentId, alsoDo) => peopleOf(strapi).inviteIfNew(documentId, alsoDo));

  const start = async (kind: string, ids: string[]): Promise<BulkJob> => {
    const customers = [...new Set(ids)];
    return describe(await jobs.add(kind, { customers } satisfies Selection, { total: customers.length }));
  };

  return {
    start: async (selection: 'all' | string[]): Promise<BulkJob> =>
      start(RESEND_LINKS, selection === 'all' ? await peopleOf(strapi).withAccess() : selection),

    invite: (selection: string[]): Promise<BulkJob> => start(INVITE_MANY, selection),

    async find(id: string): Promise<BulkJob> {
      const job = (await jobs.find(id, RESEND_LINKS)) ?? (await jobs.find(id, INVITE_MANY));
      if (!job) throw new PortalError('not-found');
      return describe(job);
    },
  };
}
