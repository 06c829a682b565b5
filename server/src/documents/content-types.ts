import { LINES_FIELD, MONEY_FIELD } from '../../../plugin/documents/fields';
import { DOCUMENT_FACTS, DOCUMENT_TYPES, INVOICED_FROM, type DocumentType } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { statesOf } from '../../../plugin/rules/documents/states';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { belongsTo, contentType, internal, liveTable, type Attribute } from '../platform/content-type';
import { UID } from '../platform/uid';

/** The content type of each type of document. */
export const DOCUMENT_UIDS = {
  invoice: UID.invoice,
  quote: UID.quote,
  'retainer-invoice': UID.retainerInvoice,
  'sales-order': UID.salesOrder,
  'credit-note': UID.creditNote,
} as const satisfies Record<DocumentType, string>;

/** What of a sales order is said after it was confirmed: when it was shipped, and how. It stays changeable. */
export const SHIPMENT = ['shippedOn', 'shipment'] as const;

/** What of a document follows from the rest: shown to editors, typed by nobody. */
export const COMPUTED = ['number', 'state', 'net', 'tax', 'gross', 'balance'] as const;

const NAMES: Record<DocumentType, string> = {
  invoice: 'Invoice',
  quote: 'Quote',
  'retainer-invoice': 'Retainer invoice',
  'sales-order': 'Sales order',
  'credit-note': 'Credit note',
};
const UNTIL = { due: 'Due date', expiry: 'Expiry date' } as const;

/** Minor units of the document's currency (cents): more than 32 bits hold. */
const money: Attribute = {
  type: 'biginteger',
  customField: `${PLUGIN_UID}.${MONEY_FIELD}`,
  default: '0',
  required: true,
  column: { defaultTo: 0, notNullable: true },
};
const text = (maxLength: number): Attribute => ({ type: 'string', maxLength });

/**
 * A type of document. Rows are found by customer and state or date, each list by an index; numbers and the ids of
 * the team's own system hold once.
 */
function documentType(type: DocumentType) {
  const { until } = DOCUMENT_FACTS[type];
  return contentType({
    singularName: type,
    displayName: NAMES[type],
    description: `${NAMES[type]}s that customers see once they are issued.`,
    editable: true,
    attributes: {
      number: text(32),
      state: { type: 'enumeration', enum: statesOf(type), default: 'draft', required: true },
      customer: belongsTo(UID.customer),
      contact: belongsTo(UID.contact),
      issueDate: { type: 'date' },
      ...(until && { untilDate: { type: 'date' } }),
      currency: { type: 'string', minLength: 3, maxLength: 3, regex: '^[A-Z]{3}$' },
      language: { type: 'enumeration', enum: [...LANGUAGES] },
      taxRounding: internal({ type: 'enumeration', enum: ['document', 'line'] }),
      pricesIncludeTax: { type: 'boolean', default: false, required: true },
      lines: { type: 'json', customField: `${PLUGIN_UID}.${LINES_FIELD}` },
      reference: text(100),
      notes: { type: 'text', maxLength: 4000 },
      terms: { type: 'text', maxLength: 4000 },
      ...(type === 'sales-order' && { shippedOn: { type: 'date' }, shipment: { type: 'text', maxLength: 1000 } }),
      externalId: text(100),
      net: money,
      tax: money,
      gross: money,
      ...(DOCUMENT_FACTS[type].balance && { balance: money }),
      /** What the lines come to, as it was when they were saved last: lines, taxes by rate, sums. */
      totals: internal({ type: 'json' }),
      /** Both parties as they were at issue. */
      seller: internal({ type: 'json' }),
      buyer: internal({ type: 'json' }),
      /** What the customer answered to a quote, with all that proves it. */
      ...(type === 'quote' && { answer: internal({ type: 'json' }) }),
      issuedAt: internal({ type: 'datetime' }),
      closedAt: internal({ type: 'datetime' }),
      /** Document ids both ways between an invoice and what it was made of. */
      ...(type === 'invoice' && { originType: internal(text(20)), originDocument: internal(text(64)) }),
      ...(Object.hasOwn(INVOICED_FROM, type) && { invoiceDocument: internal(text(64)), stateBefore: internal(text(20)) }),
      /** Counts what changed for the customer: what is accepted is what was seen. */
      revision: internal({ type: 'integer', default: 1, required: true }),
    },
    views: {
      labels: {
        number: 'Number',
        state: 'State',
        customer: 'Customer',
        contact: 'Contact',
        issueDate: 'Date',
        ...(until && { untilDate: UNTIL[until] }),
        currency: 'Currency',
        language: 'Language',
        pricesIncludeTax: 'Prices include tax',
        lines: 'Lines',
        reference: 'Purchase order number',
        notes: 'Notes',
        terms: 'Terms',
        ...(type === 'sales-order' && { shippedOn: 'Shipped on', shipment: 'Shipment' }),
        externalId: 'External ID',
        net: 'Net',
        tax: 'Tax',
        gross: 'Total',
        ...(DOCUMENT_FACTS[type].balance && { balance: 'Balance' }),
      },
      descriptions: {
        number: 'Given when it is issued.',
        net: 'Added up from the lines, like tax and total.',
        ...(type === 'sales-order' && {
          shipment: 'Carrier and number, or a link to follow it. Customers read it; it can be changed after the order is confirmed.',
        }),
      },
      hidden: [],
      kept: [...COMPUTED],
    },
    indexes: [
      { columns: ['customer_id', 'state', 'issue_date'] },
      { columns: ['customer_id', 'issue_date'] },
      ...(until ? [{ columns: ['customer_id', 'until_date'] }] : []),
      // Whatever is due, whosever it is: reminders.
      ...(until === 'due' ? [{ columns: ['state', 'until_date'] }] : []),
      { columns: ['state', 'issue_date'] },
      { columns: ['number'], unique: true },
      { columns: ['external_id'], unique: true },
    ],
  });
}

/** What the Content Manager's list of a type shows at first. */
export const columnsOf = (type: DocumentType): string[] => [
  ...['number', 'customer', 'state', 'issueDate', 'gross'],
  ...(DOCUMENT_FACTS[type].balance ? ['balance'] : []),
];

export const documentTypes = DOCUMENT_TYPES.map(documentType);

/** Attributes that the plugin declares; a project may add others. */
export const OWN_ATTRIBUTES: readonly string[] = [...new Set(documentTypes.flatMap(({ schema }) => Object.keys(schema.attributes)))];

/** The next number of a series. One row for each, which who issues a document holds until it is committed. */
export const numberSeriesType = contentType({
  singularName: 'number-series',
  pluralName: 'number-series-list',
  attributes: {
    /** The type of document, and the year where numbers begin anew with each: `invoice:2026`. */
    series: { type: 'string', required: true, maxLength: 40, unique: true },
    next: { type: 'integer', required: true, default: 1 },
  },
  indexes: [{ columns: ['series'], unique: true }],
});

/** PDFs that were made and are kept, one of each document at most; the file lies under the key. */
export const documentPdfType = liveTable({
  singularName: 'document-pdf',
  attributes: {
    /** Made of all that is in the PDF, and of what makes it. */
    fileKey: { type: 'string', required: true, maxLength: 64 },
    /** Document id of the document. */
    document: { type: 'string', required: true, maxLength: 32 },
    size: { type: 'integer', required: true },
    madeAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['file_key'], unique: true }, { columns: ['document'] }, { columns: ['made_at'] }],
});

/** Files of documents: what the team attached, and PDFs of its own in place of ours, of which the newest counts. */
export const documentFileType = contentType({
  singularName: 'document-file',
  attributes: {
    /** The document, by both ids. */
    contentType: { type: 'string', required: true, maxLength: 130 },
    document: { type: 'string', required: true, maxLength: 40 },
    purpose: { type: 'enumeration', enum: ['attachment', 'pdf'], required: true },
    name: { type: 'string', required: true, maxLength: 200 },
    mime: { type: 'string', required: true, maxLength: 100 },
    /** Bytes. */
    size: { type: 'integer', required: true },
    key: { type: 'string', required: true, maxLength: 60 },
    sha256: { type: 'string', required: true, maxLength: 64 },
    /** The editor's address; null where another system sent it. */
    by: { type: 'string', maxLength: 255 },
    addedAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['document', 'purpose'] }],
});
