import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { startSandbox, type Sandbox } from '../../server/payment-sandbox';
import { inspect, LOOKS } from './support/looks';

/** The payment sandbox's own pages, in every look. It runs in the test's process: no Strapi is asked. */
const secret = 'secret-of-the-looks';
let sandbox: Sandbox;
/** Where customers come back to: another origin, as the portal is. */
let back: http.Server;
test.beforeEach(async () => {
  sandbox = await startSandbox({ secret });
  back = http.createServer((_, response) => response.setHeader('content-type', 'text/html').end('<title>Back</title><h1>Back</h1>'));
  await new Promise<void>((resolve) => back.listen(0, '127.0.0.1', resolve));
});
test.afterEach(async () => {
  await sandbox.stop();
  back.closeAllConnections();
  back.close();
});

async function begin(reference: string, change: object = {}, kind: 'payments' | 'set-ups' = 'payments'): Promise<string> {
  const page = {
    reference,
    customer: 'customer',
    language: 'en',
    returnUrl: `http://127.0.0.1:${(back.address() as AddressInfo).port}/back`,
    offers: null,
  };
  const payment = { amount: 129_900, currency: 'EUR', description: 'Invoice INV-00012', save: true };
  const response = await fetch(`${sandbox.url}/v1/${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    body: JSON.stringify({ ...page, ...(kind === 'payments' && payment), ...change }),
  });
  return ((await response.json()) as { url: string }).url;
}

test("the customer's pages", async ({ page }) => {
  await page.goto(await begin('choose', { description: `Invoices ${'INV-00012, '.repeat(12)}and more` }));
  await expect(page.getByRole('heading', { name: 'Pay €1,299.00' })).toBeVisible();
  await inspect(page, 'sandbox-pay');
  await page.getByRole('button', { name: 'A card that asks you to confirm' }).click();
  await expect(page.getByRole('heading', { name: 'Your bank asks you to confirm' })).toBeVisible();
  await inspect(page, 'sandbox-confirm', { looks: [LOOKS[0], LOOKS[3]] });
  const address = page.url();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Back' })).toBeVisible();
  await page.goto(address);
  await inspect(page, 'sandbox-over', { looks: [LOOKS[0], LOOKS[3]] });
  await page.goto(await begin('set-up', { language: 'de' }, 'set-ups'));
  await expect(page.getByRole('heading', { name: 'Zahlungsmittel speichern' })).toBeVisible();
  await inspect(page, 'sandbox-set-up', { looks: [LOOKS[0], LOOKS[3]] });
});

test('the control page', async ({ page }) => {
  await page.goto(sandbox.controlPage);
  await expect(page.getByText('No payments yet')).toBeVisible();
  await inspect(page, 'sandbox-control-empty', { looks: [LOOKS[0], LOOKS[3]] });
  await begin('opened', { currency: 'JPY' });
  for (const [reference, choice] of [
    ['debited', 'debit'],
    ['declined', 'card-declined'],
    ['a-very-long-reference-that-nobody-would-break-'.repeat(3), 'card'],
  ] as const) {
    await begin(reference);
    await sandbox.choose(reference, choice);
    if (choice === 'card') await sandbox.refund(reference, 1000);
  }
  await page.reload();
  await expect(page.getByText('€10.00 given back')).toBeVisible();
  await inspect(page, 'sandbox-control');
  await page.getByRole('listitem').filter({ hasText: 'debited' }).getByRole('button', { name: 'Let it succeed' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'debited' }).getByText('Succeeded')).toBeVisible();
});

test('everything works without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(await begin('no-script'));
  await page.getByRole('button', { name: 'A card that works' }).click();
  await expect(page).toHaveURL(/:\d+\/back$/u);
  await page.goto(sandbox.controlPage);
  const payment = page.getByRole('listitem').filter({ hasText: 'no-script' });
  await payment.getByRole('button', { name: 'Give it back' }).click();
  await expect(payment.getByText('€1,299.00 given back')).toBeVisible();
  await page.getByLabel('Each webhook is sent').selectOption('twice');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Each webhook is sent')).toHaveValue('2');
  await page.getByRole('button', { name: 'Behave well' }).click();
  await expect(page.getByLabel('Each webhook is sent')).toHaveValue('1');
  await context.close();
});
