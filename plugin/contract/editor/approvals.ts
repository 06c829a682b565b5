import { z } from 'zod';
import { permission } from '../../permissions';
import { RECORD_STATES } from '../../vocabulary';
import { recordEvent, recordFile } from '../customer/modules';
import { endpoint, resource } from '../endpoint';
import { field } from '../field';
import { documentId, instant, lines, pageNumber, revision } from '../schemas';
import { contentTypeUid } from '../../settings/module';

/** A record in the inbox. */
export const approvalRow = z.strictObject({
  id: documentId,
  title: z.string(),
  module: z.strictObject({ id: documentId.nullable(), name: z.string() }),
  customer: z.strictObject({ id: documentId, name: z.string() }),
  /** Who submitted it; empty when the contact is gone. */
  contact: z.string(),
  state: z.enum(RECORD_STATES),
  /** Changes something that is published already. */
  live: z.boolean(),
  submittedAt: instant.nullable(),
  revision,
  /** A customer has commented, and no editor has opened the record since. */
  unread: z.boolean(),
  /** Whether this editor's role may publish the content type, which approving does; rejecting asks for the same. */
  mayDecide: z.boolean(),
});
export type ApprovalRow = z.output<typeof approvalRow>;

/** A line of a record's history as editors see it. */
export const approvalEvent = z.strictObject({ ...recordEvent.shape, internal: z.boolean() });
export type ApprovalEvent = z.output<typeof approvalEvent>;

/** Something of a submission that does not hold any more, since the content type, the module or what it names has changed. */
export const submissionProblem = z.strictObject({
  /** The field; empty for the module as a whole, or where the editor's role does not read the field. */
  path: z.array(z.union([z.string(), z.number()])),
  label: z.string(),
  code: z.string(),
  /** It would be left out, which the editor may accept; else the customer has to mend it. */
  lost: z.boolean(),
});
export type SubmissionProblem = z.output<typeof submissionProblem>;

/** A record for an editor: every field that its role reads, with its published and its submitted value side by side. */
export const approvalDetail = z.strictObject({
  ...approvalRow.shape,
  contentType: z.string(),
  /** The document that it changes; null before the first approval. */
  document: z.string().nullable(),
  fields: z.array(z.strictObject({ field, before: z.unknown(), after: z.unknown(), changed: z.boolean() })),
  files: z.array(recordFile),
  /** The language that the record is written in, where the content type has several. */
  locale: z.string().nullable(),
  /** The team's draft of the document has changes of its own, which approving would publish too. */
  teamChanges: z.boolean(),
  /** What approving would refuse or leave out; empty for what does not wait. */
  problems: z.array(submissionProblem),
  /** Names exactly what approving would leave out, for saying that it was seen; null where nothing would be. */
  leavesOut: z.string().nullable(),
  related: z.record(z.string(), z.string()),
  history: z.array(approvalEvent),
  /** How many comments customers have made: what an editor has seen is told by it. */
  comments: z.int(),
});
export type ApprovalDetail = z.output<typeof approvalDetail>;

/** A module that an editor may look into: how many of its records wait, and in how many a customer's comment is unread. */
export const waitingModule = z.strictObject({
  id: documentId,
  name: z.string(),
  contentType: z.string(),
  waiting: z.int(),
  unread: z.int(),
});

export const APPROVALS_PAGE = 50;
/** Most records that are decided in one request. */
export const DECIDE_MAX = 50;

const params = z.strictObject({ id: documentId });
const read = { kind: 'editor', permission: permission('approvals.read') } as const;
const decide = { kind: 'editor', permission: permission('approvals.decide') } as const;
const note = lines(2000);

export const approvalsContract = resource('approvals', {
  find: endpoint('GET /approvals', {
    access: read,
    summary: 'What customers submitted, longest waiting first: filtered by module, state and words of the title or the customer.',
    query: z.strictObject({
      page: pageNumber.optional(),
      module: documentId.optional(),
      /** `unread`: whatever their state, those with comments of customers that no editor has opened. */
      state: z.enum(['submitted', 'rejected', 'approved', 'unpublished', 'unread']).optional(),
      q: z.string().trim().max(100).optional(),
    }),
    response: z.strictObject({ rows: z.array(approvalRow), page: z.int(), total: z.int() }),
  }),
  /** Declared before `findOne`: its path would match `/:id` too. */
  count: endpoint('GET /approvals/count', {
    access: read,
    summary:
      'How many records wait for a decision and how many have unread comments, in all and in each module whose content type the editor may read.',
    response: z.strictObject({
      waiting: z.int(),
      unread: z.int(),
      /** Both in all: a record that waits and has unread comments is one. */
      open: z.int(),
      modules: z.array(waitingModule),
    }),
  }),
  findOfDocument: endpoint('GET /approvals/of/:uid/:document', {
    access: read,
    summary: "The customer's record behind a document of the Content Manager; null when the document is the team's own.",
    params: z.strictObject({ uid: contentTypeUid, document: documentId }),
    response: approvalDetail.nullable(),
  }),
  findOne: endpoint('GET /approvals/:id', {
    access: read,
    summary: 'A submitted record, its changes against the published version, its files and history.',
    params,
    response: approvalDetail,
    errors: ['not-found'],
  }),
  read: endpoint('POST /approvals/:id/read', {
    access: read,
    summary: "Mark a record's comments as read, for all editors. A comment that came since they were counted stays unread.",
    params,
    body: z.strictObject({ comments: z.int().min(0).max(2_000_000_000) }),
    response: z.strictObject({ read: z.boolean() }),
    errors: ['not-found'],
  }),
  file: endpoint('GET /approvals/:id/files/:file', {
    access: read,
    summary: 'Download a private file of a record, as an attachment.',
    params: z.strictObject({ id: documentId, file: documentId }),
    answers: { kind: 'file' },
    errors: ['not-found'],
  }),
  approve: endpoint('POST /approvals/:id/approve', {
    access: decide,
    summary:
      'Publish exactly the version that the editor saw. Refused if the customer, or the team its own draft, changed it in the meantime, or if not all of it can be published any more.',
    params,
    body: z.strictObject({
      revision,
      note: note.optional(),
      /** The editor has seen that the team's draft has changes of its own, and publishes them with it. */
      teamChanges: z.boolean().optional(),
      /** `leavesOut` of the version that the editor saw: what that names is left out, and the rest approved. */
      leaveOut: z.string().max(64).optional(),
    }),
    response: approvalDetail,
    errors: ['not-found', 'not-allowed', 'conflict', 'team-changes', 'submission-outdated', 'publishing-refused', 'publishing-failed'],
  }),
  reject: endpoint('POST /approvals/:id/reject', {
    access: decide,
    summary: 'Give a record back to the customer with a note. What is published stays.',
    params,
    body: z.strictObject({ revision, note: note.min(1, 'is needed') }),
    response: approvalDetail,
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  decideAll: endpoint('POST /approvals/decisions', {
    access: decide,
    summary:
      'Approve or reject several records; each one by itself, and each answered for itself. What would publish changes of the team too, or leave something out, is left for a closer look.',
    body: z.strictObject({
      decision: z.enum(['approve', 'reject']),
      note,
      records: z
        .array(z.strictObject({ id: documentId, revision }))
        .min(1)
        .max(DECIDE_MAX),
    }),
    response: z.array(z.strictObject({ id: documentId, error: z.strictObject({ code: z.string(), message: z.string() }).nullable() })),
  }),
  comment: endpoint('POST /approvals/:id/comments', {
    access: decide,
    summary: 'Comment on a record: for the customer, or for editors only.',
    params,
    body: z.strictObject({ text: z.array(z.unknown()).max(500), internal: z.boolean() }),
    response: approvalEvent,
    status: 201,
    errors: ['not-found'],
  }),
});
