import { customerContact } from '../../scripts/seed/accounts.mjs';
import { madeElsewhere } from '../support/made-elsewhere';
import { CustomerApi } from './support/customer-api';
import { customerOf, drafted, inDays, issued, voided } from './support/documents';
import { inspect, inspectPanel } from './support/looks';
import { expectSaved } from './support/panel';
import { expect, signedIn, test } from './support/test';

/** An editor puts files and a PDF made elsewhere to a document, sends several from the list, and reads a quote's answer. */
const CM = '/admin/content-manager/collection-types/plugin::customer-portal';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

let customer: string;
test.beforeAll(async () => {
  const browser = await CustomerApi.signedIn();
  customer = await customerOf(browser);
  await browser.close();
});

test('an editor attaches a file and uses a PDF made elsewhere; the customer gets both once the document is issued', async ({
  editor,
  customer: page,
  api,
}) => {
  const id = await drafted(api, 'invoice', customer, { language: 'en', reference: 'Files' });
  await editor.goto(`${CM}.invoice/${id}`);
  const panel = editor.getByRole('complementary').filter({ has: editor.getByRole('heading', { name: 'Files', exact: true }) });
  await panel.getByLabel('Attach a file').setInputFiles({ name: 'Plan of the shop.png', mimeType: 'image/png', buffer: PIXEL });
  await expectSaved(editor, 'Plan of the shop.png is attached.');
  await panel
    .getByLabel('Use your own PDF')
    .setInputFiles({ name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('Hello') });
  await expect(panel.getByText('Not taken: this is no PDF.')).toBeVisible();
  const pdf = { name: 'ERP 4711.pdf', mimeType: 'application/pdf', buffer: madeElsewhere('Made by the ERP') };
  await panel.getByLabel('Use your own PDF').setInputFiles(pdf);
  await expectSaved(editor, 'Your own PDF is in place.');
  await expect(panel.getByText('ERP 4711.pdf')).toBeVisible();
  await panel.getByText('ERP 4711.pdf').scrollIntoViewIfNeeded();
  await inspectPanel(editor, 'document-files');

  const { data } = await api.send<{ data: { number: string } }>('POST', `/customer-portal/documents/invoice/${id}/issue`);
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  const files = page.getByRole('region', { name: 'Files' });
  await expect(files.getByRole('link', { name: 'Plan of the shop.png' })).toBeVisible();
  await inspect(page, 'document-attachments');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download PDF' }).click();
  expect((await download).suggestedFilename()).toBe(`Invoice ${data.number}.pdf`);

  // Of an issued document it is asked, and told in the timeline.
  await editor.reload();
  await panel.getByRole('button', { name: 'Remove your own PDF' }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Remove your own PDF' }).click();
  await expectSaved(editor, 'Your own PDF is removed.');
  await panel.getByRole('button', { name: 'Remove Plan of the shop.png' }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expectSaved(editor, 'Plan of the shop.png is removed.');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(files).toBeHidden();
  await voided(api, 'invoice', id);
});

test('an editor issues and sends what is selected in the list, and sees what became of each', async ({ editor, api }) => {
  const good = await drafted(api, 'retainer-invoice', customer, { reference: 'Bulk' });
  const empty = await drafted(api, 'retainer-invoice', customer, { reference: 'Bulk', lines: null });
  await editor.goto(`${CM}.retainer-invoice?page=1&pageSize=10&sort=id:DESC&filters[$and][0][reference][$eq]=Bulk`);
  const action = editor.getByRole('button', { name: 'Issue and send' });
  await expect(async () => {
    const all = editor.getByRole('checkbox', { name: /^Select all/u });
    if (!(await all.isChecked({ timeout: 5000 }))) await all.click({ timeout: 5000 });
    for (const box of [all, editor.getByRole('checkbox', { name: /^Select (?!all)/u }).first()]) await box.hover({ timeout: 5000 });
    await expect(action).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 40_000 });
  await action.click();
  const dialog = editor.getByRole('dialog');
  await expect(dialog.getByText('2 documents are issued and mailed, one after the other.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Issue and send' }).click();
  await expect(dialog.getByText('Done. 1 document is on its way, 1 is not.')).toBeVisible();
  await expect(dialog.getByRole('listitem').first()).toContainText('Not sent: it has no lines');
  await expect(dialog.getByRole('listitem').last()).toContainText('Issued and sent');
  await inspectPanel(editor, 'bulk-send', '[role=dialog]');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await voided(api, 'retainer-invoice', good);
  await api.send('DELETE', `/content-manager/collection-types/plugin::customer-portal.retainer-invoice/${empty}`);
});

test('an editor reads who accepted a quote, the signature, and that the quote still says what was signed', async ({ editor, api }) => {
  const { id } = await issued(api, 'quote', customer, { untilDate: inDays(9) });
  const browser = await CustomerApi.signedIn();
  const { revision } = await browser.send<{ revision: number }>('GET', `/documents/quote/${id}`);
  const drawing = 'M40 120L120 60L180 140L260 50L340 150L420 80L520 110';
  await browser.send('POST', `/documents/quote/${id}/accept`, { revision, name: 'Nora Lind', drawing });
  await browser.close();
  await editor.goto(`${CM}.quote/${id}`);
  const panel = editor.getByRole('complementary').filter({ has: editor.getByRole('heading', { name: "The customer's answer" }) });
  await expect(panel.getByText('Accepted by Nora Lind')).toBeVisible();
  await expect(panel.getByRole('img', { name: 'Signature of Nora Lind' })).toBeVisible();
  await expect(panel.getByText('The quote still says just that.')).toBeVisible();
  await inspectPanel(editor, 'quote-answer');
});

test('an editor previews a sample by what stands on the page of the settings', async ({ editor }) => {
  await editor.goto('/admin/settings/customer-portal/documents');
  const opened = editor.waitForEvent('popup');
  await editor.getByRole('button', { name: 'Preview a sample' }).click();
  expect((await opened).url()).toMatch(/^blob:/u);
  await (await opened).close();
});
