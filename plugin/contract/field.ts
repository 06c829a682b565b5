import { z } from 'zod';
import { FIELD_TYPES, SCALAR_TYPES } from '../vocabulary';
import { documentId } from './schemas';

/** A field (`plugin/fields/field.ts`) as the portal is told of it: hidden ones are not. */
export const field = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    type: z.enum(FIELD_TYPES),
    level: z.enum(['optional', 'mandatory', 'read-only']),
    options: z.array(z.string()).optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    pattern: z.string().optional(),
    places: z.int().optional(),
    unique: z.boolean().optional(),
    multiple: z.boolean().optional(),
    fileKinds: z.array(z.string()).optional(),
    module: documentId.optional(),
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
    get fields() {
      return z.array(field).optional();
    },
  })
  .meta({ id: 'RecordField' });

/** A field's value as JSON; dates as `YYYY-MM-DD`, times as `HH:mm`, instants as ISO 8601 UTC, numbers of 64 bits as digits. */
export const fieldValue = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);
export type FieldValue = z.output<typeof fieldValue>;

const { name, label, level, options, minLength, maxLength, min, max, pattern, places, unique } = field.shape;

/** A field of one value, with it. */
export const profileField = z.strictObject({
  name,
  label,
  /** A field that the plugin brings: the portal has its label in every language. */
  builtIn: z.boolean(),
  type: z.enum(SCALAR_TYPES),
  level,
  value: fieldValue,
  options,
  minLength,
  maxLength,
  min,
  max,
  pattern,
  places,
  unique,
});
export type ProfileField = z.output<typeof profileField>;
