export { modulesOf, type Modules } from './service';
export type { OwnedDocuments } from './records';
