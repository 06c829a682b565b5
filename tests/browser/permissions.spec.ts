import { permission, type PermissionUid } from '../../plugin/permissions';
import type { EditorApi } from './support/editor-api';
import { origin } from './support/places';
import { expect, signedInEditor, test, type Page } from './support/test';
import { panel } from './support/words';

const CUSTOMER = 'plugin::customer-portal.customer';
const made: { roles: number[]; users: number[] } = { roles: [], users: [] };

test.afterAll(async ({ api }) => {
  for (const id of made.users) await api.send('DELETE', `/admin/users/${id}`);
  for (const id of made.roles) await api.send('DELETE', `/admin/roles/${id}`);
});

interface Grant {
  action: string;
  subject?: string;
  properties?: object;
}

/** An editor whose role may do only what is named; returns the token. */
async function editorWho(api: EditorApi, ...grants: Grant[]): Promise<string> {
  const mark = `${Date.now()}-${made.roles.length}`;
  const role = await api.send<{ data: { id: number } }>('POST', '/admin/roles', { name: `Role ${mark}`, description: '' });
  made.roles.push(role.data.id);
  const permissions = grants.map(({ action, subject = null as string | null, properties = {} }) => ({
    action,
    subject,
    properties,
    conditions: [],
  }));
  await api.send('PUT', `/admin/roles/${role.data.id}/permissions`, { permissions });
  const user = await api.send<{ data: { id: number; registrationToken: string } }>('POST', '/admin/users', {
    firstname: 'Robin',
    lastname: 'Reader',
    email: `robin-${mark}@haldenmarsh.example`,
    roles: [role.data.id],
  });
  made.users.push(user.data.id);
  const { registrationToken } = user.data;
  const userInfo = { firstname: 'Robin', lastname: 'Reader', password: 'Quiet-Harbour-77' };
  const registered = await api.send<{ data: { token: string } }>('POST', '/admin/register', { registrationToken, userInfo });
  return registered.data.token;
}

const may = (...uids: PermissionUid[]): Grant[] => uids.map((uid) => ({ action: permission(uid) }));
const customersInContentManager: Grant = {
  action: 'plugin::content-manager.explorer.read',
  subject: CUSTOMER,
  properties: { fields: ['name', 'kind'] },
};

const link = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });

/** Opens Strapi's settings and waits until their links are there. */
async function openSettings(page: Page): Promise<void> {
  await page.goto('/admin/settings/application-infos');
  await expect(link(page, 'Overview')).toBeVisible({ timeout: 30_000 });
}

test('an editor without the permissions sees no Customer Portal links, and the screens refuse', async ({ api, open }) => {
  const token = await editorWho(api, customersInContentManager);
  const page = await open({ storageState: signedInEditor(token) });
  await openSettings(page);
  await expect(page.getByText(panel.section, { exact: true })).toHaveCount(0);
  for (const name of [panel.tabs, panel.fields]) await expect(link(page, name)).toHaveCount(0);
  for (const screen of ['general', 'custom-tabs', 'customer-fields']) {
    await page.goto(`/admin/settings/customer-portal/${screen}`);
    await expect(page.getByText('have the permissions to access that content').first()).toBeVisible();
  }
  const [customer] = await api.customers({});
  await page.goto(`/admin/content-manager/collection-types/${CUSTOMER}/${customer?.documentId}`);
  await expect(page.getByRole('heading', { level: 1, name: customer?.name ?? '' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'Customer portal' })).toHaveCount(0);
});

test('an editor who may only look at tabs finds them, and nothing to press', async ({ api, open }) => {
  const token = await editorWho(api, ...may('settings.tabs.read'));
  const page = await open({ storageState: signedInEditor(token) });
  await openSettings(page);
  await expect(link(page, panel.tabs)).toBeVisible();
  await expect(link(page, panel.fields)).toHaveCount(0);
  await link(page, panel.tabs).click();
  await expect(page.getByText('Catalogue', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: panel.addTab })).toHaveCount(0);
  await expect(page.getByRole('button', { name: panel.deleteTab('Catalogue') })).toHaveCount(0);
  await expect(page.getByRole('switch', { name: /Catalogue/u })).toBeDisabled();
});

test('the API refuses every editor request without its permission', async ({ api, playwright }) => {
  const token = await editorWho(api, customersInContentManager);
  const context = await playwright.request.newContext({ baseURL: origin, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
  for (const path of ['settings/general', 'settings/customer-fields', 'custom-tabs']) {
    expect((await context.get(`/customer-portal/${path}`)).status(), path).toBe(403);
  }
  await context.dispose();
});
