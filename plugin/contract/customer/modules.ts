import { z } from 'zod';
import { FIELD_TYPES, MODULE_ICONS, MODULE_SEEN, RECORD_EVENT_KINDS, RECORD_STATES } from '../../vocabulary';
import { fieldName } from '../../settings/customer-fields';
import { endpoint, resource } from '../endpoint';
import { field } from '../field';
import { count, documentId, instant, revision } from '../schemas';

/** A column of a module's list: the field's name, its label as the form has it, its type, and whether `sort` takes it. */
export const moduleColumn = z.strictObject({
  name: z.string(),
  label: z.string(),
  type: z.enum(FIELD_TYPES),
  sortable: z.boolean(),
});
export type ModuleColumn = z.output<typeof moduleColumn>;

/** A module as the sidebar shows it. */
export const portalModule = z.strictObject({
  id: documentId,
  name: z.string(),
  icon: z.enum(MODULE_ICONS),
});
export type PortalModule = z.output<typeof portalModule>;

/** A module with everything that its pages need. */
export const moduleDetail = z.strictObject({
  ...portalModule.shape,
  seen: z.enum(MODULE_SEEN),
  approval: z.boolean(),
  may: z.strictObject({ create: z.boolean(), draft: z.boolean(), comment: z.boolean() }),
  columns: z.array(moduleColumn),
  fields: z.array(field),
  /** Largest file that is taken, bytes. */
  fileBytes: z.int(),
});
export type ModuleDetail = z.output<typeof moduleDetail>;

/**
 * Values by field name. Text, dates and enumerations are strings (big integers too), media an array
 * of file ids, relations an array of the related documents' ids (Strapi's document ids, those of
 * `modules.options`; not the ids that `records.find` lists them by), a component an object (its `id`, when
 * it has one, goes back with it) and a repeatable one an array of objects, a dynamic zone an array of
 * `{label, fields, values}`. What is empty is null.
 */
export const recordValues = z.record(fieldName, z.unknown());
export type RecordValues = z.output<typeof recordValues>;

/** A row of a module's list. */
export const recordRow = z.strictObject({
  id: documentId,
  title: z.string(),
  state: z.enum(RECORD_STATES),
  /** Not the customer's own: something published that everybody reads. */
  foreign: z.boolean(),
  updatedAt: instant,
  /** The module's columns by name: the beginning of longer texts, null for what is empty. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type RecordRow = z.output<typeof recordRow>;

/** A file of a record: private until its version is published; `url` is where it is public then. */
export const recordFile = z.strictObject({
  id: documentId,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.int(),
  url: z.string().nullable(),
});
export type RecordFile = z.output<typeof recordFile>;

/** A line of a record's history. `text` is rich text (`plugin/rules/rich-text.ts`): a comment, or an editor's note. */
export const recordEvent = z.strictObject({
  id: documentId,
  at: instant,
  kind: z.enum(RECORD_EVENT_KINDS),
  /** Who: a contact's name, or the organisation's for editors. */
  by: z.string(),
  byEditor: z.boolean(),
  mine: z.boolean(),
  text: z.array(z.unknown()).nullable(),
});
export type RecordEvent = z.output<typeof recordEvent>;

/** A record with its newest version, and what may be done with it now. */
export const recordDetail = z.strictObject({
  id: documentId,
  title: z.string(),
  state: z.enum(RECORD_STATES),
  /** A published version exists: shown to others until the newest one is approved. */
  live: z.boolean(),
  foreign: z.boolean(),
  revision,
  createdAt: instant,
  updatedAt: instant,
  submittedAt: instant.nullable(),
  /** Private files of a rejected version are removed then, unless it is mended before. */
  filesKeptUntil: instant.nullable(),
  values: recordValues,
  /** Files that the values name. */
  files: z.array(recordFile),
  /** Titles of the documents that the values of relations name, by document id. */
  related: z.record(z.string(), z.string()),
  history: z.array(recordEvent),
  may: z.strictObject({ edit: z.boolean(), draft: z.boolean(), delete: z.boolean(), withdraw: z.boolean(), comment: z.boolean() }),
});
export type RecordDetail = z.output<typeof recordDetail>;

/** Most rows of one page, and rows of a page unless asked otherwise. */
export const RECORDS_PAGE_MAX = 100;
export const RECORDS_PAGE = 25;
/** A record's values may hold long texts: 512 kB. */
const RECORD_BODY = 512 * 1024;
/** Largest file that a customer may attach, bytes. */
export const FILE_MAX = 20 * 1024 * 1024;

const moduleParams = z.strictObject({ module: documentId });
const recordParams = z.strictObject({ module: documentId, record: documentId });
const signedIn = { kind: 'signed-in' } as const;
const reads = { access: signedIn, right: 'records.read' } as const;
const writes = { access: signedIn, right: 'records.write' } as const;

/** One row of relation options: a published document, by its document id. */
export const recordOption = z.strictObject({ id: documentId, title: z.string() });

export const modulesContract = resource('modules', {
  find: endpoint('GET /modules', {
    access: signedIn,
    summary: "Modules that the customer's kind sees, in order.",
    response: z.array(portalModule),
  }),
  findOne: endpoint('GET /modules/:module', {
    ...reads,
    summary: 'A module with its fields and what may be done in it.',
    params: moduleParams,
    response: moduleDetail,
    errors: ['not-found'],
  }),
  options: endpoint('GET /modules/:module/options/:field', {
    ...reads,
    summary: 'Records that a relation can point to: only those that the customer may see.',
    params: z.strictObject({ module: documentId, field: fieldName }),
    query: z.strictObject({ q: z.string().trim().max(100).optional() }),
    response: z.array(recordOption),
    errors: ['not-found', 'too-many-requests'],
  }),
});

export const recordsContract = resource('records', {
  find: endpoint('GET /modules/:module/records', {
    ...reads,
    summary: 'Records of a module that the contact sees: searched in its columns, filtered by state, in pages.',
    params: moduleParams,
    query: z.strictObject({
      page: count(100_000).optional(),
      pageSize: count(RECORDS_PAGE_MAX).optional(),
      /** A column's name, `title`, `state` or `updatedAt`; `-` before it: the other way round. */
      sort: z
        .string()
        .regex(/^-?[A-Za-z][A-Za-z0-9_-]{0,59}$/u)
        .optional(),
      q: z.string().trim().max(100).optional(),
      state: z.enum(RECORD_STATES).optional(),
      /** `published`: everything that is published, where the module shows it. */
      show: z.enum(['ours', 'published']).optional(),
    }),
    response: z.strictObject({ rows: z.array(recordRow), page: z.int(), pageSize: z.int(), total: z.int() }),
    errors: ['not-found', 'too-many-requests'],
  }),
  create: endpoint('POST /modules/:module/records', {
    ...writes,
    summary: 'Make a record: a draft, or submitted at once. The same key makes one record only.',
    params: moduleParams,
    body: z.strictObject({
      /** Chosen by the client, so that a request made again after a lost answer makes nothing twice. */
      key: z.uuid(),
      values: recordValues,
      submit: z.boolean(),
    }),
    response: recordDetail,
    status: 201,
    idempotent: true,
    maxBody: RECORD_BODY,
    errors: ['not-found', 'not-allowed', 'no-room', 'conflict', 'too-many-requests'],
  }),
  findOne: endpoint('GET /modules/:module/records/:record', {
    ...reads,
    summary: 'A record with its newest version, files and history.',
    params: recordParams,
    response: recordDetail,
    errors: ['not-found'],
  }),
  update: endpoint('PUT /modules/:module/records/:record', {
    ...writes,
    summary: 'Save the newest version as a draft, or submit it. A stale revision is refused.',
    params: recordParams,
    body: z.strictObject({ revision, values: recordValues, submit: z.boolean() }),
    response: recordDetail,
    maxBody: RECORD_BODY,
    errors: ['not-found', 'not-allowed', 'no-room', 'conflict', 'too-many-requests'],
  }),
  withdraw: endpoint('POST /modules/:module/records/:record/withdraw', {
    ...writes,
    summary: 'Take back what waits for approval; it is a draft again.',
    params: recordParams,
    body: z.strictObject({ revision }),
    response: recordDetail,
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  delete: endpoint('DELETE /modules/:module/records/:record', {
    ...writes,
    summary: 'Delete a record that was never published, or drop the unpublished changes of one that was.',
    params: recordParams,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found', 'not-allowed', 'conflict'],
  }),
  comment: endpoint('POST /modules/:module/records/:record/comments', {
    ...writes,
    summary: 'Comment on a record, in rich text.',
    params: recordParams,
    body: z.strictObject({ text: z.array(z.unknown()).max(500) }),
    response: recordEvent,
    idempotent: true,
    status: 201,
    errors: ['not-found', 'not-allowed', 'no-room', 'too-many-requests'],
  }),
});
