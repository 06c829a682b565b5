import { issued } from './support/documents';
import { inspectPanel } from './support/looks';
import { expect, test } from './support/test';
import { panel } from './support/words';

/** Editors' screens of payments, light and dark: axe and a screenshot. */
for (const theme of ['light', 'dark'] as const) {
  test(`Payments among the settings, ${theme}`, async ({ openPanel }) => {
    const page = await openPanel({ theme });
    await page.goto('/admin/settings/customer-portal/payments');
    await expect(page.getByText('Prevent double payments')).toBeVisible({ timeout: 30_000 });
    await inspectPanel(page, `payment-settings-${theme}`);
    await page.getByLabel('IBAN', { exact: true }).fill('DE00 1234');
    await page.getByLabel('BIC', { exact: true }).fill('COBA');
    await page.getByLabel('UPI address').fill('nobody');
    await page.getByRole('button', { name: panel.save, exact: true }).click();
    await expect(page.getByText('This is not an IBAN')).toBeVisible();
    await expect(page.getByText('Enter a BIC')).toBeVisible();
    await expect(page.getByText('Enter a UPI address')).toBeVisible();
    await inspectPanel(page, `payment-settings-problems-${theme}`);
  });

  test(`Payments, ${theme}`, async ({ openPanel, api }) => {
    const [customer] = await api.customers({ pageSize: '1' });
    const currency = 'DKK';
    const { id, number } = await issued(api, 'invoice', customer?.documentId ?? '', { currency });
    const page = await openPanel({ theme });
    await page.goto(`/admin/content-manager/collection-types/plugin::customer-portal.invoice/${id}`);
    await page.getByRole('button', { name: 'Write off' }).click({ timeout: 30_000 });
    await inspectPanel(page, `write-off-${theme}`, '[role=dialog]');
    await page.getByRole('dialog').getByRole('button', { name: panel.cancel }).click();
    await page.getByRole('button', { name: 'Record payment' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Amount').fill('150');
    await inspectPanel(page, `record-payment-${theme}`, '[role=dialog]');
    await dialog.getByRole('button', { name: 'Record payment' }).click();
    await expect(page.getByText('The payment is recorded.').first()).toBeVisible();
    await expect(page.getByText(/^Payment: DKK/u)).toBeVisible();

    await page.goto('/admin/plugins/customer-portal/payments');
    const row = page.getByRole('row').filter({ hasText: number });
    await expect(row).toContainText('Succeeded', { timeout: 30_000 });
    await inspectPanel(page, `payments-${theme}`);
    await row.getByRole('link').first().click();
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await inspectPanel(page, `refund-${theme}`, '[role=dialog]');
    await page.getByRole('dialog').getByRole('button', { name: panel.cancel }).click();
    await inspectPanel(page, `payment-${theme}`);

    await page.goto('/admin/plugins/customer-portal/payments/bank-statement');
    await expect(page.getByText('Nothing changes until you confirm')).toBeVisible({ timeout: 30_000 });
    await inspectPanel(page, `bank-statement-${theme}`);
  });
}
