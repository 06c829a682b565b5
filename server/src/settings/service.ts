import {
  FORM_SECTIONS,
  PREFERENCES,
  preferenceOf,
  type FormSection,
  type PreferenceKey,
  type PreferenceValues,
} from '../../../plugin/preferences';
import { completed } from '../../../plugin/preferences/check';
import { SETTINGS, type SectionValues } from '../../../plugin/settings';
import { tell } from '../platform/events';
import { createCache } from '../platform/cache';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { serviceOf, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { shapedTable } from '../platform/versioned';

export type Section = FormSection;
export type { SectionValues };
export interface Stored<S extends Section> {
  values: SectionValues<S>;
  revision: number;
}
type Sections = { [S in Section]: Stored<S> };
interface Snapshot {
  sections: Sections;
  preferences: PreferenceValues;
}

interface SettingRow extends Row {
  section: string;
  values: unknown;
  revision: number;
}

/** A stored section with members that it lacks (an older version wrote it) filled from the defaults. */
function complete<S extends Section>(section: S, row: SettingRow | undefined): Stored<S> {
  const { schema, defaults } = SETTINGS[section];
  if (!row) return { values: defaults, revision: 0 };
  const stored = typeof row.values === 'string' ? (JSON.parse(row.values) as object) : (row.values as object);
  const known = Object.entries(stored)
    .filter(([key]) => key in defaults)
    .map(([key, value]: [string, unknown]) => [key, key in PREFERENCES ? completed(preferenceOf(key as PreferenceKey), value) : value]);
  const parsed = schema.safeParse({ ...defaults, ...Object.fromEntries(known) });
  if (!parsed.success) {
    // Fails closed: broken settings must not turn into permissive defaults.
    throw new Error(`customer-portal: the stored settings "${section}" are not valid: ${parsed.error.message}`);
  }
  return { values: parsed.data, revision: row.revision };
}

/** The value of every preference of the catalogue. Pure. */
function preferencesIn(sections: Sections): PreferenceValues {
  const entries = (Object.keys(PREFERENCES) as PreferenceKey[]).map((key) => {
    const values = sections[PREFERENCES[key].section].values as Record<string, unknown>;
    return [key, values[key]];
  });
  return Object.freeze(Object.fromEntries(entries)) as PreferenceValues;
}

export function createSettings(strapi: Strapi) {
  const rows = shapedTable(table<SettingRow>(strapi, UID.setting), ['values']);
  const snapshot = createCache(strapi, async (): Promise<Snapshot> => {
    const found = new Map((await rows.findMany({ limit: 100 })).map((row) => [row.section, row]));
    const sections = Object.fromEntries(
      FORM_SECTIONS.map((section) => [section, complete(section, found.get(section))]),
    ) as unknown as Sections;
    return { sections, preferences: preferencesIn(sections) };
  });

  /**
   * The row of a section that nobody has saved, which holds nothing: what a version has for defaults holds. Apart from the transaction that
   * saves: MariaDB ends two as a deadlock that look for a row, find none and make it.
   */
  async function begin(section: Section): Promise<void> {
    if ((await rows.count({ where: { section } })) > 0) return;
    try {
      await rows.create({ data: { section, values: {}, revision: 0 } });
    } catch (error) {
      // Another was first: the section is unique.
      if ((await rows.count({ where: { section } })) === 0) throw error;
    }
  }

  return {
    /** A section as it holds now, at most half a second old. */
    async get<S extends Section>(section: S): Promise<Stored<S>> {
      return (await snapshot.get()).sections[section];
    },

    /** What is shown by them has changed: it is read anew with them. */
    forget: () => snapshot.forget(),

    /** All preferences of the catalogue, at most half a second old. */
    async preferences(): Promise<PreferenceValues> {
      return (await snapshot.get()).preferences;
    },

    /** A section as it is stored, for who acts by it: read in the caller's transaction, under whatever it holds. */
    async stored<S extends Section>(section: S): Promise<Stored<S>> {
      return complete(section, (await rows.findOne({ where: { section } })) ?? undefined);
    },

    /**
     * Saves a section over the revision that the editor saw. The revision is compared by the
     * database in the UPDATE itself, so that of two editors who save at once one is told. `alsoDo` happens
     * in the transaction that saves, and is given what was stored before.
     */
    async save<S extends Section>(
      section: S,
      values: SectionValues<S>,
      revision: number,
      alsoDo?: (before: SectionValues<S>) => Promise<void>,
    ): Promise<Stored<S>> {
      const next = revision + 1;
      if (revision === 0) await begin(section);
      await strapi.db.transaction(async () => {
        await hold(strapi, UID.setting, { section });
        const before = await this.stored(section);
        const saved = await rows.updateMany({ where: { section, revision }, data: { values, revision: next } });
        if (saved.count !== 1) throw new PortalError('conflict');
        await alsoDo?.(before.values);
      });
      snapshot.forget();
      await tell(strapi, 'settings.update', { section, revision: next });
      return { values, revision: next };
    },
  };
}

export const settingsOf = serviceOf('settings', createSettings);
