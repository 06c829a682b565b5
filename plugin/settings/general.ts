import { z } from 'zod';
import { documentId } from '../contract/schemas';
import { preferenceDefaults } from '../preferences';
import { preferencesOf } from './from-catalogue';

/** What *Settings → Customer Portal → General* saves. */
export const generalSettings = z.strictObject({
  ...preferencesOf('general'),
  /**
   * Document id of a picture in the Media Library, or null. Never its number: Strapi's import and transfer
   * number files anew, and the number of the logo then is another file's.
   */
  logoFile: documentId.nullable(),
});

export type GeneralSettings = z.output<typeof generalSettings>;

export const GENERAL_DEFAULTS: GeneralSettings = { ...preferenceDefaults('general'), logoFile: null };
