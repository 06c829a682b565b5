import { customerContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import type { EditorApi } from './support/editor-api';
import { inspect, inspectPanel } from './support/looks';
import { expectSaved, openCustomer } from './support/panel';
import { expect, signedIn, test } from './support/test';

/** A contact shares a picture, an editor answers and shares a PDF, and the contact removes its own. */
const CUSTOMER = 'Fjordlight Studio AB';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
const picture = { name: 'Shop front.png', mimeType: 'image/png', buffer: PIXEL };

async function removeAll(api: EditorApi, customer: string): Promise<void> {
  const path = `/customer-portal/customers/${customer}/files`;
  const { rows } = (await api.send<{ data: { rows: { id: string }[] } }>('GET', path)).data;
  for (const { id } of rows) await api.send('DELETE', `${path}/${id}`);
}

let customer = '';
test.beforeEach(async ({ api }) => {
  customer = (await api.customers({ 'filters[name][$eq]': CUSTOMER }))[0]?.documentId ?? '';
  await api.savePreferences({ sharedFiles: true });
});
test.afterEach(async ({ api }) => {
  await removeAll(api, customer);
  await api.savePreferences({ sharedFiles: false });
});

test('a contact shares a picture with a note, and an editor answers and shares a file in turn', async ({ customer: page, editor }) => {
  await signedIn(page, customerContact, '/');
  await page.getByRole('complementary').getByRole('link', { name: 'Shared files' }).click();
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  await inspect(page, 'shared-empty');
  await page.getByLabel('Note').fill('The front from the street');
  await page
    .locator('input[type=file]')
    .setInputFiles([picture, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Hello') }]);
  const rows = page.getByRole('region', { name: 'Files', exact: true }).getByRole('listitem');
  await expect(rows.filter({ hasText: picture.name })).toContainText('The front from the street');
  await expect(page.getByText('Files of this kind are not taken here.')).toBeVisible();

  const side = await openCustomer(editor, customer);
  const panel = editor.getByRole('complementary').filter({ has: editor.getByRole('heading', { name: 'Shared files' }) });
  await expect(side).toBeVisible();
  await panel.getByRole('button', { name: `Answer to ${picture.name}` }).click();
  const dialog = editor.getByRole('dialog');
  await dialog.getByLabel('Answer').fill('Thank you, it fits.');
  await dialog.getByRole('button', { name: 'Send the answer' }).click();
  await expectSaved(editor, 'The answer is sent.');
  await panel.locator('input[type=file]').setInputFiles({ name: 'Offer.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expectSaved(editor, 'Offer.pdf is shared.');
  await expect(panel.getByText('From your team')).toBeVisible();
  await panel.getByText('Offer.pdf').scrollIntoViewIfNeeded();
  await inspectPanel(editor, 'shared-files');
  const download = editor.waitForEvent('download');
  await panel.getByRole('button', { name: `Download ${picture.name}` }).click();
  expect((await download).suggestedFilename()).toBe(picture.name);

  await page.reload();
  await expect(rows.filter({ hasText: 'Offer.pdf' })).toContainText('For you');
  await expect(rows.filter({ hasText: picture.name })).toContainText('Thank you, it fits.');
  await inspect(page, 'shared-files');
  await expect(rows.filter({ hasText: 'Offer.pdf' }).getByRole('button')).toHaveCount(0);
  await page.getByRole('button', { name: `Remove ${picture.name}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText(`${picture.name} is removed.`).first()).toBeVisible();
  await expect(rows).toHaveCount(1);
});

test('with sharing off there is no entry and no page', async ({ customer: page, api }) => {
  await api.savePreferences({ sharedFiles: false });
  await signedIn(page, customerContact, '/files');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await expect(page.getByRole('complementary').getByRole('link', { name: 'Shared files' })).toHaveCount(0);
  const own = await CustomerApi.signedIn();
  await expect(own.send('GET', '/shared-files')).rejects.toThrow('preference-off');
  await own.close();
});
