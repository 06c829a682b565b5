import { belongsTo, contentType, liveTable, madeUnderEpoch, type Attribute } from '../platform/content-type';
import { UID } from '../platform/uid';

/**
 * A hash that never leaves the server. Strapi lets super admins read every type, hidden ones and private
 * attributes included, but of type `password` it shows nothing. (It would hash it again in the Document
 * Service, which these tables are not written through.)
 */
const hash: Attribute = { type: 'password', required: true, private: true };

/** A contact's password. A table of its own: reading a contact never reads a hash. */
export const credentialType = contentType({
  singularName: 'credential',
  pluralName: 'credentials',
  displayName: 'Customer portal credential',
  attributes: {
    contact: belongsTo(UID.contact),
    /** argon2id in PHC string format. */
    passwordHash: hash,
    changedAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['contact_id'], unique: true }],
});

/** A browser that is signed in. The token itself is only in its cookie. */
export const sessionType = liveTable({
  singularName: 'session',
  pluralName: 'sessions',
  attributes: {
    tokenHash: hash,
    contact: belongsTo(UID.contact),
    epoch: { ...madeUnderEpoch },
    /** The customer that the contact acts for. */
    customer: belongsTo(UID.customer),
    /** How the contact proved who it is. */
    method: { type: 'string', required: true },
    lastSeenAt: { type: 'datetime', required: true },
    expiresAt: { type: 'datetime', required: true },
    steppedUpAt: { type: 'datetime' },
    /** When a second factor was proved in this session. */
    factorAt: { type: 'datetime' },
    /** The identity provider proves factors of its own. */
    provedElsewhere: { type: 'boolean', default: false },
    /** A passkey dialog that is open in it; used up by the answer. */
    webauthnChallenge: { type: 'string', private: true },
    ipAddress: { type: 'string', maxLength: 64 },
    userAgent: { type: 'string', maxLength: 255 },
  },
  indexes: [
    { columns: ['token_hash'], unique: true },
    { columns: ['expires_at'] },
    { columns: ['last_seen_at'] },
    { columns: ['contact_id'] },
  ],
});

/** A mailed link. Used up by a conditional update; opening it uses nothing up. */
export const oneTimeTokenType = liveTable({
  singularName: 'one-time-token',
  pluralName: 'one-time-tokens',
  attributes: {
    tokenHash: hash,
    purpose: { type: 'enumeration', enum: ['invitation', 'password-reset', 'sign-in', 'connection-link'], required: true },
    contact: belongsTo(UID.contact),
    epoch: { ...madeUnderEpoch },
    /** Where it was mailed: it is void once the contact has another address. */
    email: { type: 'string', maxLength: 254, private: true },
    /** `sign-in`: an editor sent it, so it works whatever the ways in are. */
    byEditor: { type: 'boolean', default: false },
    expiresAt: { type: 'datetime', required: true },
    usedAt: { type: 'datetime' },
  },
  indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['expires_at'] }],
});
