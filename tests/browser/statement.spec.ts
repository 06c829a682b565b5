import { readFile } from 'node:fs/promises';
import { unzip } from '../support/zip';
import { customerContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { customerOf, inDays, issued, linesOf } from './support/documents';
import { API } from './support/places';
import { expect, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

let customer: string;
test.beforeAll(async () => {
  const browser = await CustomerApi.signedIn();
  customer = await customerOf(browser);
  await browser.close();
});

/** What a press of something saves: its name and its bytes. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a customer filters, ticks three invoices and downloads them as one zip', async ({ customer: page, api }) => {
  const late = { issueDate: inDays(-300), untilDate: inDays(-290), lines: linesOf({ rate: '12.5' }) };
  const three = [
    await issued(api, 'invoice', customer, late),
    await issued(api, 'invoice', customer, late),
    await issued(api, 'invoice', customer, late),
  ];
  await signedIn(page, customerContact, `/documents/invoice?state=overdue&from=${inDays(-300)}&to=${inDays(-300)}`);
  const bar = page.getByRole('region', { name: 'Download several' });
  await expect(bar).toContainText('Tick documents');
  // By the keyboard, as by the mouse.
  await page.getByRole('checkbox', { name: `Choose ${three[0]?.number}` }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: `Choose ${three[1]?.number}` }).check();
  await expect(bar).toContainText('2 documents chosen');
  await page.getByRole('checkbox', { name: `Choose ${three[2]?.number}` }).check();
  await expect(bar).toContainText('3 documents chosen');

  const { name, bytes } = await saved(page, () => bar.getByRole('button', { name: 'Download as zip' }).click());
  expect(name).toMatch(/^Invoices \d{4}-\d\d-\d\d\.zip$/u);
  const files = await unzip(bytes);
  expect([...files.keys()].sort()).toEqual(three.map(({ number }) => `Invoice ${number}.pdf`).sort());
  for (const file of files.values()) expect(file.subarray(0, 5).toString()).toBe('%PDF-');
  await expect(page.getByText(`3 documents are in ${name}`).first()).toBeVisible();

  // All that is found, until something else is looked for.
  await bar.getByRole('button', { name: 'Choose none' }).click();
  await bar.getByRole('button', { name: /^Choose all \d+$/u }).click();
  await expect(bar).toContainText(/^.*All \d+ documents that were found are chosen/u);
  await expect(page.getByRole('checkbox', { name: `Choose ${three[0]?.number}` })).toBeChecked();
  await page.getByLabel(portal.searchByNumber).fill(three[0]?.number ?? '');
  await expect(page.getByText('1 document', { exact: true })).toBeVisible();
  await expect(bar).toContainText('Tick documents');
});

test('a zip that is given up is not saved, and one that fails says what to do', async ({ customer: page, api }) => {
  const { number } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, `/documents/invoice?q=${number}`);
  const bar = page.getByRole('region', { name: 'Download several' });
  await page.getByRole('checkbox', { name: `Choose ${number}` }).check();
  await page.route(`**${API}/documents/invoice/zip`, () => undefined);
  await bar.getByRole('button', { name: 'Download as zip' }).click();
  await expect(bar).toContainText('The zip is being made');
  await bar.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toContainText('1 document chosen');
  await page.unroute(`**${API}/documents/invoice/zip`);
  await page.route(`**${API}/documents/invoice/zip`, (route) => route.abort());
  await bar.getByRole('button', { name: 'Download as zip' }).click();
  await expect(page.getByRole('alert')).toContainText('did not arrive whole');
});

test('a customer opens the statement, chooses another period, and has it as PDF and CSV', async ({ customer: page, api }) => {
  const day = inDays(-2);
  const { number } = await issued(api, 'invoice', customer, { issueDate: day, lines: linesOf({ rate: '4321' }) });
  await signedIn(page, customerContact, '/documents/invoice');
  await page.getByRole('link', { name: 'Statement of account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Statement of account' })).toBeFocused();
  await expect(page.getByLabel('Period')).toHaveValue('last-90-days');
  const row = page.getByRole('row', { name: new RegExp(number, 'u') });
  await expect(row).toContainText('€5,141.99');
  const balances = page.getByRole('region', { name: 'Balances' });

  await page.getByLabel('Period').selectOption({ label: 'Last year' });
  await expect(page).toHaveURL(/from=\d{4}-01-01&to=\d{4}-12-31/u);
  await expect(row).toBeHidden();
  await page.getByLabel('From', { exact: true }).fill(day);
  await expect(page.getByLabel('Period')).toHaveValue('other');
  await expect(row).toBeVisible();
  await page.reload();
  await expect(row).toBeVisible();

  const pdf = await saved(page, () => balances.getByRole('link', { name: 'Download PDF' }).click());
  expect(pdf.name).toMatch(/^Statement of account .*EUR\.pdf$/u);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const csv = await saved(page, () => balances.getByRole('link', { name: 'Download CSV' }).click());
  expect(csv.bytes.toString()).toContain(`${day},Invoice,${number},`);
  const closing = /5141\.99/u.exec(csv.bytes.toString());
  expect(closing).not.toBeNull();
  await row.getByRole('link', { name: `Invoice ${number}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Invoice ${number}` })).toBeVisible();
});

test('Home plots the last months, with a table that says the same', async ({ customer: page, api }) => {
  await issued(api, 'invoice', customer);
  await signedIn(page);
  await expect(page.getByRole('img', { name: /^Bars of what was invoiced/u })).toBeVisible();
  await page.getByText('Show as a table').press('Enter');
  const table = page.getByRole('table', { name: /^Invoiced and paid by month/u });
  await expect(table.getByRole('row')).toHaveCount(13);
});
