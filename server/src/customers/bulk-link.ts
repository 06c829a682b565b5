import type { BulkJob } from '../../../plugin/contract/editor/people';
import { platformOf } from '../platform';
import type { JobRow } from '../platform/jobs';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { peopleOf } from './people';

const RESEND_LINKS = 'resend-links';

interface Left {
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

/** Resending the link to many customers: a job that notes after each few customers how far it is. */
export function createBulkLink(strapi: Strapi) {
  const { jobs } = platformOf(strapi);

  jobs.register(RESEND_LINKS, async (payload, job, progress) => {
    const { customers } = payload as Left;
    const counts = { sent: job.sent, skipped: job.skipped };
    const PER_STEP = 10;
    for (let start = 0; start < customers.length; start += PER_STEP) {
      for (const documentId of customers.slice(start, start + PER_STEP)) {
        counts[(await peopleOf(strapi).resendIfPossible(documentId)) ? 'sent' : 'skipped'] += 1;
      }
      await progress.save({ customers: customers.slice(start + PER_STEP) } satisfies Left, counts);
    }
  });

  return {
    async start(selection: 'all' | string[]): Promise<BulkJob> {
      const customers = selection === 'all' ? await peopleOf(strapi).withAccess() : [...new Set(selection)];
      return describe(await jobs.add(RESEND_LINKS, { customers } satisfies Left, { total: customers.length }));
    },

    async find(id: string): Promise<BulkJob> {
      const job = await jobs.find(id, RESEND_LINKS);
      if (!job) throw new PortalError('not-found');
      return describe(job);
    },
  };
}
