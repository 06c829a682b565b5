import { z } from 'zod';
import { APPROVALS, BILLINGS, DECIDE_MOST, PROJECT_STATES, REASON_MAX } from '../../rules/projects';
import { endpoint, resource } from '../endpoint';
import { documentId, instant, lines, pageNumber, revision } from '../schemas';

/** Minor units (cents) and the currency's code. */
const money = z.strictObject({ amount: z.int(), currency: z.string() });

export const projectRow = z.strictObject({
  id: documentId,
  name: z.string(),
  state: z.enum(PROJECT_STATES).exclude(['draft']),
  billing: z.enum(BILLINGS),
  /** Of a project for a fixed cost. */
  fixedCost: money.nullable(),
  /** Of a project by the hour, where the team names it. */
  hourlyRate: money.nullable(),
  /** Minutes: all, those on an invoice, and those that are to be. */
  logged: z.int(),
  billed: z.int(),
  unbilled: z.int(),
  /** Entries that wait for the customer's word. */
  waiting: z.int(),
});
export type ProjectRow = z.output<typeof projectRow>;

export const projectDetail = z.strictObject({
  ...projectRow.shape,
  description: z.string(),
  /** Whether the contact's role may approve and send back. */
  mayDecide: z.boolean(),
});
export type ProjectDetail = z.output<typeof projectDetail>;

export const timeEntry = z.strictObject({
  id: documentId,
  date: z.iso.date(),
  minutes: z.int(),
  /** Who worked. */
  person: z.string(),
  note: z.string(),
  billable: z.boolean(),
  billed: z.boolean(),
  approval: z.enum(APPROVALS),
  /** Why it was sent back; empty otherwise. */
  reason: z.string(),
  /** Who approved it or sent it back, and when. */
  decidedBy: z.string(),
  decidedAt: instant.nullable(),
  revision,
});
export type TimeEntry = z.output<typeof timeEntry>;

export const PROJECTS_PAGE = 50;
export const ENTRIES_PAGE = 50;

const reads = { access: { kind: 'signed-in' }, preference: 'projects', right: 'documents.read' } as const;
const params = z.strictObject({ project: documentId });

export const projectsContract = resource('projects', {
  find: endpoint('GET /projects', {
    ...reads,
    summary: "The customer's projects with logged, billed and unbilled time, active ones first.",
    query: z.strictObject({ page: pageNumber.optional() }),
    response: z.strictObject({ rows: z.array(projectRow), page: z.int(), total: z.int() }),
  }),
  findOne: endpoint('GET /projects/:project', {
    ...reads,
    summary: 'A project.',
    params,
    response: projectDetail,
    errors: ['not-found'],
  }),
  entries: endpoint('GET /projects/:project/entries', {
    ...reads,
    summary: 'The time that is logged on a project, newest first.',
    params,
    query: z.strictObject({ page: pageNumber.optional(), approval: z.enum(APPROVALS).optional() }),
    response: z.strictObject({ rows: z.array(timeEntry), page: z.int(), total: z.int() }),
    errors: ['not-found'],
  }),
  decide: endpoint('POST /time-entries/decide', {
    ...reads,
    right: 'documents.write',
    summary: 'Approve entries, or send them back with a reason. What was changed or decided meanwhile is left as it is, and named.',
    body: z.strictObject({
      decision: z.enum(['approve', 'send-back']),
      /** Needed to send back. */
      reason: lines(REASON_MAX),
      entries: z
        .array(z.strictObject({ id: documentId, revision }))
        .min(1)
        .max(DECIDE_MOST),
    }),
    idempotent: true,
    response: z.strictObject({ decided: z.array(documentId), left: z.array(documentId) }),
  }),
});
