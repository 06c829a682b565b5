export { changedKeys, changeOf, noteOf } from './by-editor';
export { deviceOf } from './device';
export { activityOf, type ActivityEntry, type Client } from './service';
export { listHandlers } from './list-handlers';
