import { z } from 'zod';
import { endpoint } from '../endpoint';
import { fieldName } from '../../settings/customer-fields';
import { FIELD_TYPES } from '../../vocabulary';

/** A field's value as JSON; dates as `YYYY-MM-DD`, times as `HH:mm`, instants as ISO 8601 UTC. */
export const fieldValue = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);
export type FieldValue = z.output<typeof fieldValue>;

export const profileField = z.strictObject({
  name: z.string(),
  label: z.string(),
  /** A field that the plugin brings: the portal has its label in every language. */
  builtIn: z.boolean(),
  type: z.enum(FIELD_TYPES),
  level: z.enum(['optional', 'mandatory', 'read-only']),
  value: fieldValue,
  options: z.array(z.string()).optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
});
export type ProfileField = z.output<typeof profileField>;

export const profile = z.strictObject({ customer: z.array(profileField), contact: z.array(profileField) });
export type Profile = z.output<typeof profile>;

const changes = z.record(fieldName, fieldValue);

export const profileContract = {
  find: endpoint({
    id: 'profile.find',
    method: 'GET',
    path: '/profile',
    access: { kind: 'signed-in' },
    right: 'account.read',
    preference: 'customerFieldsEnabled',
    summary: 'The fields of the customer and of the contact that the settings show, with their values.',
    response: profile,
  }),
  update: endpoint({
    id: 'profile.update',
    method: 'PATCH',
    path: '/profile',
    access: { kind: 'signed-in' },
    right: 'account.write',
    preference: 'customerFieldsEnabled',
    summary: 'Change fields; all or none. Unknown, hidden and read-only fields are refused.',
    body: z.strictObject({ customer: changes.optional(), contact: changes.optional() }),
    response: profile,
  }),
} as const;
