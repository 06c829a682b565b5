import { belongsTo, contentType, secretHash } from '../platform/content-type';
import { UID } from '../platform/uid';

/** A second factor of a contact: an authenticator app, or a passkey. */
export const factorType = contentType({
  singularName: 'factor',
  attributes: {
    contact: belongsTo(UID.contact),
    kind: { type: 'enumeration', enum: ['totp', 'passkey'], required: true },
    /** Pending until its first code: a pending factor proves nothing. */
    active: { type: 'boolean', required: true, default: false },
    /** When a pending one is given up. */
    pendingUntil: { type: 'datetime' },
    name: { type: 'string', maxLength: 60 },
    /** TOTP: the seed, sealed. Passkey: its public key (COSE, base64url). */
    secret: { type: 'text', private: true, required: true },
    /** TOTP: the time step that was used last; a code of it or of an earlier one is void. */
    lastStep: { type: 'integer', required: true, default: 0 },
    /** Passkey: id, and its SHA-256, under which it is found. */
    credentialId: { type: 'text' },
    credentialHash: { type: 'string' },
    /** Passkey: signature counter, as a decimal (it has 32 bits without a sign). */
    signCount: { type: 'string' },
    transports: { type: 'json' },
    lastUsedAt: { type: 'datetime' },
  },
  indexes: [{ columns: ['contact_id'] }, { columns: ['credential_hash'], unique: true }],
});

/** A code for the day when the factor is lost. Each works once. */
export const recoveryCodeType = contentType({
  singularName: 'recovery-code',
  attributes: {
    contact: belongsTo(UID.contact),
    /** SHA-256: enough for 120 random bits. */
    codeHash: secretHash(),
    usedAt: { type: 'datetime' },
  },
  indexes: [{ columns: ['contact_id'] }],
});
