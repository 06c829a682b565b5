import type { Party } from '../kernel/party';
import { repository } from '../kernel/repository';
import type { Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { EntryRecord, ProjectRecord } from './rows';

/** Minutes of a project, and how many of its entries wait. */
export interface Logged {
  logged: number;
  billed: number;
  unbilled: number;
  waiting: number;
}

const NOTHING: Logged = { logged: 0, billed: 0, unbilled: 0, waiting: 0 };

/** A party's projects and the time that is logged on them: those of its customer that are no drafts. */
export function projectsOfParty(strapi: Strapi, party: Party) {
  const projects = repository<ProjectRecord>(strapi, party, {
    uid: UID.project,
    customer: 'customer',
    within: { state: { $ne: 'draft' } },
  });
  const entries = repository<EntryRecord>(strapi, party, { uid: UID.timeEntry, customer: 'customer' });
  const raw = (sql: string, bindings: unknown[]) => strapi.db.connection.raw(sql, bindings as never);

  return {
    projects,
    entries,

    /** How many entries wait, by project. */
    async waiting(): Promise<Map<number, number>> {
      const rows = (await entries
        .statement()
        .where({ approval: 'waiting' })
        .groupBy('project_id')
        .select({ project: 'project_id' })
        .count({ count: '*' })) as unknown as { project: number; count: number | string }[];
      return new Map(rows.map(({ project, count }) => [Number(project), Number(count)]));
    },

    /** Sums by project, in one statement. */
    async logged(ids: readonly number[]): Promise<(id: number) => Logged> {
      if (ids.length === 0) return () => NOTHING;
      const rows = (await entries
        .statement()
        .whereIn('project_id', [...ids])
        .groupBy('project_id')
        .select({ project: 'project_id' })
        .sum({ logged: 'minutes' })
        .sum({ billed: raw('case when ?? = ? then ?? else 0 end', ['billed', true, 'minutes']) })
        .sum({ unbilled: raw('case when ?? = ? and ?? = ? then ?? else 0 end', ['billed', false, 'billable', true, 'minutes']) })
        .sum({ waiting: raw('case when ?? = ? then 1 else 0 end', ['approval', 'waiting']) })) as unknown as Record<
        'project' | keyof Logged,
        number | string
      >[];
      const byProject = new Map(
        rows.map(({ project, logged, billed, unbilled, waiting }) => [
          Number(project),
          { logged: Number(logged), billed: Number(billed), unbilled: Number(unbilled), waiting: Number(waiting) },
        ]),
      );
      return (id) => byProject.get(id) ?? NOTHING;
    },
  };
}
