import { CustomerApi } from './support/customer-api';
import { customerOf, issued } from './support/documents';
import { inspectPanel } from './support/looks';
import { setPayments } from './support/payments';
import { may, Roles } from './support/roles';
import { expect, test } from './support/test';

const INVOICE = '/admin/content-manager/collection-types/plugin::customer-portal.invoice';
const roles = new Roles();

test.afterAll(({ api }) => roles.remove(api));

test('an editor enters what came outside, uses the credit of it, writes the rest off and gives some back', async ({ editor, api }) => {
  const [customer] = await api.customers({ pageSize: '1' });
  const whose = customer?.documentId ?? '';
  // A currency in which nothing else is open.
  const currency = 'NOK';
  const paid = await issued(api, 'invoice', whose, { currency });
  const next = await issued(api, 'invoice', whose, { currency });

  await test.step('more came than is left: the rest becomes credit, which is said before', async () => {
    await editor.goto(`${INVOICE}/${paid.id}`);
    await editor.getByRole('button', { name: 'Record payment' }).click({ timeout: 30_000 });
    const dialog = editor.getByRole('dialog');
    await expect(dialog.getByLabel('Amount')).toHaveValue('119.00');
    await dialog.getByLabel('Amount').fill('nothing');
    await dialog.getByRole('button', { name: 'Record payment' }).click();
    await expect(dialog).toContainText('Enter an amount, such as 12.50.');
    await dialog.getByLabel('Amount').fill('150');
    await expect(dialog).toContainText(`is over: it becomes credit of ${customer?.name}.`);
    await dialog.getByLabel('Reference').fill('Bank 7');
    await dialog.getByRole('button', { name: 'Record payment' }).click();
    await expect(editor.getByText('The payment is recorded.').first()).toBeVisible();
    await expect(editor.getByText(/paid$/u).first()).toBeVisible();
  });

  await test.step('credit on the next invoice, and what is left is given up', async () => {
    await editor.goto(`${INVOICE}/${next.id}`);
    await editor.getByRole('button', { name: 'Use credit' }).click({ timeout: 30_000 });
    const dialog = editor.getByRole('dialog');
    await expect(dialog.getByLabel('Amount')).toHaveValue('31.00');
    await dialog.getByLabel('Amount').fill('40');
    await expect(dialog).toContainText('At most NOK');
    await dialog.getByLabel('Amount').fill('21');
    await dialog.getByRole('button', { name: 'Use credit' }).click();
    await expect(editor.getByText('The credit is on it.').first()).toBeVisible();

    await editor.getByRole('button', { name: 'Write off' }).click();
    await expect(editor.getByRole('dialog')).toContainText('98.00');
    await editor
      .getByRole('dialog')
      .getByRole('button', { name: /^Write off/u })
      .click();
    await expect(editor.getByRole('dialog')).toContainText('Enter something here.');
    await editor.getByRole('dialog').getByLabel('Reason').fill('Bankrupt');
    await editor
      .getByRole('dialog')
      .getByRole('button', { name: /^Write off/u })
      .click();
    await expect(editor.getByText('It is written off').first()).toBeVisible();
    await expect(editor.getByRole('button', { name: 'Record payment' })).toHaveCount(0);
  });

  await test.step('the payment among all others, and a refund that repeats the amount', async () => {
    await editor.goto('/admin/plugins/customer-portal/payments');
    const row = editor.getByRole('row').filter({ hasText: paid.number });
    await expect(row).toContainText('Succeeded', { timeout: 30_000 });
    await row.getByRole('link').first().click();
    await expect(editor.getByRole('heading', { level: 1, name: /150\.00/u })).toBeVisible();
    await expect(editor.getByRole('region', { name: 'What it is for' })).toContainText(`Invoice ${paid.number}`);
    await editor.getByRole('button', { name: 'Refund', exact: true }).click();
    const dialog = editor.getByRole('dialog');
    await expect(dialog.getByRole('radio', { name: /^By the provider/u })).toHaveCount(0);
    await dialog.getByRole('radio', { name: /^Elsewhere/u }).click();
    await dialog.getByLabel('Amount').fill('151');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await expect(dialog).toContainText('At most NOK');
    await dialog.getByLabel('Amount').fill('5');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await expect(editor.getByRole('alertdialog')).toContainText('5.00');
    await editor
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Refund/u })
      .click();
    await expect(editor.getByRole('region', { name: 'Refunds' })).toContainText('5.00');
  });
});

test('an editor who may only look at payments finds them, and nothing to press', async ({ api, openPanel }) => {
  const token = await roles.editorWho(api, ...may('payments.read'), {
    action: 'plugin::content-manager.explorer.read',
    subject: 'plugin::customer-portal.customer',
    properties: { fields: ['name'] },
  });
  const page = await openPanel({ token });
  await page.goto('/admin/plugins/customer-portal/payments');
  await expect(page.getByRole('heading', { level: 1, name: 'Payments' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: 'Bank statement' })).toHaveCount(0);
});

test('an editor sees in the list that a proof of a transfer is there, views and keeps it, and reads why a payment was given up', async ({
  editor,
  api,
}) => {
  await setPayments(api, {
    onlinePayments: true,
    bankTransfer: true,
    transferHolder: 'Halden & Marsh',
    transferIban: 'DE89370400440532013000',
  });
  const own = await CustomerApi.signedIn();
  const { id, number } = await issued(api, 'invoice', await customerOf(own));
  const parts = [{ type: 'invoice', document: id, amount: 11_900, left: 11_900 }];
  const begun = await own.send<{ id: string }>('POST', '/payments', {
    currency: 'EUR',
    parts,
    with: { provider: 'transfer', save: false },
  });
  await own.sendFile(`/payments/${begun.id}/proofs?name=Transfer.pdf`, Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF'));
  await own.close();

  await editor.goto('/admin/plugins/customer-portal/payments');
  const row = editor.getByRole('row').filter({ hasText: number });
  await expect(row).toContainText('1 proof of the transfer', { timeout: 30_000 });
  await row.getByRole('link').first().click();
  const proofs = editor.getByRole('region', { name: 'Proof of the transfer' });
  await expect(proofs).toContainText('Transfer.pdf');
  const download = editor.waitForEvent('download');
  await proofs.getByRole('button', { name: 'Download Transfer.pdf' }).click();
  expect((await download).suggestedFilename()).toBe('Transfer.pdf');
  const opened = editor.waitForEvent('popup');
  await proofs.getByRole('button', { name: 'View Transfer.pdf' }).click();
  await (await opened).close();
  await inspectPanel(editor, 'payment-proof');

  await editor.getByRole('button', { name: 'Give up', exact: true }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Give up' }).click();
  await expect(editor.getByText('Why it was given up')).toBeVisible();
  await expect(editor.getByText('Your team gave it up').first()).toBeVisible();
  await expect(proofs).toContainText('Transfer.pdf');
  await setPayments(api, {});
});
