export { moduleType, publishedFileType, recordEventType, recordFileType, recordType } from './content-types';
export { approvalsHandlers, moduleSettingsHandlers } from './admin';
export { modulesHandlers, recordFilesHandlers, recordsHandlers } from './portal';
export { createModules, modulesOf, type Modules } from './service';
export { ownedDocuments, type OwnedDocuments } from './owned';
