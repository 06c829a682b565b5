export { ownedDocuments, type OwnedDocuments } from './owned-documents';
export { createParts, type ModuleParts } from './parts';
export { createRecords } from './records';
export type { RecordRow } from './record-row';
export { sentBackOf } from './sent-back';
export { publishedNow, type Store } from './store';
export { createUpkeep } from './upkeep';
