import { MODULE_ICONS, MODULE_SEEN, RECORD_STATES, TAB_AUDIENCES } from '../../../plugin/vocabulary';
import { belongsTo, contentType, type Attribute } from '../platform/content-type';
import { UID } from '../platform/uid';
import { SHAPE } from '../platform/versioned';

const onOff = (value: boolean): Attribute => ({ type: 'boolean', required: true, default: value });

/** A content type of the team's that is open to customers, and what they may do with it. */
export const moduleType = contentType({
  singularName: 'module',
  attributes: {
    contentType: { type: 'string', required: true, maxLength: 130, unique: true },
    name: { type: 'string', required: true, maxLength: 40 },
    icon: { type: 'enumeration', enum: [...MODULE_ICONS], required: true },
    enabled: onOff(true),
    audience: { type: 'enumeration', enum: [...TAB_AUDIENCES], required: true },
    seen: { type: 'enumeration', enum: [...MODULE_SEEN], required: true },
    mayCreate: onOff(true),
    mayEdit: onOff(true),
    mayDraft: onOff(true),
    mayDelete: onOff(true),
    mayComment: onOff(true),
    approval: onOff(true),
    /** Of `notify`, `columns` and `fields`. */
    shape: SHAPE,
    notify: { type: 'json' },
    columns: { type: 'json' },
    fields: { type: 'json' },
    position: { type: 'integer', required: true, default: 0 },
    revision: { type: 'integer', required: true, default: 0 },
  },
  indexes: [{ columns: ['content_type'], unique: true }],
});

/**
 * A customer's record: who owns it, where it stands, and the version that nobody has approved yet.
 * What is approved is the team's document; it is here by its id, and in excerpts for the list.
 */
export const recordType = contentType({
  singularName: 'record',
  attributes: {
    contentType: { type: 'string', required: true, maxLength: 130 },
    customer: belongsTo(UID.customer),
    /** Who made it; null when the contact is gone. */
    contact: belongsTo(UID.contact),
    /** Who submitted it last. */
    submitter: belongsTo(UID.contact),
    state: { type: 'enumeration', enum: [...RECORD_STATES], required: true },
    /** The document that it became when it was first approved. */
    document: { type: 'string', maxLength: 40 },
    /** A published version exists. */
    live: onOff(false),
    /** Language of the unpublished version; null where the content type has none. */
    language: { type: 'string', maxLength: 40 },
    /** Values of the unpublished version by field; null when the published one is the newest. */
    working: { type: 'json' },
    /** Of `working`. */
    shape: SHAPE,
    /** The row's number when `working` was written: after an import it is another. */
    workingRow: { type: 'integer' },
    /** What lists show, by language and field: the newest version's. */
    cells: { type: 'json' },
    /** The same, folded for searching. */
    folded: { type: 'json' },
    changedAt: { type: 'datetime', required: true },
    submittedAt: { type: 'datetime' },
    /** When the private files of a rejected version go. */
    filesUntil: { type: 'datetime' },
    /** A customer has commented, and no editor has opened the record since. */
    unread: { type: 'boolean', default: false },
    /** How many comments customers have made, ever. */
    comments: { type: 'integer', default: 0 },
    commentedAt: { type: 'datetime' },
    /** Chosen by the client: one request, made twice, makes one record. */
    creationKey: { type: 'string', maxLength: 80 },
    revision: { type: 'integer', required: true, default: 1 },
    /** What counts for the customer's room, bytes: the unpublished version, the published one, its comments. */
    draftBytes: { type: 'integer', required: true, default: 0 },
    liveBytes: { type: 'integer', required: true, default: 0 },
    commentBytes: { type: 'integer', required: true, default: 0 },
  },
  // Strapi adds one for each relation's column.
  indexes: [
    { columns: ['customer_id', 'content_type', 'changed_at'] },
    { columns: ['customer_id', 'content_type', 'state', 'changed_at'] },
    // The editors' list, and how many are in it: counted within the index alone.
    { columns: ['state', 'submitted_at'] },
    { columns: ['state', 'changed_at'] },
    { columns: ['state', 'content_type', 'customer_id'] },
    // Unread comments: those in the editors' list, and how many there are.
    { columns: ['unread', 'commented_at'] },
    { columns: ['unread', 'content_type', 'customer_id'] },
    { columns: ['files_until'] },
    // What a customer has is summed up with every save, within the index alone.
    { columns: ['customer_id', 'draft_bytes', 'live_bytes', 'comment_bytes'] },
    { columns: ['document'], unique: true },
    { columns: ['creation_key'], unique: true },
  ],
});

/** A file that a customer attached: private until the version that carries it is published. */
export const recordFileType = contentType({
  singularName: 'record-file',
  attributes: {
    /** Null until a version that names the file is saved. */
    record: belongsTo(UID.record),
    customer: belongsTo(UID.customer),
    contact: belongsTo(UID.contact),
    contentType: { type: 'string', required: true, maxLength: 130 },
    /** The field it was uploaded for, as a path without indexes. */
    field: { type: 'string', required: true, maxLength: 200 },
    name: { type: 'string', required: true, maxLength: 200 },
    mime: { type: 'string', required: true, maxLength: 100 },
    /** Bytes. */
    size: { type: 'integer', required: true },
    key: { type: 'string', required: true, maxLength: 60 },
    uploadedAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['uploaded_at'] }],
});

/** A copy in the Media Library of a file that a customer attached: whose it is, until nothing names it. */
export const publishedFileType = contentType({
  singularName: 'published-file',
  attributes: {
    /** Document id of the file in the Media Library. */
    file: { type: 'string', required: true, maxLength: 40 },
    /** Null when the record is gone; the copy may be in the team's document still. */
    record: belongsTo(UID.record),
    customer: belongsTo(UID.customer),
    /** Bytes. */
    size: { type: 'integer', required: true },
    /** Since when no media field names it. */
    unusedSince: { type: 'datetime' },
  },
  indexes: [{ columns: ['file'] }, { columns: ['unused_since'] }],
});
