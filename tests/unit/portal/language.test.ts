import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseLanguage, parseStored, regionalTag, type LanguageHints } from '../../../portal/src/language/choose';

const hints = (more: Partial<LanguageHints>): LanguageHints => ({
  languages: ['en', 'de'],
  defaultLanguage: 'en',
  browser: [],
  ...more,
});

describe('chooseLanguage', () => {
  it.each<[string, Partial<LanguageHints>, string]>([
    ['the default where nothing else is known', { defaultLanguage: 'de' }, 'de'],
    ['what the browser asks for', { browser: ['fr-FR', 'de-AT', 'en'] }, 'de'],
    ['the browser by its first offered language', { browser: ['en-GB', 'de'], defaultLanguage: 'de' }, 'en'],
    ['the last choice before the browser', { browser: ['en'], stored: { language: 'de' } }, 'de'],
    ['the contact before the last choice', { stored: { language: 'en' }, contact: { id: 'a', language: 'de' } }, 'de'],
    ['the last choice where the contact has none', { stored: { language: 'de' }, contact: { id: 'a', language: null } }, 'de'],
    [
      "the contact's own choice in this browser before their file",
      { stored: { language: 'en', contact: 'a' }, contact: { id: 'a', language: 'de' } },
      'en',
    ],
    [
      "the file before another contact's choice in this browser",
      { stored: { language: 'en', contact: 'b' }, contact: { id: 'a', language: 'de' } },
      'de',
    ],
    ['nothing that the portal does not speak', { languages: ['en'], browser: ['de'], stored: { language: 'de' } }, 'en'],
  ])('follows %s', (_, more, expected) => {
    expect(chooseLanguage(hints(more))).toBe(expected);
  });
});

describe('parseStored', () => {
  it('reads what was written', () => {
    expect(parseStored('{"language":"de","contact":"a"}', ['en', 'de'])).toEqual({ language: 'de', contact: 'a' });
    expect(parseStored('{"language":"en"}', ['en', 'de'])).toEqual({ language: 'en' });
  });

  it('takes anything else for nothing', () => {
    expect(parseStored('{"language":"fr"}', ['en', 'de'])).toBeUndefined();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const stored = parseStored(text, ['en', 'de']);
        return stored === undefined || ['en', 'de'].includes(stored.language);
      }),
    );
  });
});

describe('regionalTag', () => {
  it("keeps the reader's own variant of the language", () => {
    expect(regionalTag('de', ['en-GB', 'de-CH', 'de'])).toBe('de-CH');
    expect(regionalTag('en', ['de-CH'])).toBe('en');
    expect(regionalTag('en', ['eng-XX'])).toBe('en');
  });
});
