import { DOCUMENT_EVENT_KINDS, RECORD_EVENT_KINDS } from '../../../plugin/vocabulary';
import { belongsTo, contentType } from '../platform/content-type';
import { UID } from '../platform/uid';

/**
 * A line of a timeline: a change of state of what it is about, or a comment. Written once. It is about a record, by
 * its relation, or about a document of a content type, by both ids. (Records alone had lines first: hence the name.)
 */
export const eventType = contentType({
  singularName: 'record-event',
  attributes: {
    record: belongsTo(UID.record),
    contentType: { type: 'string', maxLength: 130 },
    document: { type: 'string', maxLength: 40 },
    at: { type: 'datetime', required: true },
    kind: { type: 'enumeration', enum: [...new Set([...RECORD_EVENT_KINDS, ...DOCUMENT_EVENT_KINDS])], required: true },
    contact: belongsTo(UID.contact),
    /** The name at that time: it stays readable when the person is gone. */
    by: { type: 'string', maxLength: 255 },
    byEditor: { type: 'boolean', required: true, default: false },
    /** Whoever it was came by a link, and nobody knows more. */
    byLink: { type: 'boolean', default: false },
    /** For editors only. */
    internal: { type: 'boolean', required: true, default: false },
    text: { type: 'json' },
    /** Whom something was sent to: addresses. */
    recipients: { type: 'string', maxLength: 1000 },
    /** An amount that it tells of, and the other document of that. */
    about: { type: 'json' },
    /** Of what is told once, whoever comes how often. */
    onceKey: { type: 'string', maxLength: 200 },
  },
  indexes: [{ columns: ['record_id', 'at'] }, { columns: ['document', 'at'] }, { columns: ['once_key'], unique: true }],
});
