import { origin } from './support/places';
import { may, Roles, type Grant } from './support/roles';
import { expect, test, type Page } from './support/test';
import { panel } from './support/words';

const CUSTOMER = 'plugin::customer-portal.customer';
const roles = new Roles();

test.afterAll(({ api }) => roles.remove(api));

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

test('an editor without the permissions sees no Customer Portal links, and the screens refuse', async ({ api, openPanel }) => {
  const token = await roles.editorWho(api, customersInContentManager);
  const page = await openPanel({ token, viewport: { width: 1280, height: 720 } });
  await openSettings(page);
  await expect(page.getByText(panel.section, { exact: true })).toHaveCount(0);
  for (const name of [panel.tabs, panel.fields]) await expect(link(page, name)).toHaveCount(0);
  for (const screen of [
    'general',
    'login',
    'preferences',
    'documents',
    'payments',
    'notifications',
    'custom-tabs',
    'customer-fields',
    'outbox',
    'activity',
  ]) {
    await page.goto(`/admin/settings/customer-portal/${screen}`);
    await expect(page.getByText('have the permissions to access that content').first()).toBeVisible();
  }
  const [customer] = await api.customers({});
  await page.goto(`/admin/content-manager/collection-types/${CUSTOMER}/${customer?.documentId}`);
  await expect(page.getByRole('heading', { level: 1, name: customer?.name ?? '' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'Customer portal' })).toHaveCount(0);
});

test('an editor who may only look at tabs finds them, and nothing to press', async ({ api, openPanel }) => {
  const token = await roles.editorWho(api, ...may('settings.tabs.read'));
  const page = await openPanel({ token, viewport: { width: 1280, height: 720 } });
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
  const token = await roles.editorWho(api, customersInContentManager);
  const context = await playwright.request.newContext({ baseURL: origin, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
  for (const path of [
    'settings/general',
    'settings/login',
    'settings/customer-fields',
    'settings/documents',
    'settings/payments',
    'payments',
    'payment-providers',
    'custom-tabs',
    'connections',
    'outbox',
    'activity',
  ]) {
    expect((await context.get(`/customer-portal/${path}`)).status(), path).toBe(403);
  }
  await context.dispose();
});
