import { z } from 'zod';
import { email } from '../contract/schemas';
import { FORMS } from '../preferences/forms';
import { fieldLevel, fieldName } from './customer-fields';
import { schemasOf } from './from-catalogue';

/** Uid of a team's content type, such as `api::repair-request.repair-request`. */
export const contentTypeUid = z.string().regex(/^(?:api|plugin)::[a-z0-9-]{1,60}\.[a-z0-9-]{1,60}$/u);

/** What an editor decided about one field: its level, and what it gets where the customer does not fill it in. */
export const moduleField = z.strictObject({
  level: fieldLevel,
  /** In the form that the portal uses for the field's type; null: nothing. */
  default: z.union([z.string().max(20_000), z.number(), z.boolean()]).nullable(),
});
export type ModuleField = z.output<typeof moduleField>;

const { notify, columns, ...plain } = FORMS.module;

/** What *Settings → Customer Portal → Custom Modules* saves for one content type. */
export const moduleInput = z.strictObject({
  ...schemasOf(plain),
  notify: z.array(email).max(notify.max),
  columns: z.array(fieldName).max(columns.max),
  /** Fields without an entry are hidden. */
  fields: z.record(fieldName, moduleField),
});
export type ModuleInput = z.output<typeof moduleInput>;
