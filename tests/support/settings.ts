import { settingsOf } from '../../server/src/settings';
import type { FormSection } from '../../plugin/preferences';
import type { SectionValues } from '../../plugin/settings';
import type { LoginSettings } from '../../plugin/settings/login';
import { LOGIN_DEFAULTS } from '../../plugin/settings/login';
import type { TestApp } from './strapi';

/** Saves how customers sign in: the defaults with these changes. */
export async function setLogin(app: TestApp, changes: Partial<LoginSettings>): Promise<void> {
  const settings = settingsOf(app.strapi);
  const { revision } = await settings.get('login');
  await settings.save('login', { ...LOGIN_DEFAULTS, ...changes }, revision);
}

/** Saves some values of a section, and leaves the others as they are. */
export async function saveSettings<S extends FormSection>(app: TestApp, section: S, changes: Partial<SectionValues<S>>): Promise<void> {
  const settings = settingsOf(app.strapi);
  const { values, revision } = await settings.get(section);
  await settings.save(section, { ...values, ...changes }, revision);
}
