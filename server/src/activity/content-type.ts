import { ACTIVITY_KINDS } from '../../../plugin/activity-kinds';
import { belongsTo, contentType } from '../platform/content-type';
import { UID } from '../platform/uid';

/** What happened to an account: written once, never changed, removed when its time is over. */
export const activityType = contentType({
  singularName: 'activity',
  pluralName: 'activities',
  attributes: {
    kind: { type: 'enumeration', enum: [...ACTIVITY_KINDS], required: true },
    at: { type: 'datetime', required: true },
    /** The contact, as long as it exists. */
    contact: belongsTo(UID.contact),
    /** The address at that time: it stays readable when the contact is gone. */
    email: { type: 'string', maxLength: 254 },
    editor: { type: 'string', maxLength: 254 },
    detail: { type: 'string', maxLength: 255 },
    ipAddress: { type: 'string', maxLength: 64 },
    userAgent: { type: 'string', maxLength: 255 },
  },
  indexes: [{ columns: ['at'] }, { columns: ['contact_id', 'at'] }, { columns: ['kind', 'at'] }, { columns: ['email', 'at'] }],
});
