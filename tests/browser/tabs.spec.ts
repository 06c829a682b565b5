import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { customerContact, vendorContact } from '../../scripts/seed/accounts.mjs';
import type { EditorApi } from './support/editor-api';
import { openScreen } from './support/panel';
import { expect, signedIn, test, type Page } from './support/test';
import { panel, portal } from './support/words';

const FRAMED = 'Price list';
const REFUSED = 'News room';
const TABS = '/customer-portal/custom-tabs';

/** The demo's own tabs, in their order; other tests open none. */
const OWN = ['Catalogue', 'Announcements', 'Supplier guide'];

/** Origin of the demo's sites, which the demo's own tabs show. */
let sites = '';

/** Leaves the demo's own tabs as they were. */
async function restore(api: EditorApi): Promise<void> {
  const tabs = await api.tabs();
  for (const { id, name } of tabs) if (!OWN.includes(name)) await api.deleteTab(id);
  await api.orderTabs(OWN.map((name) => tabs.find((tab) => tab.name === name)?.id ?? ''));
}

/** Tabs that the story begins with: one in a frame for everybody, at this place, and one for vendors in a browser tab. */
async function haveTabs(api: EditorApi, place = 3): Promise<void> {
  const tab = { audience: 'everyone', opensIn: 'auto', enabled: true };
  await api.send('POST', TABS, { ...tab, name: FRAMED, url: `${sites}/catalogue` });
  await api.send('POST', TABS, { ...tab, name: REFUSED, url: `${sites}/announcements`, audience: 'vendors' });
  const ids = (await api.tabs()).map(({ id }) => id);
  const [framed = ''] = ids.splice(OWN.length, 1);
  ids.splice(place, 0, framed);
  await api.orderTabs(ids);
}

test.beforeEach(async ({ api }) => {
  await restore(api);
  sites = new URL((await api.tabs()).find(({ name }) => name === 'Catalogue')?.url ?? '').origin;
});
test.afterEach(({ api }) => restore(api));

const sidebar = (page: Page) => page.getByRole('complementary').getByRole('navigation');
const rows = (editor: Page) => editor.getByRole('list', { name: panel.tabs }).getByRole('listitem');
const row = (editor: Page, name: string) => rows(editor).filter({ hasText: name });

/** Names in the customer's sidebar, tabs only. */
async function tabsInSidebar(page: Page): Promise<string[]> {
  await expect(sidebar(page).getByRole('link', { name: 'Catalogue' })).toBeVisible();
  // Modules, documents and payments, which other tests may have made, stand before them.
  const names = await sidebar(page).locator('a:not([href*="/modules/"], [href*="/documents/"], [href*="/payments"])').allInnerTexts();
  return names.map((name) => name.replace(/\s*\(.*\)$/su, '').trim()).slice(2, -1);
}

async function addTab(editor: Page, name: string, url: string, audience?: string): Promise<void> {
  await editor.getByRole('button', { name: panel.addTab }).click();
  const dialog = editor.getByRole('dialog');
  await dialog.getByLabel(panel.name).fill(name);
  await dialog.getByLabel(panel.url).fill(url);
  await dialog.getByLabel(panel.url).blur();
  await expect(dialog.getByText(/can be shown inside|refuses to be shown/u)).toBeVisible();
  if (audience) {
    await dialog.getByRole('combobox', { name: panel.seenBy }).click();
    await editor.getByRole('option', { name: audience }).click();
  }
}

async function finish(editor: Page): Promise<void> {
  await editor.getByRole('dialog').getByRole('button', { name: panel.addTab }).click();
  await expect(editor.getByRole('dialog')).toBeHidden();
}

test('an editor adds a tab, and it stands in the sidebar with its page in a frame', async ({ editor, customer }) => {
  await openScreen(editor, 'tabs');
  await addTab(editor, FRAMED, `${sites}/catalogue`);
  await expect(editor.getByText('This site can be shown inside the portal.')).toBeVisible();
  await finish(editor);
  await expect(row(editor, FRAMED)).toContainText('The portal');

  await signedIn(customer);
  await sidebar(customer).getByRole('link', { name: FRAMED }).click();
  await expect(customer.getByRole('heading', { level: 1, name: FRAMED })).toBeVisible();
  const frame = customer.frameLocator(`iframe[title="${FRAMED}"]`);
  await expect(frame.getByRole('heading', { name: 'Product catalogue' })).toBeVisible();
});

/** A site that does in its frame what sites do, and what they must not. */
const SITE = `<!doctype html><title>Tool</title><button onclick="out.textContent = confirm('Really?')">Ask</button>
<a href="/report.csv" download>Report</a>
<button onclick="document.documentElement.requestFullscreen().then(() => out.textContent = 'full', (e) => out.textContent = e.message)">Full screen</button>
<button onclick="try { top.location = 'https://elsewhere.example/' } catch (e) { out.textContent = 'kept' }">Lead away</button>
<button onclick="try { out.textContent = top.document.title } catch (e) { out.textContent = 'closed' }">Look</button><p id="out"></p>`;

test('a framed site can ask, hand out files and fill the screen, and cannot lead the portal away or look into it', async ({
  customer,
  api,
}) => {
  const server = http.createServer((request, response) => {
    if (request.url === '/report.csv') response.setHeader('content-disposition', 'attachment; filename="report.csv"');
    else response.setHeader('content-type', 'text/html');
    response.end(request.url === '/report.csv' ? 'a,b' : SITE);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  try {
    const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
    await api.send('POST', TABS, { name: 'Tool', url, audience: 'everyone', opensIn: 'auto', enabled: true });
    await signedIn(customer);
    await sidebar(customer).getByRole('link', { name: 'Tool' }).click();
    const frame = customer.frameLocator('iframe[title="Tool"]');
    customer.once('dialog', (question) => void question.accept());
    await frame.getByRole('button', { name: 'Ask' }).click();
    await expect(frame.locator('#out')).toHaveText('true');
    const download = customer.waitForEvent('download');
    await frame.getByRole('link', { name: 'Report' }).click();
    expect((await download).suggestedFilename()).toBe('report.csv');
    await frame.getByRole('button', { name: 'Full screen' }).click();
    await expect(frame.locator('#out')).toHaveText('full');
    await customer.keyboard.press('Escape');
    await customer.evaluate(() => document.exitFullscreen().catch(() => undefined));
    await frame.getByRole('button', { name: 'Lead away' }).click();
    await frame.getByRole('button', { name: 'Look' }).click();
    await expect(frame.locator('#out')).toHaveText('closed');
    await expect(customer.getByRole('heading', { level: 1, name: 'Tool' })).toBeVisible();
    await expect(customer.getByText('Is nothing shown here?')).toBeVisible();

    await customer.context().setOffline(true);
    await customer.getByRole('button', { name: 'Load again' }).click();
    await expect(customer.getByText('Tool cannot be reached: there is no connection.').first()).toBeVisible();
    await customer.context().setOffline(false);
    await customer.getByRole('button', { name: 'Try again' }).click();
    await expect(frame.getByRole('button', { name: 'Ask' })).toBeVisible();
  } finally {
    server.close();
  }
});

test('a site that refuses to be framed opens in a new browser tab, and the editor is told', async ({ editor, customer }) => {
  await openScreen(editor, 'tabs');
  await addTab(editor, REFUSED, `${sites}/announcements`, 'Vendors only');
  await expect(editor.getByText('Customers will see it in a new browser tab.')).toBeVisible();
  await finish(editor);
  await expect(row(editor, REFUSED)).toContainText('A new browser tab');

  await signedIn(customer, vendorContact);
  const opened = customer.waitForEvent('popup');
  await sidebar(customer).getByRole('link', { name: REFUSED }).click();
  const site = await opened;
  await expect(site.getByRole('heading', { level: 1, name: 'Announcements' })).toBeVisible();
  expect(await site.evaluate(() => window.opener === null && document.referrer === '')).toBe(true);
});

test('a tab for vendors is not seen by customers', async ({ customer, open, api }) => {
  await haveTabs(api);
  await signedIn(customer, customerContact);
  expect(await tabsInSidebar(customer)).toEqual(['Catalogue', 'Announcements', FRAMED]);
  const vendor = await open();
  await signedIn(vendor, vendorContact);
  expect(await tabsInSidebar(vendor)).toEqual(['Catalogue', 'Announcements', 'Supplier guide', FRAMED, REFUSED]);
});

test('wrong addresses are named at their field, and nothing is added', async ({ editor, api }) => {
  const before = (await api.tabs()).length;
  await openScreen(editor, 'tabs');
  await editor.getByRole('button', { name: panel.addTab }).click();
  const dialog = editor.getByRole('dialog');
  await dialog.getByLabel(panel.name).fill('Wrong');
  for (const [url, problem] of [
    ['http://example.com/', 'must start with https://'],
    ['https://user:secret@example.com/', 'holds a user name or password'],
    [new URL(editor.url()).origin, 'own server'],
  ] as const) {
    await dialog.getByLabel(panel.url).fill(url);
    await dialog.getByRole('button', { name: panel.addTab }).click();
    await expect(dialog.getByText(problem)).toBeVisible();
  }
  expect(await api.tabs()).toHaveLength(before);
  await dialog.getByRole('button', { name: panel.cancel }).click();
  await editor.getByRole('button', { name: 'Leave without saving' }).click();
  await expect(dialog).toBeHidden();
});

test('tabs are put into another order with the keyboard, and customers see it', async ({ editor, customer, api }) => {
  await haveTabs(api);
  await openScreen(editor, 'tabs');
  const handle = editor.getByRole('button', { name: panel.move(FRAMED) });
  await handle.focus();
  for (const place of [3, 2, 1]) {
    await editor.keyboard.press('ArrowUp');
    await expect(editor.getByText(`“${FRAMED}” is at position ${place} of 5 now.`)).toBeAttached();
    await expect(handle).toBeFocused();
  }
  await editor.reload();
  await expect(rows(editor).first()).toContainText(FRAMED);
  await signedIn(customer);
  expect(await tabsInSidebar(customer)).toEqual([FRAMED, 'Catalogue', 'Announcements']);
});

test('tabs are lifted, moved and dropped with the space and arrow keys', async ({ editor, api }) => {
  await haveTabs(api, 0);
  await openScreen(editor, 'tabs');
  await editor.getByRole('button', { name: panel.move(FRAMED) }).focus();
  await editor.keyboard.press('Space');
  await expect(editor.getByText(`“${FRAMED}” is lifted, at position 1 of 5.`)).toBeAttached();
  await editor.keyboard.press('ArrowDown');
  await expect(editor.getByText(`“${FRAMED}” is over position 2 of 5.`)).toBeAttached();
  await editor.keyboard.press('Space');
  await expect(editor.getByText(`“${FRAMED}” is at position 2 of 5 now.`)).toBeAttached();
  await expect(rows(editor).nth(1)).toContainText(FRAMED);
});

test('a tab that is switched off is hidden, and one that is deleted is gone after a confirmation', async ({ editor, customer, api }) => {
  await haveTabs(api, 1);
  await openScreen(editor, 'tabs');
  await editor.getByRole('switch', { name: FRAMED }).click();
  await expect(editor.getByText(`“${FRAMED}” is hidden from customers.`)).toBeVisible();
  await signedIn(customer);
  expect(await tabsInSidebar(customer)).toEqual(['Catalogue', 'Announcements']);

  await editor.getByRole('button', { name: panel.deleteTab(FRAMED) }).click();
  const question = editor.getByRole('alertdialog');
  await expect(question).toContainText('This cannot be undone');
  await question.getByRole('button', { name: panel.cancel }).click();
  await expect(row(editor, FRAMED)).toBeVisible();
  await editor.getByRole('button', { name: panel.deleteTab(FRAMED) }).click();
  await question.getByRole('button', { name: panel.confirmDelete }).click();
  await expect(row(editor, FRAMED)).toBeHidden();
  await expect(editor.getByRole('button', { name: panel.addTab })).toBeFocused();
});

test('a tab that is gone leads a customer who kept its address to "not found"', async ({ customer }) => {
  await signedIn(customer, customerContact, '/tabs/no-such-tab');
  await expect(customer.getByRole('heading', { name: portal.notFound })).toBeVisible();
});
