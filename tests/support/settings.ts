import { settingsOf } from '../../server/src/settings';
import type { LoginSettings } from '../../plugin/settings/login';
import { LOGIN_DEFAULTS } from '../../plugin/settings/login';
import type { TestApp } from './strapi';

/** Saves how customers sign in: the defaults with these changes. */
export async function setLogin(app: TestApp, changes: Partial<LoginSettings>): Promise<void> {
  const settings = settingsOf(app.strapi);
  const { revision } = await settings.get('login');
  await settings.save('login', { ...LOGIN_DEFAULTS, ...changes }, revision);
}
