import { signedInEditor } from './support/editor-browsers';
import { DESKTOP, inspectPanel } from './support/looks';
import { imagesFolder, origin } from './support/places';
import { openCustomer, openScreen, selectCustomers } from './support/panel';
import { openRepairs, submitRepair } from './support/submissions';
import { expect, test } from './support/test';
import { panel } from './support/words';

/** Every settings screen and what opens over it, light and dark: axe and a screenshot. */
const THEMES = ['light', 'dark'] as const;

for (const theme of THEMES) {
  test(`General, ${theme}`, async ({ openPanel, api }) => {
    const page = await openPanel({ theme });
    await openScreen(page, 'general');
    await inspectPanel(page, `general-${theme}`);
    await page.getByLabel(panel.banner).scrollIntoViewIfNeeded();
    await inspectPanel(page, `general-further-down-${theme}`);

    await page.getByRole('textbox', { name: panel.accent, exact: true }).fill('nonsense');
    await page.getByLabel(panel.organisation).fill('');
    await page.getByLabel(panel.portalName).fill('admin');
    await page.getByRole('button', { name: panel.save, exact: true }).click();
    await expect(page.getByText('Enter the name of the organisation.')).toBeVisible();
    await inspectPanel(page, `general-problems-${theme}`);
    await page.reload();

    await page.getByLabel(panel.portalName).fill('another-name');
    await page.getByRole('button', { name: panel.save, exact: true }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await inspectPanel(page, `general-rename-${theme}`, '[role=alertdialog]');
    await page.getByRole('button', { name: panel.cancel }).click();
    await page.getByLabel(panel.portalName).fill((await api.general()).values.portalName);

    await page.getByRole('button', { name: panel.sendToAll }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await inspectPanel(page, `general-send-to-all-${theme}`, '[role=dialog]');
  });

  test(`Custom Tabs, ${theme}`, async ({ openPanel, api }) => {
    const page = await openPanel({ theme });
    await openScreen(page, 'tabs');
    await expect(page.getByText('Catalogue', { exact: true })).toBeVisible();
    await inspectPanel(page, `tabs-${theme}`);
    await page.getByRole('button', { name: panel.addTab }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: panel.addTab })).toBeDisabled();
    await inspectPanel(page, `tabs-add-${theme}`, '[role=dialog]');
    const [refusing] = (await api.tabs()).filter(({ name }) => name === 'Announcements');
    await dialog.getByLabel(panel.name).fill('News');
    await dialog.getByLabel(panel.url).fill(refusing?.url ?? '');
    await dialog.getByLabel(panel.url).blur();
    await expect(dialog.getByText('refuses to be shown')).toBeVisible();
    await inspectPanel(page, `tabs-refused-${theme}`, '[role=dialog]');
    await dialog.getByRole('button', { name: panel.cancel }).click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('button', { name: panel.deleteTab('Catalogue') }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await inspectPanel(page, `tabs-delete-${theme}`, '[role=alertdialog]');
  });

  test(`Customer Fields, ${theme}`, async ({ openPanel }) => {
    const page = await openPanel({ theme });
    await openScreen(page, 'fields');
    await inspectPanel(page, `fields-${theme}`);
    await page.getByRole('region', { name: 'Contact', exact: true }).scrollIntoViewIfNeeded();
    await inspectPanel(page, `fields-further-down-${theme}`);
    await page.getByLabel(panel.accountDetails).click({ force: true });
    await expect(page.getByText('Customers see no account details')).toBeVisible();
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    await inspectPanel(page, `fields-off-${theme}`);
  });

  test(`Custom Modules, ${theme}`, async ({ openPanel, api }) => {
    const id = await openRepairs(api);
    const page = await openPanel({ theme });
    await openScreen(page, 'modules');
    await inspectPanel(page, `modules-${theme}`);
    await page.getByRole('link', { name: panel.addModule }).click();
    await expect(page.getByText('Draft & Publish is off')).toBeVisible();
    await inspectPanel(page, `modules-types-${theme}`);
    await page.goto(`/admin/settings/customer-portal/custom-modules/${id}`);
    await expect(page.getByLabel(panel.name)).toBeVisible();
    await inspectPanel(page, `module-${theme}`);
    const fields = page.getByRole('region', { name: 'Fields', exact: true });
    await fields.scrollIntoViewIfNeeded();
    await fields.getByRole('radiogroup', { name: 'Title' }).getByRole('radio', { name: 'Hidden' }).click();
    await expect(page.getByText('1 field below needs a decision')).toBeVisible();
    await expect(page.getByText('Not shown: the field is hidden')).toBeVisible();
    await inspectPanel(page, `module-problems-${theme}`);
    await page.getByRole('region', { name: 'List of records' }).scrollIntoViewIfNeeded();
    await inspectPanel(page, `module-columns-${theme}`);
    await page.reload();
    await openScreen(page, 'modules');
    await page.getByRole('button', { name: panel.deleteModule('Repairs') }).click();
    await expect(page.getByRole('alertdialog')).toContainText('Records, comments and files stay.');
    await inspectPanel(page, `modules-delete-${theme}`, '[role=alertdialog]');
  });

  test(`Approvals, ${theme}`, async ({ openPanel, api }) => {
    const module = await openRepairs(api);
    const title = `The grinder leaks (${theme})`;
    const { id, remove } = await submitRepair(module, title);
    const page = await openPanel({ theme });
    await openScreen(page, 'approvals');
    await page.getByRole('checkbox', { name: `Select “${title}”` }).click();
    await inspectPanel(page, `approvals-${theme}`);
    await page.getByRole('button', { name: panel.reject, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: panel.reject, exact: true }).click();
    await expect(dialog.getByText('Say what should be mended.')).toBeVisible();
    await inspectPanel(page, `approvals-reject-${theme}`, '[role=dialog]');
    await dialog.getByRole('button', { name: panel.cancel }).click();
    await page.getByRole('link', { name: title }).click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole('textbox', { name: panel.writeComment })).toBeVisible();
    await inspectPanel(page, `approval-${theme}`);
    await api.send('POST', `/customer-portal/approvals/${id}/comments`, {
      text: [{ type: 'paragraph', children: [{ type: 'text', text: 'Ask the workshop first.' }] }],
      internal: true,
    });
    await page.reload();
    await page.getByText('Ask the workshop first.').scrollIntoViewIfNeeded();
    await inspectPanel(page, `approval-history-${theme}`);
    await page.getByRole('textbox', { name: panel.writeComment }).click();
    await page.keyboard.type('It is ');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('not');
    await expect(page.getByRole('button', { name: 'Bold', pressed: true })).toBeVisible();
    await page.keyboard.press('Control+b');
    await page.keyboard.type(' a seal.');
    await inspectPanel(page, `approval-comment-${theme}`);
    await page.getByRole('button', { name: 'Send to the customer' }).click();
    await expect(page.getByRole('paragraph').filter({ hasText: 'It is not a seal.' }).locator('strong')).toHaveText('not');
    await page.goto('/admin/plugins/customer-portal/approvals?search=there-is-no-such-thing');
    await expect(page.getByText('Nothing matches.')).toBeVisible();
    await inspectPanel(page, `approvals-none-${theme}`);
    await remove();
  });

  test(`The panel beside a customer, ${theme}`, async ({ openPanel, api }) => {
    const page = await openPanel({ theme });
    const [customer] = await api.customers({ 'filters[name][$eq]': 'Fjordlight Studio AB' });
    const side = await openCustomer(page, customer?.documentId ?? '');
    await expect(side.getByText('Active').first()).toBeVisible();
    await side.getByRole('button', { name: panel.disable }).scrollIntoViewIfNeeded();
    await side.evaluate((element) => element.setAttribute('data-ours', ''));
    await inspectPanel(page, `customer-panel-${theme}`, '[data-ours]');
    await side.getByRole('button', { name: panel.disable }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await inspectPanel(page, `customer-disable-${theme}`, '[role=alertdialog]');
  });

  test(`Sending the link to selected customers, ${theme}`, async ({ openPanel }) => {
    const page = await openPanel({ theme });
    await page.goto('/admin/content-manager/collection-types/plugin::customer-portal.customer?page=1&pageSize=10&sort=name:ASC');
    await selectCustomers(page, 2);
    await page.getByRole('button', { name: panel.resend }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('The contacts of 2 customers');
    await inspectPanel(page, `customers-send-${theme}`, '[role=dialog]');
    await dialog.getByRole('button', { name: panel.sendLink }).click();
    await expect(dialog.getByRole('status')).toContainText('Done.', { timeout: 30_000 });
    await inspectPanel(page, `customers-sent-${theme}`, '[role=dialog]');
  });
}

test('the settings screens on a narrow window', async ({ openPanel }) => {
  const page = await openPanel({ viewport: { width: 768, height: 1024 } });
  for (const screen of ['general', 'tabs', 'fields', 'modules', 'approvals'] as const) {
    await openScreen(page, screen);
    await inspectPanel(page, `${screen}-narrow`);
  }
});

test('General as the README shows it', async ({ browser, api }) => {
  test.skip(process.env.UPDATE_README_IMAGES !== '1', 'set UPDATE_README_IMAGES=1 to write the images of the README');
  // A little smaller than it is, so that the preview is in the picture.
  const [scale, { width, height }] = [0.8, DESKTOP];
  const viewport = { width: width / scale, height: height / scale };
  const context = await browser.newContext({
    baseURL: origin,
    viewport,
    deviceScaleFactor: scale,
    storageState: signedInEditor({ token: api.token, theme: 'light' }),
  });
  const page = await context.newPage();
  await openScreen(page, 'general');
  await page.screenshot({ path: `${imagesFolder}/admin-general.png`, caret: 'initial' });
});
