/** Documents that the organisation sends its customers: invoices, quotes, sales orders, credit notes. */
export { changeableDocument, changeableDocuments } from './changeable';
export { DOCUMENT_UIDS, SHIPMENT } from './content-types';
export { NO_LINES } from './figures';
export { nextCount } from './numbers';
export { buyerOf, sellerOf, type BilledCustomer } from './parties';
export { readableDocument } from './readable';
export { partyLines, speaker } from './pdf-document';
export { createRender } from './render';
export { documentRows, minorUnitsOf, type DocumentParty, type DocumentRow, type Stored64 } from './rows';
export { relatedId } from './relations';
export { documentsOf } from './service';
export { bringOutside, outsideRow } from './settlement/outside';
export { allocationRows, refundRows, type AllocationRow, type RefundRow } from './settlement/rows';
export type { DocumentLine } from './timeline';
export { creditIn, creditsOf } from './settlement/credit';
export type { Coming, Part, Seen } from './settlement/money';
