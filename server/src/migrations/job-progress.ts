import type { TableMigration } from '../platform/migrations';

const JOBS = 'customer_portal_jobs';

interface OldJob {
  id: number;
  total: number;
  sent: number;
  skipped: number;
}

/** Mailing many customers was counted in columns of its own; it goes on behind whom it has dealt with. */
export const jobProgress: TableMigration = {
  name: 'customer-portal-001-job-progress',
  up: async (transaction, db) => {
    const schema = () => db.getSchemaConnection(transaction);
    if (!(await schema().hasTable(JOBS)) || !(await schema().hasColumn(JOBS, 'sent'))) return;
    for (const column of ['cursor', 'result'])
      if (!(await schema().hasColumn(JOBS, column))) await schema().alterTable(JOBS, (jobs) => void jobs.jsonb(column));
    const jobs = () => db.getConnection(JOBS).transacting(transaction);
    const mailing: OldJob[] = await jobs().whereIn('kind', ['resend-links', 'invite-many']).select('id', 'total', 'sent', 'skipped');
    for (const { id, total, sent, skipped } of mailing) {
      const reached = { cursor: JSON.stringify({ after: sent + skipped }), result: JSON.stringify({ total, sent, skipped }) };
      await jobs().where({ id }).update(reached);
    }
  },
};
