import { customerContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { customerOf, issued, voided } from './support/documents';
import { expect, signedIn, test } from './support/test';

const CREDIT_NOTE = '/admin/content-manager/collection-types/plugin::customer-portal.credit-note';

test.beforeEach(({ api }) => api.savePreferences({ creditNotes: true, salesOrders: true }));

test('an editor puts a credit note on an invoice and notes a refund, and the customer sees both', async ({ editor, customer, api }) => {
  const mine = await CustomerApi.signedIn();
  const whose = await customerOf(mine);
  await mine.close();
  // A currency in which nothing else is open.
  const currency = 'SEK';
  const note = await issued(api, 'credit-note', whose, { currency });
  const invoice = await issued(api, 'invoice', whose, { currency });

  await editor.goto(`${CREDIT_NOTE}/${note.id}`);
  await editor.getByRole('button', { name: 'Apply to invoices' }).click({ timeout: 30_000 });
  const dialog = editor.getByRole('dialog');
  const amount = dialog.getByLabel(`Invoice ${invoice.number}`);
  await expect(amount).toHaveValue('119.00');
  await amount.fill('200');
  await expect(dialog).toContainText('At most SEK');
  await amount.fill('100');
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect(editor.getByText('The credit is applied.').first()).toBeVisible();
  await expect(editor.getByText(/^Left to use: SEK.19\.00$/u)).toBeVisible();

  await editor.getByRole('button', { name: 'Record refund' }).click();
  await editor.getByRole('dialog').getByLabel('Reference').fill('Bank 7');
  await editor.getByRole('dialog').getByRole('button', { name: 'Record refund' }).click();
  await expect(editor.getByRole('alertdialog')).toContainText('19.00');
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Record refund' }).click();
  await expect(editor.getByText('The refund is recorded.').first()).toBeVisible();

  await signedIn(customer, customerContact, `/documents/credit-note/${note.id}`);
  await expect(customer.getByRole('region', { name: 'Where it stands' })).toContainText('Nothing is left to use.');
  await expect(customer.getByRole('region', { name: 'Refunds' })).toContainText('Bank 7');
  const applied = customer.getByRole('region', { name: 'Applied to' });
  await expect(applied).toContainText('100.00');
  await applied.getByRole('link', { name: `Invoice ${invoice.number}` }).click();
  await expect(customer.getByRole('heading', { level: 1, name: `Invoice ${invoice.number}` })).toBeVisible();
  await expect(customer.getByRole('region', { name: 'Where it stands' })).toContainText('19.00');
  await expect(customer.getByRole('region', { name: 'Credits applied' })).toContainText(note.number);
  await expect(customer.getByText(`of Credit note ${note.number} on this.`)).toBeVisible();

  await editor.getByRole('button', { name: 'Take back' }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click();
  await expect(editor.getByText('It is taken back.').first()).toBeVisible();
  await voided(api, 'invoice', invoice.id);
});
