import {
  ENTRIES_PAGE,
  PROJECTS_PAGE,
  type ProjectDetail,
  type ProjectRow,
  type projectsContract,
  type TimeEntry,
} from '../../../plugin/contract/customer/projects';
import type { InputOf } from '../../../plugin/contract/endpoint';
import { allows } from '../../../plugin/rights';
import { activityOf, type Client } from '../activity';
import type { Once } from '../kernel/idempotency';
import { nameOf, type SessionParty } from '../kernel/party';
import { notificationsOf } from '../notifications';
import { now } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { fieldError, PortalError } from '../platform/errors';
import { tell } from '../platform/events';
import { hold } from '../platform/hold';
import { toDate, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { EntryRecord, ProjectRecord } from './rows';
import { projectsOfParty, type Logged } from './store';

type EntryQuery = InputOf<(typeof projectsContract)['entries']>['query'];
type Decision = InputOf<(typeof projectsContract)['decide']>['body'];

const moneyOf = (amount: string | number | null, currency: string | null) =>
  amount === null || currency === null ? null : { amount: Number(amount), currency };

const presentProject = (row: ProjectRecord, logged: Logged): ProjectRow => ({
  id: row.documentId,
  name: row.name,
  state: row.state as ProjectRow['state'],
  billing: row.billing,
  fixedCost: row.billing === 'fixed' ? moneyOf(row.fixedCost, row.currency) : null,
  hourlyRate: row.billing === 'hourly' ? moneyOf(row.hourlyRate, row.currency) : null,
  ...logged,
});

const presentEntry = (row: EntryRecord): TimeEntry => ({
  id: row.documentId,
  date: row.date,
  minutes: row.minutes,
  person: row.person ?? '',
  note: row.note ?? '',
  billable: row.billable,
  billed: row.billed,
  approval: row.approval,
  reason: row.approval === 'sent-back' ? (row.reason ?? '') : '',
  decidedBy: row.decidedBy ?? '',
  decidedAt: row.decidedAt === null ? null : toDate(row.decidedAt).toISOString(),
  revision: row.revision,
});

/** What customers see of projects, and say of the time on them. */
export function createOwnProjects(strapi: Strapi) {
  async function load(party: SessionParty, id: string): Promise<ProjectRecord> {
    const row = await projectsOfParty(strapi, party).projects.one(id);
    if (!row) throw new PortalError('not-found');
    return row;
  }

  return {
    async find(party: SessionParty, { page = 1 }: { page?: number }) {
      const own = projectsOfParty(strapi, party);
      // `active` comes first in the alphabet as well.
      const rows = await own.projects.list({
        orderBy: [{ state: 'asc' }, { name: 'asc' }, { id: 'asc' }],
        limit: PROJECTS_PAGE,
        offset: (page - 1) * PROJECTS_PAGE,
      });
      const sums = await own.logged(rows.map(({ id }) => id));
      return { rows: rows.map((row) => presentProject(row, sums(row.id))), page, total: await own.projects.count() };
    },

    async findOne(party: SessionParty, id: string): Promise<ProjectDetail> {
      const row = await load(party, id);
      const sums = await projectsOfParty(strapi, party).logged([row.id]);
      const mayDecide = allows(party.customer.rights, 'documents.write');
      return { ...presentProject(row, sums(row.id)), description: row.description ?? '', mayDecide };
    },

    async findEntries(party: SessionParty, id: string, { page = 1, approval }: EntryQuery) {
      const { id: project } = await load(party, id);
      const { entries } = projectsOfParty(strapi, party);
      const where = { project_id: project, ...(approval && { approval }) };
      const rows = await entries.list({
        where,
        orderBy: [{ date: 'desc' }, { id: 'desc' }],
        limit: ENTRIES_PAGE,
        offset: (page - 1) * ENTRIES_PAGE,
      });
      return { rows: rows.map(presentEntry), page, total: await entries.count(where) };
    },

    /** Projects with time that waits for the contact's word; none where its role lets it say nothing. */
    async waiting(party: SessionParty): Promise<{ id: string; name: string; count: number }[]> {
      if (!allows(party.customer.rights, 'documents.write')) return [];
      const own = projectsOfParty(strapi, party);
      const counts = await own.waiting();
      const rows = await own.projects.list({ where: { id: { $in: [...counts.keys()] } }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
      return rows.map(({ id, documentId, name }) => ({ id: documentId, name, count: counts.get(id) ?? 0 }));
    },

    /**
     * Approves entries as they were seen, or sends them back: of two contacts who decide at once one is first, and
     * the other is told which entries were decided or changed.
     */
    async decide(party: SessionParty, { decision, reason, entries: named }: Decision, client: Client, once: Once) {
      if (decision === 'send-back' && reason === '') throw fieldError(['reason'], 'required', 'Say what is to be changed.');
      const approval = decision === 'approve' ? 'approved' : 'sent-back';
      const data = { approval, reason: reason || null, decidedBy: nameOf(party.contact).slice(0, 255), decidedAt: now(strapi) };
      const { entries } = projectsOfParty(strapi, party);
      const revisions = new Map(named.map(({ id, revision }) => [id, revision]));
      const seen = await entries.list({
        where: { documentId: { $in: [...revisions.keys()] }, project: { state: { $ne: 'draft' } } },
        // In this order for everybody, so that two who decide the same do not stop each other.
        orderBy: [{ id: 'asc' }],
        populate: { project: { select: ['documentId', 'name'] } },
      });
      const work = async () => {
        const done: EntryRecord[] = [];
        for (const entry of seen) {
          const from = { approval: 'waiting', revision: revisions.get(entry.documentId) };
          if (await entries.transition(entry.id, from, data)) done.push(entry);
        }
        if (done.length > 0) {
          const names = [...new Set(done.map(({ project }) => project?.name ?? ''))].join(', ');
          await activityOf(strapi).record({
            kind: decision === 'approve' ? 'time-approved' : 'time-sent-back',
            email: party.contact.email,
            contactId: party.contact.id,
            client: { ip: client.ip, userAgent: client.userAgent },
            detail: `${names}: ${done.length}`,
          });
          const first = done.find(({ project }) => project)?.project;
          await notificationsOf(strapi).tell('time', {
            event: decision === 'approve' ? 'time_approved' : 'time_sent_back',
            customer: party.customer.name,
            title: names,
            path: `/content-manager/collection-types/${UID.project}/${first?.documentId ?? ''}`,
          });
          const told = { customer: party.customer.documentId, entries: done.map(({ documentId }) => documentId) };
          await tell(strapi, decision === 'approve' ? 'time-entry.approved' : 'time-entry.sent-back', told);
        }
        const decided = done.map(({ documentId }) => documentId);
        return { decided, left: [...revisions.keys()].filter((id) => !decided.includes(id)) };
      };
      return retrying(strapi, async () => {
        // The same request that comes again meanwhile waits here, and not where keys are claimed.
        await hold(strapi, UID.timeEntry, { id: seen.map(({ id }) => id) });
        return once(work);
      });
    },
  };
}
