import { z } from 'zod';
import { preferenceDefaults } from '../preferences';
import { FIELD_LEVELS, type FieldLevel } from '../vocabulary';
import { preferencesOf } from './from-catalogue';

export const fieldLevel = z.enum(FIELD_LEVELS);

/** Attribute names as Strapi allows them. */
export const fieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/u);

const levels = z.record(fieldName, fieldLevel);

/** What *Settings → Customer Portal → Customer Fields* saves. Fields without an entry have the default level. */
export const customerFieldSettings = z.strictObject({
  ...preferencesOf('customer-fields'),
  levels: z.strictObject({ customer: levels, contact: levels }),
});

export type CustomerFieldSettings = z.output<typeof customerFieldSettings>;

export const CUSTOMER_FIELD_DEFAULTS: CustomerFieldSettings = {
  ...preferenceDefaults('customer-fields'),
  levels: {
    customer: { name: 'read-only', customerNumber: 'read-only', kind: 'hidden' },
    contact: { firstName: 'mandatory', lastName: 'mandatory', email: 'read-only' },
  },
};

/**
 * Level that a field has until an editor decides: built-in ones have theirs above, and a field
 * that the team added starts as read-only, so that nothing can be changed by surprise.
 */
export const UNDECIDED_LEVEL: FieldLevel = 'read-only';
