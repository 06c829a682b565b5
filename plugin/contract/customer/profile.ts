import { z } from 'zod';
import { endpoint, resource } from '../endpoint';
import { fieldValue, profileField } from '../field';
import { fieldName } from '../../settings/customer-fields';

export const profile = z.strictObject({
  customer: z.array(profileField),
  contact: z.array(profileField),
  /** What the contact's role allows; every field is read-only where it may change nothing. */
  may: z.strictObject({ change: z.boolean() }),
});
export type Profile = z.output<typeof profile>;

const changes = z.record(fieldName, fieldValue);

export const profileContract = resource('profile', {
  find: endpoint('GET /profile', {
    access: { kind: 'signed-in' },
    right: 'account.read',
    preference: 'customerFieldsEnabled',
    summary: 'The fields of the customer and of the contact that the settings show, with their values.',
    response: profile,
  }),
  update: endpoint('PATCH /profile', {
    access: { kind: 'signed-in' },
    right: 'account.write',
    preference: 'customerFieldsEnabled',
    summary: 'Change fields; all or none. Unknown, hidden and read-only fields are refused.',
    body: z.strictObject({ customer: changes.optional(), contact: changes.optional() }),
    response: profile,
  }),
});
