import fs from 'node:fs';
import path from 'node:path';
import { PREFERENCES, type Preference } from '../../plugin/preferences';
import words from '../../admin/src/translations/en.json';

const FILE = path.resolve(__dirname, '../../docs/reference/preferences.md');
const message = (id: string): string => (words as Record<string, string>)[id] ?? '';

/** A default in words; of a matrix, the cells that are on. */
function defaultOf(key: string, preference: Preference): string {
  switch (preference.shape) {
    case 'switch':
      return preference.default ? 'on' : 'off';
    case 'number':
      return `${preference.default} ${preference.unit}`;
    case 'choice':
      return message(`preference.${key}.${preference.default}`);
    case 'text':
      return preference.default === '' ? 'empty' : `\`${preference.default}\``;
    case 'localized-text':
      return Object.values(preference.default).every((text) => text === '') ? 'empty' : Object.values(preference.default).join(' / ');
    case 'matrix':
      return Object.entries(preference.default)
        .map(([row, cells]) => {
          const on = Object.keys(cells).filter((column) => cells[column]);
          return `${message(`preference.${key}.row.${row}`)}: ${on.map((column) => message(`preference.${key}.column.${column}`)).join(', ') || 'off'}`;
        })
        .join('; ');
  }
}

/** What may be saved, beyond on and off. */
function limitsOf(key: string, preference: Preference): string {
  switch (preference.shape) {
    case 'switch':
      return 'on, off';
    case 'number':
      return `${preference.min} to ${preference.max} ${preference.unit}`;
    case 'choice':
      return preference.choices.map((choice) => `\`${choice}\` (${message(`preference.${key}.${choice}`)})`).join(', ');
    case 'text':
      return `${preference.format}, at most ${preference.max} characters${preference.required ? '' : ', or empty'}`;
    case 'localized-text':
      return `${preference.format} per language, at most ${preference.max} characters`;
    case 'matrix':
      return `${preference.rows.length} × ${preference.columns.length} switches`;
  }
}

/** The reference page, from the catalogue and the admin's own words. */
function reference(): string {
  const rows = Object.entries<Preference>(PREFERENCES).map(([key, preference]) => {
    const label = message(`preference.${key}.label`);
    const needs = preference.requires?.map((name) => `\`${name}\``).join(', ') ?? '';
    const bounds = preference.shape === 'number' ? { min: preference.min, max: preference.max } : {};
    const help = Object.entries(bounds).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, String(value)),
      message(`preference.${key}.help`),
    );
    const screen = message(`section.${preference.section}.title`);
    return `| \`${key}\` | ${label} | ${screen} | ${limitsOf(key, preference)} | ${defaultOf(key, preference)} | ${needs} | ${help} |`;
  });
  return [
    '# Preferences',
    '',
    'Made from the catalogue in `plugin/preferences/`; `UPDATE_REFERENCE=1 npm run test:unit -- preference-reference` writes it anew.',
    '',
    '| Key | Label | Screen | Values | Default | Needs | Effect |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

describe('the preference catalogue', () => {
  it('has a label and a help text for every entry', () => {
    for (const key of Object.keys(PREFERENCES)) {
      expect(message(`preference.${key}.label`)).not.toBe('');
      expect(message(`preference.${key}.help`)).not.toBe('');
    }
  });

  it('names only entries that exist as needed', () => {
    for (const { requires = [] } of Object.values<Preference>(PREFERENCES)) {
      for (const key of requires) expect(PREFERENCES).toHaveProperty(key);
    }
  });

  it('is what the reference page says', () => {
    if (process.env.UPDATE_REFERENCE) fs.writeFileSync(FILE, reference());
    expect(fs.readFileSync(FILE, 'utf8')).toBe(reference());
  });
});
