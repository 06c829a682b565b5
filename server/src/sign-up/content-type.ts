import { liveTable, secretHash } from '../platform/content-type';

/** Somebody who asked to sign up. Nobody sees it: an account is made only once the address is proved. */
export const signUpType = liveTable({
  singularName: 'sign-up',
  attributes: {
    tokenHash: secretHash(),
    email: { type: 'string', required: true, maxLength: 254 },
    firstName: { type: 'string', maxLength: 100 },
    lastName: { type: 'string', maxLength: 100 },
    organisation: { type: 'string', maxLength: 200 },
    language: { type: 'string', maxLength: 10 },
    expiresAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['email'] }, { columns: ['expires_at'] }],
});
