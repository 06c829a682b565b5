import { belongsTo, contentType } from '../platform/content-type';
import { UID } from '../platform/uid';

/** A file that a customer shares with the team, or the team with a customer: private, and the customer's. */
export const sharedFileType = contentType({
  singularName: 'shared-file',
  attributes: {
    customer: belongsTo(UID.customer),
    /** Who shared it; null when the contact is gone, and where the team did. */
    contact: belongsTo(UID.contact),
    byTeam: { type: 'boolean', required: true, default: false },
    /** The contact's name at that time, or the editor's address. */
    by: { type: 'string', maxLength: 255 },
    name: { type: 'string', required: true, maxLength: 200 },
    mime: { type: 'string', required: true, maxLength: 100 },
    /** Bytes. */
    size: { type: 'integer', required: true },
    key: { type: 'string', required: true, maxLength: 60 },
    sharedAt: { type: 'datetime', required: true },
    note: { type: 'text' },
    /** What the team answered to a customer's file. */
    answer: { type: 'text' },
    answeredAt: { type: 'datetime' },
    /** The editor's address. */
    answeredBy: { type: 'string', maxLength: 254 },
  },
  indexes: [{ columns: ['customer_id', 'shared_at'] }, { columns: ['customer_id', 'by_team', 'size'] }],
});
