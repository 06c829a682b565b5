import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import german from '../../../admin/src/translations/de.json';
import english from '../../../admin/src/translations/en.json';
import { settingsContract } from '../../../plugin/contract/editor/settings';
import { PERMISSIONS } from '../../../plugin/permissions';
import { FORM_SECTIONS, PREFERENCES, SECTIONS, entriesOf, preferenceDefaults, type Preference } from '../../../plugin/preferences';
import { problemsIn } from '../../../plugin/preferences/check';
import { SETTINGS } from '../../../plugin/settings';
import { schemaOf } from '../../../plugin/settings/from-catalogue';

const entries = Object.entries(PREFERENCES as Record<string, Preference>);
const root = path.resolve(__dirname, '../../..');

/** The sources below a folder, as one text. */
const sourcesIn = (folder: string, without?: RegExp): string =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name) && !without?.test(name))
    .map((name) => readFileSync(path.join(root, folder, name), 'utf8'))
    .join('\n');

describe('the preference catalogue', () => {
  it.each(entries)('%s has a default that its own schema takes', (key, preference) => {
    const schema = schemaOf(preference);
    expect(schema.safeParse(preference.default).success).toBe(true);
    expect(problemsIn(preference, preference.default)).toEqual([]);
    expect(schema.safeParse({}).success).toBe(false);
    expect(schema.safeParse(null).success).toBe(false);
    expect((preferenceDefaults(preference.section) as Record<string, unknown>)[key]).toBe(preference.default);
  });

  it.each(entries)('%s requires only other switches of the catalogue, and no circle', (key, { requires = [] }) => {
    const reached = new Set<string>();
    const walk = (names: readonly string[]): void => {
      for (const name of names) {
        expect(PREFERENCES).toHaveProperty(name);
        expect((PREFERENCES as Record<string, Preference>)[name]?.shape).toBe('switch');
        if (reached.has(name)) continue;
        reached.add(name);
        walk((PREFERENCES as Record<string, Preference>)[name]?.requires ?? []);
      }
    };
    walk(requires);
    expect(reached.has(key)).toBe(false);
  });

  it('stands in the settings of its section', () => {
    for (const [key, { section, default: value }] of entries) expect(SETTINGS[section].defaults).toHaveProperty(key, value);
  });

  it('has defaults that the settings themselves take', () => {
    for (const section of FORM_SECTIONS) {
      const { schema, defaults } = SETTINGS[section];
      expect(schema.parse(defaults)).toEqual(defaults);
    }
  });

  it.each(entries)('%s has words for all that editors read of it, in every language', (key, preference) => {
    const rows = preference.shape === 'matrix' ? preference.rows.map((row) => `row.${row}`) : [];
    const columns = preference.shape === 'matrix' ? preference.columns.map((column) => `column.${column}`) : [];
    const choices = preference.shape === 'choice' ? preference.choices : [];
    const missing = preference.shape === 'text' && preference.required && preference.format === 'line' ? ['missing'] : [];
    for (const part of ['label', 'help', ...rows, ...columns, ...choices, ...missing]) {
      expect(english).toHaveProperty([`preference.${key}.${part}`]);
      expect(german).toHaveProperty([`preference.${key}.${part}`]);
    }
  });

  it.each(entries)('%s is consulted by the server', (key) => {
    const consulting =
      sourcesIn('server/src', /^(?:admin-settings|settings\/service)/u) +
      sourcesIn('plugin/contract') +
      sourcesIn('plugin/preferences') +
      sourcesIn('plugin/rules/documents');
    expect(consulting).toMatch(new RegExp(`\\b${key}\\b(?!:)`, 'u'));
  });
});

describe('the sections of the settings', () => {
  it.each(FORM_SECTIONS)('%s has its two endpoints, permissions, and words', (section) => {
    const endpoints = Object.values(settingsContract).filter((endpoint) => endpoint.path === `/settings/${section}`);
    expect(endpoints.map(({ method }) => method)).toEqual(['GET', 'PUT']);
    for (const part of ['title', 'subtitle']) expect(english).toHaveProperty([`section.${section}.${part}`]);
  });

  it('have a box for each entry, with a title', () => {
    for (const section of SECTIONS) {
      expect(PERMISSIONS.filter(({ uid }) => uid.startsWith(`settings.${section.id}.`))).toHaveLength(2);
      if (section.kind !== 'form') continue;
      for (const group of section.groups) expect(english).toHaveProperty([`group.${section.id}.${group}.title`]);
      expect(new Set(entriesOf(section.id).map(([, { group }]) => group))).toEqual(new Set(section.groups));
    }
  });

  it('show every entry where the page is one of its own', () => {
    const pages = { general: 'general', login: 'login', documents: 'documents', 'customer-fields': 'fields' } as const;
    for (const [section, folder] of Object.entries(pages) as [keyof typeof pages, string][]) {
      const source = sourcesIn(`admin/src/${folder}`);
      for (const [key, { group }] of entriesOf(section)) {
        expect(
          source.includes(`group="${group}"`) || source.includes(`'${key}'`) || source.includes(`"${key}"`) ? key : `${key} is nowhere`,
        ).toBe(key);
      }
    }
  });
});
