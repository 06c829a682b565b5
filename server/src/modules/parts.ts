import type { Strapi } from '../platform/strapi';
import { createCatalogue } from './catalogue';
import { createRecordFiles } from './files';
import { createHistory } from './history';
import { createLanguages } from './languages';
import { createRecordMails } from './mails';
import { createMediaLibrary } from './media-library';
import { createPublishedFiles } from './published-files';
import { createPublishing } from './publishing';
import { createReader } from './reader';
import { createRecheck } from './recheck';
import { createRecordReader } from './records-read';
import { createSaving } from './records-save';
import { createReferences } from './references';
import { createRoom } from './room';
import { createStore } from './store';

/** The pieces that customers' and editors' services are made of, each knowing only those before it. */
export function createParts(strapi: Strapi) {
  const catalogue = createCatalogue(strapi);
  const store = createStore(strapi);
  const languages = createLanguages(strapi);
  const history = createHistory(strapi);
  const library = createMediaLibrary(strapi);
  const room = createRoom(strapi);
  const files = createRecordFiles(strapi, library, room);
  const publishedFiles = createPublishedFiles(strapi, library);
  const mails = createRecordMails(strapi);
  const reader = createReader(strapi, catalogue, store, languages);
  const publishing = createPublishing(strapi, reader, library, publishedFiles);
  const references = createReferences(strapi, reader, files);
  const records = createRecordReader(strapi, { reader, files, history, languages });
  const recheck = createRecheck(strapi, { catalogue, reader, records, references, files, library });
  const saving = createSaving(strapi, { store, records, references, files, history, languages, publishing, mails, room });
  return {
    catalogue,
    store,
    languages,
    history,
    files,
    mails,
    reader,
    library,
    publishing,
    references,
    records,
    recheck,
    saving,
    room,
    publishedFiles,
  };
}

export type ModuleParts = ReturnType<typeof createParts>;
