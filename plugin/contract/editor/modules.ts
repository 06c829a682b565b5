import { z } from 'zod';
import { permission } from '../../permissions';
import { contentTypeUid, moduleInput } from '../../settings/module';
import { fieldLevel } from '../../settings/customer-fields';
import { FIELD_TYPES } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, revision } from '../schemas';

/**
 * Something that the content type and the module's settings no longer agree on: a field that is gone,
 * one that became required and gets no value, a content type that is gone or lost Draft & Publish.
 */
export const moduleProblem = z.strictObject({
  code: z.enum(['type-gone', 'no-draft-and-publish', 'field-gone', 'required-hidden', 'column-hidden', 'default-wrong']),
  field: z.string().nullable(),
});
export type ModuleProblem = z.output<typeof moduleProblem>;

export const editorModule = z.strictObject({
  id: documentId,
  contentType: z.string(),
  /** The content type's own name. */
  typeName: z.string(),
  ...moduleInput.shape,
  problems: z.array(moduleProblem),
  revision,
});
export type EditorModule = z.output<typeof editorModule>;

/** A content type that could be a module, or the reason why it cannot. */
export const moduleCandidate = z.strictObject({
  uid: z.string(),
  name: z.string(),
  reason: z.enum(['single-type', 'no-draft-and-publish', 'taken']).nullable(),
});
export type ModuleCandidate = z.output<typeof moduleCandidate>;

/** A field of a content type as the module screen offers it. */
export const settableRecordField = z.strictObject({
  name: z.string(),
  label: z.string(),
  type: z.enum(FIELD_TYPES),
  required: z.boolean(),
  /** Levels that it can have: dynamic zones and JSON are never written by customers. */
  levels: z.array(fieldLevel),
  /** The level it is offered with: mandatory where the content type requires it, else hidden until an editor opens it. */
  suggested: fieldLevel,
  options: z.array(z.string()).optional(),
  /** Whether a value can be given where the customer does not fill it in. */
  defaultable: z.boolean(),
  /** Whether the list can show it. */
  listable: z.boolean(),
});
export type SettableRecordField = z.output<typeof settableRecordField>;

const params = z.strictObject({ id: documentId });
const read = { kind: 'editor', permission: permission('settings.modules.read') } as const;
const update = { kind: 'editor', permission: permission('settings.modules.update') } as const;

export const moduleSettingsContract = resource('module-settings', {
  find: endpoint('GET /modules', {
    access: read,
    summary: 'All modules, in order, each with what its content type and its settings do not agree on.',
    response: z.array(editorModule),
  }),
  candidates: endpoint('GET /module-types', {
    access: read,
    summary: "The team's content types: which can be a module, and why the others cannot.",
    response: z.array(moduleCandidate),
  }),
  fields: endpoint('GET /module-types/:uid', {
    access: read,
    summary: 'The fields of a content type that customers can be shown.',
    params: z.strictObject({ uid: contentTypeUid }),
    response: z.array(settableRecordField),
    errors: ['not-found'],
  }),
  create: endpoint('POST /modules', {
    access: update,
    summary: 'Open a content type to customers.',
    body: z.strictObject({ contentType: contentTypeUid, ...moduleInput.shape }),
    response: editorModule,
    status: 201,
    errors: ['conflict'],
  }),
  /** Declared before `update`: its path would match `/:id` too. */
  reorder: endpoint('PUT /modules/order', {
    access: update,
    summary: 'Put the modules in order. Refused if the list is not the present set of modules.',
    body: z.strictObject({ ids: z.array(documentId).max(1000) }),
    response: z.array(editorModule),
    errors: ['conflict'],
  }),
  update: endpoint('PUT /modules/:id', {
    access: update,
    summary: 'Change a module. A stale revision is refused.',
    params,
    body: z.strictObject({ ...moduleInput.shape, revision }),
    response: editorModule,
    errors: ['conflict', 'not-found'],
  }),
  delete: endpoint('DELETE /modules/:id', {
    access: update,
    summary: 'Close a module. Records, comments and files stay and are back when the content type is opened again.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found'],
  }),
});
