import type { FieldError } from '../../../plugin/contract/errors';
import { PREFERENCES, preferenceOf, type PreferenceKey } from '../../../plugin/preferences';
import type { TextFormat } from '../../../plugin/preferences/shapes';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { fieldErrorText } from '../api/field-errors';
import type { MessageId, Translate } from '../messages';

export const isPreference = (name: string): name is PreferenceKey => Object.hasOwn(PREFERENCES, name);

/**
 * Words that belong to a part of an entry: a choice, a row, a column. That they are there in every language is held
 * by a test over the catalogue.
 */
const part = (t: Translate, key: PreferenceKey, name: string): string => t(`preference.${key}.${name}` as MessageId);

export const labelOf = (t: Translate, key: PreferenceKey): string => t(`preference.${key}.label`);

/** What stands below the field, with its bounds and its unit filled in. */
export function helpOf(t: Translate, key: PreferenceKey): string {
  const entry = preferenceOf(key);
  return t(`preference.${key}.help`, entry.shape === 'number' ? { min: entry.min, max: entry.max } : undefined);
}

export const choiceWords = (t: Translate, key: PreferenceKey, choice: string): string => part(t, key, choice);
export const rowWords = (t: Translate, key: PreferenceKey, row: string): string => part(t, key, `row.${row}`);
export const columnWords = (t: Translate, key: PreferenceKey, column: string): string => part(t, key, `column.${column}`);

/** A text in words: one that is long by its beginning. */
export const textWords = (t: Translate, text: string): string =>
  text === '' ? t('empty') : text.length > 80 ? `${text.slice(0, 79)}…` : text;

/** A value in words, for the notice after two editors saved at once. */
export function valueWords(t: Translate, key: PreferenceKey, value: unknown): string {
  const entry = preferenceOf(key);
  switch (entry.shape) {
    case 'switch':
      return t(value === true ? 'switch.on' : 'switch.off');
    case 'choice':
      return choiceWords(t, key, String(value));
    case 'number':
    case 'text':
      return textWords(t, String(value));
    case 'localized-text': {
      const texts = value as Record<string, string>;
      return LANGUAGES.map((language) => `${t(`preference.defaultLanguage.${language}`)}: ${textWords(t, texts[language] ?? '')}`).join(
        '; ',
      );
    }
    case 'matrix': {
      const cells = value as Record<string, Record<string, boolean>>;
      const rows = entry.rows.map((row) => {
        const on = entry.columns.filter((column) => cells[row]?.[column] === true).map((column) => columnWords(t, key, column));
        return `${rowWords(t, key, row)}: ${on.length === 0 ? t('switch.off') : on.join(', ')}`;
      });
      return rows.join('; ');
    }
  }
}

/** Formats of texts of which it is always the same that is wrong. */
const FORMATS: Partial<Record<TextFormat, MessageId>> = {
  colour: 'error.field.not-a-colour',
  currency: 'error.field.not-a-currency',
  iban: 'error.field.not-an-iban',
  bic: 'error.field.not-a-bic',
  upi: 'error.field.not-a-upi-address',
  email: 'error.field.email',
  emails: 'error.field.email',
};

/** What is wrong with a preference's value: where its rule is always the same, what it is says more than what was wrong. */
export function problemWords(t: Translate, key: PreferenceKey, error: FieldError): string {
  const entry = preferenceOf(key);
  if (entry.shape === 'number') return t('error.field.out-of-range', { min: entry.min, max: entry.max });
  const ofFormat = entry.shape === 'text' ? FORMATS[entry.format] : undefined;
  if (ofFormat) return t(ofFormat);
  if (error.code === 'required') return part(t, key, 'missing');
  return fieldErrorText(t, error);
}
