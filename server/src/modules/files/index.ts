import type { Strapi } from '../../platform/strapi';
import { createMediaLibrary } from './media-library';
import { createRecordFiles } from './private-files';
import { createPublishedFiles } from './published-files';
import { createQuota } from './quota';

export type { FileRow } from './file-row';
export type { MediaLibrary, MovedFiles } from './media-library';
export type { RecordFiles } from './private-files';
export { REMOVE_REPLACED, type PublishedFiles } from './published-files';
export { bytesOf, type Quota } from './quota';

/** Files of records: private ones, their copies in the Media Library, and how much of both a customer may have. */
export function createFiles(strapi: Strapi) {
  const library = createMediaLibrary(strapi);
  const quota = createQuota(strapi);
  return { library, quota, files: createRecordFiles(strapi, library), publishedFiles: createPublishedFiles(strapi, library) };
}
