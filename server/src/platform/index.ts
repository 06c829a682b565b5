import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { createFiles, REMOVE_FILES, type Files } from './files';
import { createJobs, type JobKind, type Jobs } from './jobs';
import { createMail, type Mail } from './mail';
import { createMedia, type Media } from './media';
import { createPdf, type Pdf } from './pdf';
import type { Strapi } from './strapi';
import { createTexts, type Texts } from './text';

export interface Platform {
  jobs: Jobs;
  mail: Mail;
  texts: Texts;
  files: Files;
  media: Media;
  pdf: Pdf;
}

/** The platform service: the job queue, and mails, text messages and the private files that stand on it; the addresses of public ones; and PDFs. */
export function createPlatform(strapi: Strapi): Platform {
  const jobs = createJobs(strapi);
  const [mail, texts, files] = [createMail(strapi, jobs), createTexts(strapi, jobs), createFiles(strapi, jobs)];
  return { jobs, mail, texts, files, media: createMedia(strapi), pdf: createPdf(strapi) };
}

export const platformOf = (strapi: Strapi): Platform => strapi.plugin(PLUGIN_ID).service('platform');

export const removeFiles: JobKind = {
  kind: REMOVE_FILES,
  run: (strapi) => (payload) => platformOf(strapi).files.remove((payload as { keys: string[] }).keys),
};
