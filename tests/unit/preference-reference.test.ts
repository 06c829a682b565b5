import fs from 'node:fs';
import path from 'node:path';
import { PREFERENCES, type Preference } from '../../plugin/preferences';
import words from '../../admin/src/translations/en.json';

const FILE = path.resolve(__dirname, '../../docs/reference/preferences.md');
const message = (id: string): string => (words as Record<string, string>)[id] ?? '';

function defaultOf(preference: Preference): string {
  if (preference.shape === 'switch') return preference.default ? 'on' : 'off';
  return preference.shape === 'number' ? `${preference.default} ${preference.unit}` : preference.default;
}

/** The reference page, from the catalogue and the admin's own words. */
function reference(): string {
  const rows = Object.entries<Preference>(PREFERENCES).map(([key, preference]) => {
    const label = message(`preference.${key}.label`);
    const needs = preference.requires?.map((name) => `\`${name}\``).join(', ') ?? '';
    return `| \`${key}\` | ${label} | ${preference.section} | ${defaultOf(preference)} | ${needs} | ${message(`preference.${key}.help`)} |`;
  });
  return [
    '# Preferences',
    '',
    'Made from the catalogue in `plugin/preferences/`; `UPDATE_REFERENCE=1 npm run test:unit -- preference-reference` writes it anew.',
    '',
    '| Key | Label | Screen | Default | Needs | Effect |',
    '| --- | --- | --- | --- | --- | --- |',
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
