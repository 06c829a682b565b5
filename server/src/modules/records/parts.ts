import type { Strapi } from '../../platform/strapi';
import { createDocumentReader, createLanguages } from '../document';
import { createFiles } from '../files';
import { createPublishing } from '../publishing';
import type { Catalogue } from '../settings';
import { createHistory } from './history';
import { createRecordMails } from './mails';
import { createRecordReader } from './read';
import { createReferences } from './references';
import { createRelated } from './related';
import { createSaving } from './save';
import { createStore } from './store';

/** The pieces that customers' and editors' services are made of, each knowing only those before it. */
export function createParts(strapi: Strapi, catalogue: Catalogue) {
  const languages = createLanguages(strapi);
  const { library, quota, files, publishedFiles } = createFiles(strapi);
  const reader = createDocumentReader(strapi, (uid) => catalogue.componentInfo(uid));
  const store = createStore(strapi);
  const history = createHistory(strapi);
  const mails = createRecordMails(strapi);
  const related = createRelated(strapi, catalogue, store, languages);
  const publishing = createPublishing(strapi, { reader, related, library, publishedFiles });
  const references = createReferences(strapi, related, files);
  const records = createRecordReader(strapi, { reader, related, files, history, languages });
  const saving = createSaving(strapi, { store, records, references, files, history, languages, publishing, mails, quota });
  return {
    catalogue,
    languages,
    library,
    quota,
    files,
    publishedFiles,
    reader,
    store,
    history,
    mails,
    related,
    publishing,
    references,
    records,
    saving,
  };
}

export type ModuleParts = ReturnType<typeof createParts>;
