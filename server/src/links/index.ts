/** Links that open a document to whoever holds them. */
export { publicLinksOf } from './service';
