/** Documents that the organisation sends its customers: invoices, quotes, sales orders, credit notes. */
export { documentsOf } from './service';
