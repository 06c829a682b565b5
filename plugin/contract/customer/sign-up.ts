import { z } from 'zod';
import { endpoint, resource } from '../endpoint';
import { email, language, line, linkToken, password } from '../schemas';
import { sessionInfo } from './session';

const preference = 'selfSignUp';
const signInMode = 'default';

/** Self sign-up: nothing exists that others can see until the address has been proved. */
export const signUpContract = resource('sign-up', {
  request: endpoint('POST /sign-up', {
    access: { kind: 'public' },
    preference,
    signInMode,
    summary: 'Mail a link to finish signing up. The answer is the same for every address.',
    body: z.strictObject({
      email,
      firstName: line(100).min(1, 'is needed'),
      lastName: line(100).min(1, 'is needed'),
      /** The company; empty for a person. */
      organisation: line(200),
      language: language.optional(),
    }),
    response: z.strictObject({ accepted: z.literal(true) }),
    status: 202,
    errors: ['too-many-requests'],
  }),
  preview: endpoint('POST /sign-up/preview', {
    access: { kind: 'public' },
    preference,
    signInMode,
    summary: 'What a mailed sign-up link is for, without using it up.',
    body: z.strictObject({ token: linkToken }),
    response: z.strictObject({
      email: z.string(),
      firstName: z.string(),
      /** The account that the address joins by its domain, or the one that will be made. */
      customer: z.string(),
      joins: z.boolean(),
      language: language.nullable(),
    }),
    errors: ['invalid-link', 'too-many-requests'],
  }),
  confirm: endpoint('POST /sign-up/confirm', {
    access: { kind: 'public' },
    preference,
    signInMode,
    summary: 'Finish signing up with the mailed link: set the password and sign in.',
    body: z.strictObject({ token: linkToken, password, language: language.optional() }),
    response: sessionInfo,
    status: 201,
    errors: ['invalid-link', 'weak-password', 'no-access', 'factor-required', 'signed-out', 'too-many-requests'],
  }),
});
