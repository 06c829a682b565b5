import { belongsTo, contentType, secretHash } from '../platform/content-type';
import { UID } from '../platform/uid';

/** A contact's password. A table of its own: reading a contact never reads a hash. */
export const credentialType = contentType({
  singularName: 'credential',
  pluralName: 'credentials',
  displayName: 'Customer portal credential',
  attributes: {
    contact: belongsTo(UID.contact),
    /** argon2id in PHC string format. */
    passwordHash: secretHash(),
    changedAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['contact_id'], unique: true }],
});
