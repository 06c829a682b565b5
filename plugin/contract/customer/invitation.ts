import { z } from 'zod';
import { endpoint, resource } from '../endpoint';
import { language, linkToken, password } from '../schemas';
import { sessionInfo } from './session';

/** What mailed links are for. */
export const linkPurpose = z.enum(['invitation', 'password-reset', 'sign-in', 'connection-link']);
export type LinkPurpose = z.output<typeof linkPurpose>;

export const invitationContract = resource('invitation', {
  preview: endpoint('POST /link/preview', {
    access: { kind: 'public' },
    summary: 'Whom a mailed link is for, without using it up.',
    body: z.strictObject({ purpose: linkPurpose, token: linkToken }),
    response: z.strictObject({ email: z.string(), firstName: z.string(), language: language.nullable() }),
    errors: ['invalid-link'],
  }),
  accept: endpoint('POST /invitation/accept', {
    access: { kind: 'public' },
    signInMode: 'default',
    summary: 'Accept an invitation: set the first password and sign in.',
    body: z.strictObject({ token: linkToken, password, language: language.optional() }),
    response: sessionInfo,
    status: 201,
    errors: ['invalid-link', 'weak-password', 'no-access', 'factor-required', 'signed-out'],
  }),
});
