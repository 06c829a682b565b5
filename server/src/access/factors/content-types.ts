import { belongsTo, contentType, liveTable, madeUnderEpoch, type Attribute } from '../../platform/content-type';
import { UID } from '../../platform/uid';

/** Reads as nothing for super admins, whom Strapi lets read every attribute of every type but passwords. */
const hash: Attribute = { type: 'password', required: true, private: true };

/** A second factor of a contact: an authenticator app, or a passkey. */
export const factorType = contentType({
  singularName: 'factor',
  pluralName: 'factors',
  displayName: 'Customer portal factor',
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
  pluralName: 'recovery-codes',
  displayName: 'Customer portal recovery code',
  attributes: {
    contact: belongsTo(UID.contact),
    /** SHA-256: enough for 120 random bits. */
    codeHash: hash,
    usedAt: { type: 'datetime' },
  },
  indexes: [{ columns: ['contact_id'] }],
});

/** A browser between its proof and its second factor, or one that is about to show a passkey. */
export const challengeType = liveTable({
  singularName: 'challenge',
  pluralName: 'challenges',
  attributes: {
    tokenHash: hash,
    step: { type: 'enumeration', enum: ['prove', 'enrol', 'passkey'], required: true },
    /** Absent for `passkey`: who it is shows only with the answer. */
    contact: belongsTo(UID.contact),
    /** The epoch under which the first proof held: the session begins under it or not at all. */
    epoch: { ...madeUnderEpoch },
    email: { type: 'string' },
    method: { type: 'string' },
    /** Of the connection that it came by: a change of it ends the sign-in. */
    revision: { type: 'integer' },
    /** The identity provider proves factors of its own. */
    provedElsewhere: { type: 'boolean', default: false },
    webauthnChallenge: { type: 'string' },
    expiresAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['expires_at'] }, { columns: ['contact_id'] }],
});

/** A browser that is not asked for the second factor for a while. It never stands in for the password. */
export const rememberedBrowserType = liveTable({
  singularName: 'remembered-browser',
  pluralName: 'remembered-browsers',
  attributes: {
    tokenHash: hash,
    contact: belongsTo(UID.contact),
    epoch: { ...madeUnderEpoch },
    expiresAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['contact_id'] }, { columns: ['expires_at'] }],
});
