import { type z } from 'zod';
import { CUSTOMER_FIELD_DEFAULTS, customerFieldSettings } from '../../../plugin/settings/customer-fields';
import { GENERAL_DEFAULTS, generalSettings } from '../../../plugin/settings/general';
import { LOGIN_DEFAULTS, loginSettings } from '../../../plugin/settings/login';
import { PREFERENCES, type PreferenceKey, type PreferenceValues } from '../../../plugin/preferences';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { PortalError } from '../platform/errors';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

/** Every section: its schema and what holds until somebody saves it. */
const SECTIONS = {
  general: { schema: generalSettings, defaults: GENERAL_DEFAULTS },
  login: { schema: loginSettings, defaults: LOGIN_DEFAULTS },
  'customer-fields': { schema: customerFieldSettings, defaults: CUSTOMER_FIELD_DEFAULTS },
} as const;

export type Section = keyof typeof SECTIONS;
export type SectionValues<S extends Section> = z.output<(typeof SECTIONS)[S]['schema']>;
export interface Stored<S extends Section> {
  values: SectionValues<S>;
  revision: number;
}
type Snapshot = { [S in Section]: Stored<S> };

interface SettingRow extends Row {
  section: string;
  values: unknown;
  revision: number;
}

/** How long another instance's change may go unseen, milliseconds: well within the promised second. */
const FRESH_MS = 500;

/** A stored section with members that it lacks (an older version wrote it) filled from the defaults. */
function complete<S extends Section>(section: S, row: SettingRow | undefined): Stored<S> {
  const { schema, defaults } = SECTIONS[section];
  if (!row) return { values: defaults as SectionValues<S>, revision: 0 };
  const stored = typeof row.values === 'string' ? (JSON.parse(row.values) as object) : (row.values as object);
  const known = Object.fromEntries(Object.entries(stored).filter(([key]) => key in defaults));
  const parsed = schema.safeParse({ ...defaults, ...known });
  if (!parsed.success) {
    // Fails closed: broken settings must not turn into permissive defaults.
    throw new Error(`customer-portal: the stored settings "${section}" are not valid: ${parsed.error.message}`);
  }
  return { values: parsed.data as SectionValues<S>, revision: row.revision };
}

export function createSettings(strapi: Strapi) {
  const rows = table<SettingRow>(strapi, UID.setting);
  let snapshot: { taken: number; sections: Snapshot } | undefined;
  let loading: Promise<Snapshot> | undefined;
  let version = 0;

  async function load(): Promise<Snapshot> {
    const mine = version;
    const found = new Map((await rows.findMany({ limit: 100 })).map((row) => [row.section, row]));
    const sections = Object.fromEntries(
      (Object.keys(SECTIONS) as Section[]).map((section) => [section, complete(section, found.get(section))]),
    ) as unknown as Snapshot;
    // A save that happened while this read was under way must not be hidden behind its result.
    if (mine === version) snapshot = { taken: Date.now(), sections };
    return sections;
  }

  async function all(): Promise<Snapshot> {
    if (snapshot && Date.now() - snapshot.taken < FRESH_MS) return snapshot.sections;
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  function forget(): void {
    version += 1;
    snapshot = undefined;
    loading = undefined;
  }

  return {
    /** A section as it holds now, at most half a second old. */
    async get<S extends Section>(section: S): Promise<Stored<S>> {
      return (await all())[section];
    },

    /** All preferences of the catalogue. */
    async preferences(): Promise<PreferenceValues> {
      const sections = await all();
      const entries = (Object.keys(PREFERENCES) as PreferenceKey[]).map((key) => {
        const values = sections[PREFERENCES[key].section].values as Record<string, unknown>;
        return [key, values[key]];
      });
      return Object.fromEntries(entries) as PreferenceValues;
    },

    /**
     * Saves a section over the revision that the editor saw. The revision is compared by the
     * database in the UPDATE itself, so that of two editors who save at once one is told.
     */
    async save<S extends Section>(section: S, values: SectionValues<S>, revision: number): Promise<Stored<S>> {
      const conflict = (): PortalError => new PortalError('conflict');
      const next = revision + 1;
      const saved = await rows.updateMany({ where: { section, revision }, data: { values, revision: next } });
      if (saved.count === 0) {
        if (revision !== 0 || (await rows.count({ where: { section } })) > 0) throw conflict();
        try {
          await rows.create({ data: { section, values, revision: next } });
        } catch (error) {
          if ((await rows.count({ where: { section } })) > 0) throw conflict();
          throw error;
        }
      }
      forget();
      await strapi.eventHub.emit(`${PLUGIN_ID}.settings.update`, { section, revision: next });
      return { values, revision: next };
    },
  };
}

export type Settings = ReturnType<typeof createSettings>;

/** The settings service, typed. */
export const settingsOf = (strapi: Strapi): Settings => strapi.plugin(PLUGIN_ID).service('settings');
