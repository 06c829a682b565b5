import { MAIL_TOPICS } from '../../../plugin/vocabulary';
import { belongsTo, contentType } from '../platform/content-type';
import { UID } from '../platform/uid';

/** That a contact wants no mails about something. */
export const mailRefusalType = contentType({
  singularName: 'mail-refusal',
  attributes: {
    contact: belongsTo(UID.contact),
    topic: { type: 'enumeration', enum: [...MAIL_TOPICS], required: true },
  },
  indexes: [{ columns: ['contact_id', 'topic'], unique: true }],
});
