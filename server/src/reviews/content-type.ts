import { STARS_MAX } from '../../../plugin/vocabulary';
import { belongsTo, contentType } from '../platform/content-type';
import { UID } from '../platform/uid';

/** What a contact thinks of the organisation, and what was answered. A contact has one, whomever it acts for. */
export const reviewType = contentType({
  singularName: 'review',
  attributes: {
    contact: belongsTo(UID.contact),
    /** Whom the contact acted for when it was written last: which editors read it follows from that. */
    customer: belongsTo(UID.customer),
    stars: { type: 'integer', required: true, min: 1, max: STARS_MAX },
    words: { type: 'text' },
    writtenAt: { type: 'datetime', required: true },
    /** The month of that in the organisation's time zone, `2026-11`: what the trend is counted by. */
    month: { type: 'string', required: true, maxLength: 7 },
    reply: { type: 'text' },
    repliedAt: { type: 'datetime' },
    /** The editor's address. */
    repliedBy: { type: 'string', maxLength: 254 },
    /** Counts what its author changed: what is answered is what was read. */
    revision: { type: 'integer', required: true, default: 1 },
  },
  indexes: [{ columns: ['contact_id'], unique: true }, { columns: ['written_at'] }, { columns: ['stars', 'written_at'] }],
});
