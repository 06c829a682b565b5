import { belongsTo, liveTable, madeUnderEpoch, secretHash } from '../platform/content-type';
import { UID } from '../platform/uid';

/** A browser that is signed in. The token itself is only in its cookie. */
export const sessionType = liveTable({
  singularName: 'session',
  pluralName: 'sessions',
  attributes: {
    tokenHash: secretHash(),
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

/** A browser between its proof and its second factor, or one that is about to show a passkey. */
export const challengeType = liveTable({
  singularName: 'challenge',
  pluralName: 'challenges',
  attributes: {
    tokenHash: secretHash(),
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
    tokenHash: secretHash(),
    contact: belongsTo(UID.contact),
    epoch: { ...madeUnderEpoch },
    expiresAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['contact_id'] }, { columns: ['expires_at'] }],
});
