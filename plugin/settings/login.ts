import { z } from 'zod';
import { documentId } from '../contract/schemas';
import { preferenceDefaults, preferencesOf } from '../preferences';
import { domain } from './connection';

/** Whoever proves an address of the domain joins the customer by signing up. */
export const signUpDomain = z.strictObject({ domain, customer: documentId });
export type SignUpDomain = z.output<typeof signUpDomain>;

/** What *Settings → Customer Portal → Login* saves, besides the connections. */
export const loginSettings = z.strictObject({
  ...preferencesOf('login'),
  signUpDomains: z
    .array(signUpDomain)
    .max(200)
    .refine((list) => new Set(list.map((entry) => entry.domain)).size === list.length, 'names a domain twice'),
});
export type LoginSettings = z.output<typeof loginSettings>;

export const LOGIN_DEFAULTS: LoginSettings = { ...preferenceDefaults('login'), signUpDomains: [] };
