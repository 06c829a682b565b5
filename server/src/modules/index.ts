export { modulesOf, type Modules } from './service';
export { ownedDocuments, type OwnedDocuments } from './owned';
