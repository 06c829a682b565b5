import { belongsTo, liveTable, secretHash } from '../platform/content-type';
import { UID } from '../platform/uid';

/** A public link to a document: whoever holds its token sees the document. */
export const documentLinkType = liveTable({
  singularName: 'document-link',
  attributes: {
    tokenHash: secretHash(),
    contentType: { type: 'string', required: true, maxLength: 130 },
    /** Document id of the document. */
    document: { type: 'string', required: true, maxLength: 32 },
    customer: belongsTo(UID.customer),
    /** Address of the editor who made it. */
    madeBy: { type: 'string', maxLength: 254 },
    madeAt: { type: 'datetime', required: true },
    expiresAt: { type: 'datetime', required: true },
    revokedAt: { type: 'datetime' },
  },
  indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['document', 'expires_at'] }, { columns: ['expires_at'] }],
});

/** The newest code that was sent to a contact for a link. */
export const linkCodeType = liveTable({
  singularName: 'link-code',
  attributes: {
    /** The link's number and the contact's: one row of each. */
    purpose: { type: 'string', required: true, maxLength: 60 },
    link: { type: 'integer', required: true },
    codeHash: secretHash(),
    /** Where it was sent: an address or a number. */
    email: { type: 'string', required: true, maxLength: 254, private: true },
    expiresAt: { type: 'datetime', required: true },
    /** Tries since `triesFrom`: another code brings no others. */
    tries: { type: 'integer', required: true, default: 0 },
    triesFrom: { type: 'datetime', required: true },
    usedAt: { type: 'datetime' },
  },
  indexes: [{ columns: ['purpose'], unique: true }, { columns: ['link'] }, { columns: ['expires_at'] }],
});

/** A browser in which the holder of a link proved an address or a number. */
export const linkVisitorType = liveTable({
  singularName: 'link-visitor',
  attributes: {
    tokenHash: secretHash(),
    link: { type: 'integer', required: true },
    contact: belongsTo(UID.contact),
    /** The address or number that was proved: another one of the contact's was not. */
    email: { type: 'string', required: true, maxLength: 254, private: true },
    expiresAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['token_hash'], unique: true }, { columns: ['link'] }, { columns: ['expires_at'] }],
});
