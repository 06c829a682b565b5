import type { BulkJob } from '../../../plugin/contract/editor/people';
import { platformOf } from '../platform';
import type { JobRow } from '../platform/jobs';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { peopleOf } from './people';

const RESEND_LINKS = 'resend-links';

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
 * Resending the link to many customers: a job that notes each customer in the transaction that
 * queues its mails, so that whoever goes on after a stop mails nobody twice.
 */
export function createBulkLink(strapi: Strapi) {
  const { jobs } = platformOf(strapi);

  jobs.register(RESEND_LINKS, async (payload, job, progress) => {
    const { customers } = payload as Selection;
    let { sent, skipped } = job;
    for (const documentId of customers.slice(sent + skipped)) {
      await progress.pause();
      if (await peopleOf(strapi).resendIfPossible(documentId, () => progress.save({ sent: sent + 1, skipped }))) sent += 1;
      else await progress.save({ sent, skipped: (skipped += 1) });
    }
  });

  return {
    async start(selection: 'all' | string[]): Promise<BulkJob> {
      const customers = selection === 'all' ? await peopleOf(strapi).withAccess() : [...new Set(selection)];
      return describe(await jobs.add(RESEND_LINKS, { customers } satisfies Selection, { total: customers.length }));
    },

    async find(id: string): Promise<BulkJob> {
      const job = await jobs.find(id, RESEND_LINKS);
      if (!job) throw new PortalError('not-found');
      return describe(job);
    },
  };
}
