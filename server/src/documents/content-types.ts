import { DOCUMENT_FACTS, DOCUMENT_TYPES, type DocumentType } from '../../../plugin/documents/types';
import { statesOf } from '../../../plugin/rules/documents/states';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { belongsTo, contentType, internal, type Attribute } from '../platform/content-type';
import { UID } from '../platform/uid';

/** The content type of each type of document. */
export const DOCUMENT_UIDS = {
  invoice: UID.invoice,
  quote: UID.quote,
  'retainer-invoice': UID.retainerInvoice,
  'sales-order': UID.salesOrder,
  'credit-note': UID.creditNote,
} as const satisfies Record<DocumentType, string>;

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
const money: Attribute = { type: 'biginteger', default: '0', required: true, column: { defaultTo: 0, notNullable: true } };
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
      lines: { type: 'json' },
      reference: text(100),
      notes: { type: 'text', maxLength: 4000 },
      terms: { type: 'text', maxLength: 4000 },
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
      issuedAt: internal({ type: 'datetime' }),
      closedAt: internal({ type: 'datetime' }),
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
        externalId: 'External ID',
        net: 'Net',
        tax: 'Tax',
        gross: 'Total',
        ...(DOCUMENT_FACTS[type].balance && { balance: 'Balance' }),
      },
      descriptions: {
        number: 'Given when it is issued.',
        net: 'In the smallest unit of the currency, like tax and total: added up from the lines.',
      },
      hidden: [],
      kept: [...COMPUTED],
    },
    indexes: [
      { columns: ['customer_id', 'state', 'issue_date'] },
      { columns: ['customer_id', 'issue_date'] },
      ...(until ? [{ columns: ['customer_id', 'until_date'] }] : []),
      { columns: ['state', 'issue_date'] },
      { columns: ['number'], unique: true },
      { columns: ['external_id'], unique: true },
    ],
  });
}

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
