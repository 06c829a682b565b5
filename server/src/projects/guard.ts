import { errors } from '@strapi/utils';
import { isCurrency } from '../../../plugin/rules/money/currency';
import { isAsked, MOST_MINUTES } from '../../../plugin/rules/projects';
import { relatedId } from '../documents';
import { hold } from '../platform/hold';
import { inTransaction, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { SAID } from './content-types';
import { entryRows, projectRows, type EntryRecord, type ProjectRecord } from './rows';

type Data = Record<string, unknown>;

function refuse(name: string, message: string): never {
  throw new errors.ValidationError(message, { errors: [{ path: [name], message, name: 'ValidationError' }] });
}

const without = (data: Data, names: readonly string[]): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));

/** What an approved entry may still become, besides what a project added. */
export const AGREED = ['project', 'date', 'minutes', 'person', 'note', 'billable'] as const;

const comparable = (value: unknown): unknown => (value === undefined || value === '' ? null : value);

function requireMoney(name: string, value: unknown): void {
  const amount = Number(value);
  if (!Number.isSafeInteger(amount) || amount < 0)
    refuse(name, 'This is not an amount in the smallest unit of the currency, such as 150000 for 1,500.00.');
}

/** What a project comes to with these values; the row says what they leave out. */
function checkProject(row: ProjectRecord | null, data: Data): void {
  const { currency, fixedCost, hourlyRate, billing } = { ...row, ...data } as Partial<ProjectRecord>;
  for (const [name, amount] of Object.entries({ fixedCost, hourlyRate })) {
    if (comparable(amount) === null) continue;
    requireMoney(name, amount);
    if (!currency) refuse('currency', 'An amount needs its currency.');
  }
  if (currency && !isCurrency(currency)) refuse('currency', 'This is not the code of a currency, such as EUR.');
  if (billing === 'fixed' && comparable(fixedCost) === null) refuse('fixedCost', 'A project for a fixed cost needs it.');
}

/** What becomes of the customer's word on an entry with a save. */
function approvalAfter(row: EntryRecord | null, data: Data): Data {
  const wanted = data.approval ?? row?.approval ?? 'none';
  if (wanted === row?.approval) return {};
  if (!isAsked(wanted)) refuse('approval', 'The customer alone approves or sends back. Choose none or waiting.');
  return { approval: wanted, reason: null, decidedBy: null, decidedAt: null };
}

/**
 * Rules of projects and time entries that hold whoever writes them through the Document Service: an entry is its
 * project's customer's, what the customer says of it nobody else does, and what was approved stays as it was approved.
 */
export function guardProjects(strapi: Strapi): void {
  async function entryData(row: EntryRecord | null, given: Data): Promise<Data> {
    const projectId = await relatedId(strapi, UID.project, 'project', given.project);
    const data: Data = {
      ...without(given, [...SAID, 'approval', 'project', 'customer']),
      ...(projectId !== undefined && { project: projectId }),
    };
    if (projectId === null || (!row && projectId === undefined)) refuse('project', 'Time is logged on a project. Choose one.');
    const minutes = data.minutes ?? row?.minutes;
    if (!Number.isInteger(Number(minutes)) || Number(minutes) < 1 || Number(minutes) > MOST_MINUTES)
      refuse('minutes', `Enter whole minutes, from 1 to ${MOST_MINUTES}.`);
    const said = approvalAfter(row, given);
    if (row?.approval === 'approved' && said.approval === undefined) {
      const before: Data = { ...row, project: row.project?.id };
      for (const name of AGREED) {
        if (name in data && comparable(data[name]) !== comparable(before[name]))
          refuse(name, 'The customer has approved this. To change it, set the approval to waiting: the customer is then asked again.');
      }
    }
    const project = await projectRows(strapi).findOne({ where: { id: projectId ?? row?.project?.id }, populate: { customer: true } });
    return { ...data, ...said, customer: project?.customer?.id ?? null, revision: (row?.revision ?? 0) + 1 };
  }

  async function projectData(row: ProjectRecord | null, given: Data): Promise<Data> {
    const customer = await relatedId(strapi, UID.customer, 'customer', given.customer);
    const data: Data = { ...without(given, ['customer']), ...(customer !== undefined && { customer }) };
    checkProject(row, data);
    // Entries are their project's customer's.
    if (row && customer !== undefined) await entryRows(strapi).updateMany({ where: { project_id: row.id }, data: { customer } });
    return data;
  }

  /** Refuses to delete what a customer approved or pays for; what else there is goes with its project. */
  async function removable(uid: string, documentId: string): Promise<void> {
    const which = uid === UID.project ? { project: { documentId } } : { documentId };
    const agreed = await entryRows(strapi).count({ where: { ...which, $or: [{ approval: 'approved' }, { billed: true }] } });
    if (agreed > 0) throw new errors.ValidationError('Time that was approved or billed is kept: this cannot be deleted.');
    if (uid !== UID.project) return;
    const project = await projectRows(strapi).findOne({ where: { documentId } });
    if (project) await entryRows(strapi).deleteMany({ where: { project_id: project.id } });
  }

  strapi.documents.use(async (context, next) => {
    const { uid } = context as { uid: string };
    if (uid !== UID.project && uid !== UID.timeEntry) return next();
    const params = context.params as { documentId?: string; data?: Data };
    const { documentId = '', data: given = {} } = params;
    const isEntry = uid === UID.timeEntry;
    const load = () =>
      isEntry
        ? entryRows(strapi).findOne({ where: { documentId }, populate: { project: true } })
        : projectRows(strapi).findOne({ where: { documentId } });
    const made = async (row: EntryRecord | ProjectRecord | null): Promise<Data> =>
      isEntry ? entryData(row as EntryRecord | null, given) : projectData(row as ProjectRecord | null, given);
    switch (context.action) {
      case 'create':
        params.data = await made(null);
        return next();
      case 'clone': {
        const { project, customer } = ((await load()) ?? {}) as Partial<EntryRecord>;
        const whose = isEntry ? { project: project?.id } : customer && { customer: customer.id };
        // A copy is a new one: nobody has billed it or said anything of it.
        const anew = isEntry ? { billed: false, approval: 'none', reason: null, decidedBy: null, decidedAt: null } : { state: 'draft' };
        const copied = isEntry ? await entryData(null, { minutes: 1, ...whose, ...given, approval: 'none' }) : given;
        params.data = { ...without(copied, isEntry && given.minutes === undefined ? ['minutes'] : []), ...anew, externalId: null };
        return next();
      }
      case 'update':
        // Nobody approves it meanwhile.
        return inTransaction(strapi, async () => {
          await hold(strapi, uid, { document_id: documentId });
          const row = await load();
          if (row) params.data = await made(row);
          return next();
        });
      case 'delete':
        return inTransaction(strapi, async () => {
          await hold(strapi, uid, { document_id: documentId });
          await removable(uid, documentId);
          return next();
        });
      default:
        return next();
    }
  });
}
