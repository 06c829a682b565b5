import type { EditorApi } from './support/editor-api';
import { inspect, inspectPanel, PHONE } from './support/looks';
import { removeModules, REPAIR } from './support/modules';
import { openCustomer, openScreen } from './support/panel';
import { inviteColleague, removeContact } from './support/people';
import { expect, signedIn, test, type Page } from './support/test';
import { openRepairs, submitRepair } from './support/submissions';
import { panel, portal } from './support/words';

/** What an editor lets a contact do, and what the contact then finds in the portal. */
const CUSTOMER = 'Fjordlight Studio AB';
const TITLE = 'The kettle leaks';
const person = { email: 'ida@fjordlight.example', password: 'harbour-Candle-52-moss', firstName: 'Ida', lastName: 'Holm' };
const NEWCOMER = 'per@fjordlight.example';
const NAME = `${person.firstName} ${person.lastName}`;
let [customer, module, record] = ['', '', ''];

test.beforeEach(async ({ api }) => {
  await removeModules(api, REPAIR);
  await inviteColleague(api, CUSTOMER, person);
  customer = (await api.customers({ 'filters[name][$eq]': CUSTOMER }))[0]?.documentId ?? '';
  module = await openRepairs(api);
  record = (await submitRepair(module, TITLE)).id;
});
test.afterEach(async ({ api }) => {
  await removeModules(api, REPAIR);
  for (const email of [person.email, NEWCOMER]) await removeContact(api, email);
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const give = async (api: EditorApi, role: string): Promise<void> => {
  const contact = (await api.contact(person.email))?.documentId ?? '';
  await api.send('PUT', `/customer-portal/customers/${customer}/contacts/${contact}`, { role });
};
const newEntry = (page: Page) => page.getByRole('main').getByRole('link', { name: portal.newRecord });

/** Opens the dialog in which the role is chosen, beside the customer. */
async function askForRole(page: Page) {
  const side = await openCustomer(page, customer);
  await side.getByRole('button', { name: `More about ${NAME}` }).click();
  await page.getByRole('menuitem', { name: panel.changeRole }).click();
  const dialog = page.getByRole('dialog', { name: `Role of ${NAME}` });
  await expect(dialog.getByRole('combobox', { name: panel.role })).toBeVisible();
  return { side, dialog };
}

test('an editor makes a colleague a viewer, and the portal follows while the colleague writes', async ({ editor, customer: page }) => {
  await signedIn(page, person, `/modules/${module}`);
  await newEntry(page).first().click();
  await page.getByLabel('Title').fill('Typed before');

  const { side, dialog } = await askForRole(editor);
  await expect(dialog.getByText('May do everything for this customer, except managing people.')).toBeVisible();
  await dialog.getByRole('combobox', { name: panel.role }).click();
  await editor.getByRole('option', { name: 'Viewer' }).click();
  await expect(dialog.getByText('Reads everything of this customer')).toBeVisible();
  await inspectPanel(editor, 'role-choose', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Save the role' }).click();
  await expect(editor.getByText(`${NAME} has the role Viewer now.`).first()).toBeVisible();
  await expect(side.getByRole('listitem').filter({ hasText: person.email }).getByText('Viewer')).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await inspectPanel(editor, 'role-viewer');

  await page.getByRole('button', { name: portal.saveDraft }).click();
  await expect(page.getByText('You are not allowed to do this.').first()).toBeVisible();
  await expect(page.getByLabel('Title'), 'what was typed stays').toHaveValue('Typed before');
  await page.getByRole('complementary').getByRole('link', { name: 'Repairs' }).click();
  await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
  await expect(newEntry(page)).toHaveCount(0);
  await inspect(page, 'viewer-list');
});

test('a viewer reads everything, is offered nothing that would be refused, and looks after the own sign-in', async ({
  customer: page,
  api,
}) => {
  await signedIn(page, person, `/modules/${module}`);
  await expect(newEntry(page).first()).toBeVisible();
  await give(api, 'viewer');
  await page.getByRole('complementary').getByRole('link', { name: portal.home }).click();
  await page.getByRole('complementary').getByRole('link', { name: 'Repairs' }).click();
  await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
  await expect(newEntry(page)).toHaveCount(0);
  await page.getByRole('complementary').getByRole('link', { name: portal.home }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Hello/u })).toBeVisible();
  await inspect(page, 'viewer-home');

  await page.getByRole('complementary').getByRole('link', { name: portal.details }).click();
  await expect(page.getByText(`For ${CUSTOMER} you can read these details, not change them.`)).toBeVisible();
  await expect(page.getByText('Hamngatan 12')).toBeVisible();
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await inspect(page, 'viewer-details');

  await page.getByRole('complementary').getByRole('link', { name: 'Repairs' }).click();
  await page.getByRole('link', { name: TITLE }).click();
  await expect(heading(page, TITLE)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await inspect(page, 'viewer-record');

  for (const path of [`/modules/${module}/new`, `/modules/${module}/records/${record}/edit`]) {
    await signedIn(page, person, path);
    await expect(page.getByText(`For ${CUSTOMER} you can read entries, not add or change any.`)).toBeVisible();
    await inspect(page, path.endsWith('new') ? 'viewer-new' : 'viewer-edit');
  }

  await page.getByRole('complementary').getByRole('link', { name: portal.security }).click();
  await page.getByRole('link', { name: portal.changePassword }).click();
  await page.getByLabel(portal.currentPassword, { exact: true }).fill(person.password);
  await page.getByLabel(portal.newPassword, { exact: true }).fill('orchard-Kettle-83-slate');
  await page.getByRole('button', { name: portal.changePassword }).click();
  await expect(page.getByText('Your password is changed.').first()).toBeVisible();
});

test('in the form of a membership all roles are offered, beside it stands what each may do, and the portal follows at once', async ({
  openPanel,
  api,
  customer: page,
}) => {
  const path = '/content-manager/collection-types/plugin::customer-portal.membership';
  const query = new URLSearchParams({ 'filters[contact][email][$eq]': person.email });
  const { results } = await api.send<{ results: { documentId: string }[] }>('GET', `${path}?${query.toString()}`);
  const editor = await openPanel({ theme: 'dark' });
  await editor.goto(`/admin${path}/${results[0]?.documentId ?? ''}`);
  const role = editor.getByRole('combobox', { name: /^role/iu });
  await expect(role).toBeVisible({ timeout: 30_000 });
  await expect(editor.getByText('Takes care of documents, payments, subscriptions and account details.')).toBeVisible();
  await role.click();
  for (const name of ['owner', 'billing', 'member', 'viewer']) await expect(editor.getByRole('option', { name })).toBeVisible();
  await editor.getByRole('option', { name: 'billing' }).click();
  const saved = editor.waitForResponse((response) => response.request().method() === 'PUT' && response.url().includes(path));
  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  expect((await saved).status()).toBe(200);
  await inspectPanel(editor, 'membership-dark', 'aside');

  await signedIn(page, person, '/details');
  await expect(page.getByRole('main').getByRole('textbox').first()).toBeVisible();
  // It is taken back under the hands of whoever types.
  await give(api, 'viewer');
  await page.getByRole('textbox', { name: 'Website' }).fill('https://elsewhere.example');
  await page.getByRole('button', { name: portal.save }).click();
  await expect(page.getByRole('alert').first()).toContainText('You are not allowed to do this.');
  await expect(page.getByText(`For ${CUSTOMER} you can read these details, not change them.`)).toBeVisible();
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await page.getByRole('complementary').getByRole('link', { name: 'Repairs' }).click();
  await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
  await expect(newEntry(page)).toHaveCount(0);
});

test('on a phone somebody new is added as billing, and is it', async ({ openPanel, api }) => {
  const page = await openPanel({ viewport: PHONE });
  await openScreen(page, 'customers');
  await page.getByPlaceholder(panel.searchCustomers).fill(CUSTOMER);
  await page.getByRole('button', { name: panel.addContactTo(CUSTOMER) }).click();
  const dialog = page.getByRole('dialog', { name: /^Add a contact to/u });
  await dialog.getByLabel(panel.whoIsIt).fill(NEWCOMER);
  await dialog.getByRole('button', { name: panel.newContact }).click();
  await dialog.getByRole('combobox', { name: panel.role }).click();
  await page.getByRole('option', { name: 'Billing' }).click();
  await expect(dialog.getByText('Takes care of documents, payments, subscriptions and account details.')).toBeVisible();
  await inspectPanel(page, 'role-add-phone', '[role=dialog]');
  await dialog.getByRole('button', { name: panel.createAndAdd }).click();
  await expect(dialog).toHaveCount(0);
  expect((await api.access(customer)).contacts).toContainEqual(expect.objectContaining({ email: NEWCOMER, role: 'billing' }));
});
