import { z } from 'zod';
import { endpoint, resource } from '../endpoint';
import { email, linkToken, password } from '../schemas';
import { sessionInfo } from './session';

export const passwordContract = resource('password', {
  forgotten: endpoint('POST /password/forgotten', {
    access: { kind: 'public' },
    signInMode: 'default',
    summary: 'Mail a link to choose a new password. The answer is the same for every address.',
    body: z.strictObject({ email }),
    response: z.strictObject({ accepted: z.literal(true) }),
    status: 202,
  }),
  reset: endpoint('POST /password/reset', {
    access: { kind: 'public' },
    signInMode: 'default',
    summary: 'Choose a new password with the mailed link, end every session of the contact and sign in.',
    body: z.strictObject({ token: linkToken, password }),
    response: sessionInfo,
    status: 201,
    errors: ['invalid-link', 'weak-password', 'no-access', 'factor-required', 'signed-out'],
  }),
  update: endpoint('PUT /password', {
    access: { kind: 'signed-in' },
    signInMode: 'default',
    summary: "Change the password. Ends the contact's other sessions; this one goes on under a new token.",
    body: z.strictObject({ currentPassword: password, newPassword: password }),
    response: sessionInfo,
    errors: ['wrong-password', 'weak-password', 'too-many-requests', 'no-access', 'conflict'],
  }),
});
