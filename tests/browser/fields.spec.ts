import { customerContact } from '../../scripts/seed/accounts.mjs';
import type { Fields } from './support/editor-api';
import { openScreen, save } from './support/panel';
import { expect, signedIn, test, type Page } from './support/test';
import { panel, portal } from './support/words';

let before: Fields;
test.beforeAll(async ({ api }) => {
  before = (await api.fields()).values;
});
test.afterEach(async ({ api }) => api.saveFields(before));

const COMPANY = 'Fjordlight Studio AB';

async function setLevel(editor: Page, field: string, level: string): Promise<void> {
  const group = editor.getByRole('region', { name: 'Customer', exact: true });
  const row = group.getByRole('radiogroup', { name: field, exact: true });
  await row.getByRole('radio', { name: level }).click();
  await expect(row.getByRole('radio', { name: level })).toBeChecked();
}

const company = (page: Page) => page.getByRole('region', { name: 'Company' });

test('the level of a field decides what a customer may do with it', async ({ editor, customer, api }) => {
  await openScreen(editor, 'fields');
  await setLevel(editor, 'Website', 'Read-only');
  await setLevel(editor, 'Tax number', 'Hidden');
  await setLevel(editor, 'Phone', 'Mandatory');
  await save(editor);

  await signedIn(customer, customerContact, '/details');
  await expect(company(customer).getByText('https://www.fjordlight.example')).toBeVisible();
  await expect(company(customer).getByRole('textbox', { name: 'Website' })).toBeHidden();
  await expect(company(customer).getByText('Tax number')).toBeHidden();
  expect(await customer.content()).not.toContain('SE556012345601');

  const phone = company(customer).getByRole('textbox', { name: 'Phone', exact: true });
  await phone.fill('');
  await company(customer).getByRole('textbox', { name: 'City' }).fill('');
  await customer.getByRole('button', { name: portal.save }).click();
  const summary = customer.getByRole('alert');
  await expect(summary).toContainText('There are 2 problems');
  await expect(summary).toBeFocused();
  await expect(phone).toHaveAccessibleDescription('Enter a value.');
  await expect(phone).toHaveAttribute('aria-invalid', 'true');
  await summary.getByRole('link', { name: /^Phone/u }).click();
  await expect(phone).toBeFocused();

  const [stored] = await api.customers({ 'filters[name][$eq]': COMPANY });
  expect(stored).toMatchObject({ city: 'Stockholm', phone: '+46 8 555 01 40' });
});

test('Enter in the filter narrows the list and keeps the levels that are not saved', async ({ editor }) => {
  await openScreen(editor, 'fields');
  await setLevel(editor, 'Website', 'Read-only');
  const filter = editor.getByLabel(panel.filterFields);
  await filter.fill('website');
  await filter.press('Enter');
  await expect(editor.getByRole('radiogroup', { name: 'City', exact: true })).toBeHidden();
  await filter.fill('');
  const row = editor.getByRole('region', { name: 'Customer', exact: true }).getByRole('radiogroup', { name: 'Website', exact: true });
  await expect(row.getByRole('radio', { name: 'Read-only' })).toBeChecked();
  await expect(editor.getByRole('button', { name: panel.save, exact: true }), 'nor were they saved by it').toBeEnabled();
});

test('a field that the team added is edited by the customer and seen in the Content Manager', async ({ editor, customer, api }) => {
  const note = `Ring at the back door (${Date.now()}).`;
  await signedIn(customer, customerContact, '/details');
  const field = company(customer).getByRole('textbox', { name: /delivery ?notes/iu });
  await field.fill(note);
  await customer.getByRole('button', { name: portal.save }).click();
  await expect(customer.getByText(portal.saved).first()).toBeVisible();
  await customer.reload();
  await expect(field).toHaveValue(note);

  const [stored] = await api.customers({ 'filters[name][$eq]': COMPANY });
  await editor.goto(`/admin/content-manager/collection-types/plugin::customer-portal.customer/${stored?.documentId}`);
  await expect(editor.getByRole('textbox', { name: /delivery ?notes/iu })).toHaveValue(note, { timeout: 30_000 });
});

test('with the section switched off the page is gone, and comes back with it', async ({ editor, customer }) => {
  await openScreen(editor, 'fields');
  await editor.getByLabel(panel.accountDetails).click({ force: true });
  await expect(editor.getByText('Customers see no account details')).toBeVisible();
  await save(editor);

  await signedIn(customer, customerContact);
  await expect(customer.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();
  await expect(customer.getByRole('link', { name: portal.details })).toHaveCount(0);
  await customer.goto(`${customer.url().replace(/\/$/u, '')}/details`);
  await expect(customer.getByRole('heading', { name: portal.notFound })).toBeVisible();

  await editor.getByLabel(panel.accountDetails).click({ force: true });
  await save(editor);
  await customer.reload();
  await expect(customer.getByRole('heading', { name: portal.details })).toBeVisible();
});
