export { entryAttributes, projectAttributes } from './content-types';
export { AGREED } from './guard';
export type { EntryRecord } from './rows';
export { projectsOf } from './service';
