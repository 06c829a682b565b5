import type { Language } from '../../../plugin/vocabulary';

/** A language that somebody chose in this browser; `contact` where the server could not keep it for them. */
export interface StoredLanguage {
  language: Language;
  contact?: string;
}

/** All that has a say in the language of the pages. */
export interface LanguageHints {
  languages: readonly Language[];
  defaultLanguage: Language;
  /** What the browser asks for, most wanted first: `['de-AT', 'en']`. */
  browser: readonly string[];
  stored?: StoredLanguage;
  /** Who is signed in. */
  contact?: { id: string; language: Language | null };
}

/**
 * The language to show: this contact's choice in this browser, then the one on file for them, then
 * the browser's last choice, then the first that the browser asks for, then the portal's default.
 */
export function chooseLanguage({ languages, defaultLanguage, browser, stored, contact }: LanguageHints): Language {
  const offered = (tag: string | null | undefined): Language | undefined =>
    languages.find((language) => language === tag?.toLowerCase().split('-')[0]);
  const own = stored?.contact !== undefined && stored.contact === contact?.id ? stored.language : undefined;
  const asked = browser.map(offered).find((language) => language !== undefined);
  return offered(own) ?? offered(contact?.language) ?? offered(stored?.language) ?? asked ?? defaultLanguage;
}

/** The browser's own variant of a language (`de-AT`), for dates and numbers; else the language itself. */
export const regionalTag = (language: Language, browser: readonly string[]): string =>
  browser.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? language;

/** Reads what `JSON.stringify(StoredLanguage)` wrote; undefined for anything else. */
export function parseStored(text: string | null, languages: readonly Language[]): StoredLanguage | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as { language?: unknown; contact?: unknown } | null;
    const language = languages.find((known) => known === value?.language);
    if (!language) return undefined;
    return typeof value?.contact === 'string' ? { language, contact: value.contact } : { language };
  } catch {
    return undefined;
  }
}
