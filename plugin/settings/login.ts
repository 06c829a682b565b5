import { z } from 'zod';
import { documentId } from '../contract/schemas';
import { preferenceDefaults } from '../preferences';
import { MAX_SIGN_UP_DOMAINS, repeats } from '../rules/sign-up-domains';
import { domain } from './connection';
import { preferencesOf } from './from-catalogue';

/** Whoever proves an address of the domain joins the customer by signing up. */
export const signUpDomain = z.strictObject({ domain, customer: documentId });
export type SignUpDomain = z.output<typeof signUpDomain>;

/** What *Settings → Customer Portal → Login* saves, besides the connections. */
export const loginSettings = z.strictObject({
  ...preferencesOf('login'),
  signUpDomains: z
    .array(signUpDomain)
    .max(MAX_SIGN_UP_DOMAINS)
    .refine((list) => !list.some((_, index) => repeats(list, index)), 'names a domain twice'),
});
export type LoginSettings = z.output<typeof loginSettings>;

export const LOGIN_DEFAULTS: LoginSettings = { ...preferenceDefaults('login'), signUpDomains: [] };
