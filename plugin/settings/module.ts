import { z } from 'zod';
import { email, line } from '../contract/schemas';
import { MAX_COLUMNS, MODULE_ICONS, MODULE_SEEN, TAB_AUDIENCES } from '../vocabulary';
import { fieldLevel, fieldName } from './customer-fields';

/** Uid of a team's content type, such as `api::repair-request.repair-request`. */
export const contentTypeUid = z.string().regex(/^(?:api|plugin)::[a-z0-9-]{1,60}\.[a-z0-9-]{1,60}$/u);

/** What an editor decided about one field: its level, and what it gets where the customer does not fill it in. */
export const moduleField = z.strictObject({
  level: fieldLevel,
  /** In the form that the portal uses for the field's type; null: nothing. */
  default: z.union([z.string().max(20_000), z.number(), z.boolean()]).nullable(),
});
export type ModuleField = z.output<typeof moduleField>;

/** What *Settings → Customer Portal → Custom Modules* saves for one content type. */
export const moduleInput = z.strictObject({
  name: line(40).min(1, 'is needed'),
  icon: z.enum(MODULE_ICONS),
  enabled: z.boolean(),
  audience: z.enum(TAB_AUDIENCES),
  seen: z.enum(MODULE_SEEN),
  mayCreate: z.boolean(),
  /** Change records that the customer created, drafts of its own always. */
  mayEdit: z.boolean(),
  /** Keep a record for oneself before it is submitted. */
  mayDraft: z.boolean(),
  /** Delete what was never published. */
  mayDelete: z.boolean(),
  mayComment: z.boolean(),
  /** Off: what is submitted is published at once. */
  approval: z.boolean(),
  /** Who hears by mail that something was submitted. */
  notify: z.array(email).max(5),
  /** Fields that the list shows, in order; the first one names a record. */
  columns: z.array(fieldName).max(MAX_COLUMNS),
  /** Fields without an entry are hidden. */
  fields: z.record(fieldName, moduleField),
});
export type ModuleInput = z.output<typeof moduleInput>;
