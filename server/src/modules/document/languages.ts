import type { Language } from '../../../../plugin/vocabulary';
import { createCache } from '../../platform/cache';
import type { Strapi } from '../../platform/strapi';
import { NO_LANGUAGE } from './excerpt';

interface Locales {
  find(): Promise<{ code: string }[]>;
  getDefaultLocale(): Promise<string>;
}

/** How long a locale added in Strapi may go unseen, milliseconds. */
const FRESH_MS = 5000;

/** Which of a content type's languages a reader is shown. */
export function createLanguages(strapi: Strapi) {
  async function load(): Promise<{ codes: string[]; fallback: string }> {
    const locales = strapi.plugin('i18n').service<Locales>('locales');
    const [list, fallback] = await Promise.all([locales.find(), locales.getDefaultLocale()]);
    return { codes: list.map(({ code }) => code), fallback };
  }

  const known = createCache(strapi, load, { freshMs: FRESH_MS });

  return {
    /** Codes of all languages that Strapi has. */
    codes: async (): Promise<string[]> => (await known.get()).codes,

    /** Code of the default one, which Strapi takes what has no language for. */
    fallback: async (): Promise<string> => (await known.get()).fallback,

    /** Best first: the contact's, or a regional form of it, then the default one. */
    async of(module: { localized: boolean }, language: Language | null): Promise<string[]> {
      if (!module.localized) return [NO_LANGUAGE];
      const { codes, fallback } = await known.get();
      const wanted = language && (codes.find((code) => code === language) ?? codes.find((code) => code.startsWith(`${language}-`)));
      return [...new Set([...(wanted ? [wanted] : []), fallback])];
    },
  };
}

export type Languages = ReturnType<typeof createLanguages>;

/** As the Document Service wants it: content types without languages take none. */
export const localeOf = (language: string | null | undefined): { locale?: string } =>
  language && language !== NO_LANGUAGE ? { locale: language } : {};
