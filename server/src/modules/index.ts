export { modulesOf } from './service';
export type { OwnedDocuments } from './records';
