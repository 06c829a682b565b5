import { belongsTo, liveTable, madeUnderEpoch, secretHash } from '../platform/content-type';
import { UID } from '../platform/uid';

/** A mailed link. Used up by a conditional update; opening it uses nothing up. */
export const oneTimeTokenType = liveTable({
  singularName: 'one-time-token',
  attributes: {
    tokenHash: secretHash(),
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
