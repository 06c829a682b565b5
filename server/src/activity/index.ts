export { activityType } from './content-type';
export { activityHandlers } from './admin';
export { changedKeys, changeOf, noteOf } from './by-editor';
export { deviceOf } from './device';
export { activityOf, createActivity, type Activity, type ActivityEntry, type Client } from './service';
