import { customerContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { customerOf, issued, linesOf } from './support/documents';
import type { EditorApi } from './support/editor-api';
import { mailsTo, nextMail } from './support/inbox';
import { inspect, inspectPanel, LOOKS } from './support/looks';
import { removeContact } from './support/people';
import { expect, signedIn, test } from './support/test';

const COLLEAGUE = { email: 'accounts@fjordlight.example', firstName: 'Elin', lastName: 'Sund' };

/** What a visitor sees who holds a public link, and what an editor does with it. */
let customer: string;
test.beforeAll(async () => {
  const browser = await CustomerApi.signedIn();
  customer = await customerOf(browser);
  await browser.close();
});

async function save(api: EditorApi, section: string, change: object): Promise<void> {
  const path = `/customer-portal/settings/${section}`;
  const { values, revision } = (await api.send<{ data: { values: object; revision: number } }>('GET', path)).data;
  await api.send('PUT', path, { values: { ...values, ...change }, revision });
}
const setLinks = (api: EditorApi, change: object): Promise<void> => save(api, 'public-links', change);
const setForwarding = (api: EditorApi, forwardDocuments: boolean): Promise<void> => save(api, 'preferences', { forwardDocuments });
test.beforeEach(({ api }) => setLinks(api, { publicLinks: true, linkVerification: false }));
test.afterEach(async ({ api }) => {
  await setLinks(api, { publicLinks: false, linkVerification: false });
  await setForwarding(api, false);
  await removeContact(api, COLLEAGUE.email);
});

async function linked(api: EditorApi, data: Record<string, unknown> = {}, type: 'invoice' | 'quote' = 'invoice') {
  const { id, number } = await issued(api, type, customer, { language: 'en', ...data });
  const made = await api.send<{ data: { id: string; url: string } }>('POST', `/customer-portal/documents/${type}/${id}/links`);
  return { id, number, link: made.data.id, url: made.data.url };
}

test('a visitor opens a link, reads the invoice and saves its PDF; a closed link opens nothing', async ({ customer: page, api }) => {
  const { id, number, link, url } = await linked(api, {
    notes: 'The machines were delivered on Monday.',
    lines: linesOf({ item: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze', rate: '123456.78' }, { quantity: '2.5', unit: 'h' }),
  });
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1, name: `Invoice ${number}` })).toBeVisible();
  // The secret left the address bar at once.
  expect(page.url()).toMatch(/\/link$/u);
  await expect(page.getByText('delivered on Monday')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download PDF' }).click();
  expect((await download).suggestedFilename()).toBe(`Invoice ${number}.pdf`);
  await inspect(page, 'public-link');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Open the link again' })).toBeVisible();
  await api.send('DELETE', `/customer-portal/documents/invoice/${id}/links/${link}`);
  await page.goto('about:blank');
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'This link opens nothing any more' })).toBeVisible();
  await inspect(page, 'public-link-closed', { looks: [LOOKS[0], LOOKS[2]] });
});

test('a visitor proves an address on file first, where the settings ask for that', async ({ customer: page, api }) => {
  await setLinks(api, { linkVerification: true });
  const { number, url } = await linked(api);
  const before = (await mailsTo(customerContact.email)).length;
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1, name: 'Prove that it is you' })).toBeVisible();
  await expect(page.getByText(number)).toBeHidden();
  await inspect(page, 'public-link-verify');
  const [first = ''] = customerContact.email;
  await page
    .getByRole('radio', { name: new RegExp(`^${first}•••@`, 'u') })
    .first()
    .check();
  await page.getByRole('button', { name: 'Send the code' }).click();
  const code = page.getByLabel('Code from the email');
  await expect(code).toBeFocused();
  const [, mailed = ''] = /^(\d{6})$/mu.exec((await nextMail(customerContact.email, before, /code/u)).text) ?? [];
  await code.fill(mailed === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: 'Show the document' }).click();
  await expect(page.getByText('The code is wrong').first()).toBeVisible();
  await inspect(page, 'public-link-code');
  await code.fill(`${mailed.slice(0, 3)} ${mailed.slice(3)}`);
  await page.getByRole('button', { name: 'Show the document' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Invoice ${number}` })).toBeVisible();
});

test('a visitor proves a number on file by a text message, and an editor sends a link', async ({ customer: page, editor, api }) => {
  await setLinks(api, { linkVerification: true });
  const { id, number, url } = await linked(api);
  const [digits, messages] = [customerContact.phone.replace(/\D/gu, ''), (one: string) => `${one}@text-message.invalid`];
  const before = (await mailsTo(messages(digits))).length;
  await page.goto(url);
  await page
    .getByRole('radio', { name: `•••••${digits.slice(-2)} (text message)` })
    .first()
    .check();
  await inspect(page, 'public-link-verify-text');
  await page.getByRole('button', { name: 'Send the code' }).click();
  const [code = ''] = /\b\d{6}\b/u.exec((await nextMail(messages(digits), before, /code/u)).text) ?? [];
  await page.getByLabel('Code from the text message').fill(code);
  await page.getByRole('button', { name: 'Show the document' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Invoice ${number}` })).toBeVisible();

  await editor.goto(`/admin/content-manager/collection-types/plugin::customer-portal.invoice/${id}`);
  await editor.getByRole('button', { name: 'Send a link' }).click({ timeout: 30_000 });
  const dialog = editor.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'To' }).click();
  await editor.getByRole('option', { name: new RegExp(customerContact.email, 'u') }).click();
  await dialog.getByRole('combobox', { name: 'By' }).click();
  await editor.getByRole('option', { name: /^Text message/u }).click();
  await inspectPanel(editor, 'link-send', '[role=dialog]');
  const sent = (await mailsTo(messages(digits))).length;
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(editor.getByText(/The link is on its way to/u).first()).toBeVisible();
  const { text } = await nextMail(messages(digits), sent, /#token=/u);
  await page.goto('about:blank');
  await page.goto(/http\S+#token=[\w-]+/u.exec(text)?.[0] ?? '');
  await expect(page.getByRole('heading', { level: 1, name: 'Prove that it is you' })).toBeVisible();
});

test('a visitor accepts a quote that is on the page, and declines one without seeing it', async ({ customer: page, api }) => {
  const seen = await linked(api, {}, 'quote');
  await page.goto(seen.url);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByText(`You accept quote ${seen.number}`)).toBeVisible();
  await page.getByLabel('Your name').fill('Grace Hopper');
  await inspect(page, 'public-link-accept');
  await page.getByRole('button', { name: 'Accept quote' }).click();
  await expect(page.getByRole('main').getByText('The quote is accepted.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Decline' })).toBeHidden();

  await setLinks(api, { linkVerification: true });
  const unseen = await linked(api, {}, 'quote');
  await page.goto('about:blank');
  await page.goto(unseen.url);
  await inspect(page, 'public-link-answer');
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('button', { name: 'Decline quote' }).click();
  await expect(page.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Your name').fill('Grace Hopper');
  await page.getByRole('button', { name: 'Decline quote' }).click();
  await expect(page.getByText('The quote is declined.')).toBeVisible();
});

test('an editor makes a link beside the document, copies it and closes it', async ({ editor, api }) => {
  const { id } = await issued(api, 'invoice', customer);
  await editor.goto(`/admin/content-manager/collection-types/plugin::customer-portal.invoice/${id}`);
  await editor.getByRole('button', { name: 'Make a public link' }).click();
  await expect(editor.getByLabel('Address', { exact: true })).toHaveValue(/\/link#token=[\w-]{43}$/u);
  await inspectPanel(editor, 'public-link-panel');
  await editor.getByRole('button', { name: /^Close the link of/u }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
  await expect(editor.getByText('No link opens this document.')).toBeVisible();
});

test('a customer forwards an invoice to a colleague, who gets it by mail', async ({ customer: page, api }) => {
  await setForwarding(api, true);
  await removeContact(api, COLLEAGUE.email);
  await api.send('POST', `/customer-portal/customers/${customer}/contacts`, { ...COLLEAGUE, role: 'member', invite: false });
  const { id, number } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await page.getByRole('button', { name: 'Forward' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forward this document' });
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog.getByText('Choose at least one person.').first()).toBeVisible();
  await dialog.getByRole('checkbox').first().check();
  await dialog.getByLabel(/^Message/u).fill('For your books.');
  await inspect(page, 'document-forward', { fullPage: false });
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog.getByText('The document is on its way.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Invoice ${number}` })).toBeVisible();
  await inspect(page, 'document-actions', { looks: [LOOKS[0], LOOKS[2]] });
});
