import { customerContact, vendorContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import type { EditorApi } from './support/editor-api';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { findings, inspect, inspectPanel } from './support/looks';
import { beginModule, choose, letThePublicRead, photo, publicly, removeModules, REPAIR, setLevel } from './support/modules';
import { openScreen, save } from './support/panel';
import { inviteColleague, removeContact } from './support/people';
import { API, origin, portalUrl } from './support/places';
import { makeRecord, openRepairRequests } from './support/submissions';
import { expect, signedIn, test, type Page } from './support/test';
import { panel, portal } from './support/words';

/**
 * The story of a repair request: drafted, submitted, sent back, mended, approved, changed again. Two
 * contacts of one customer and one of another live through it, and the public asks at every step. Each part begins where
 * the one before it ended.
 */
const MODULE = 'Repair requests';
const DESK = 'workshop@haldenmarsh.example';
const TITLE = 'The grinder squeals';
const CHANGED = 'The grinder squeals when it is cold';
const INTERNAL = 'Guarantee ended in March, ask the workshop.';
const NOTE = 'Add the serial number from the type plate.';
const colleague = { email: 'elin@fjordlight.example', password: 'harbour-Candle-52-moss', firstName: 'Elin', lastName: 'Strand' };

/** Addresses within the portal, known as a part goes on. */
let module = '';
let record = '';
/** A file's address before it was published. */
let privatePhoto = '';

test.beforeAll(({ api }) => letThePublicRead(api, REPAIR));
test.afterAll(({ api }) => letThePublicRead(api, REPAIR, false));
test.beforeEach(async ({ api }) => {
  [module, record, privatePhoto] = ['', '', ''];
  await removeModules(api, REPAIR);
});
test.afterEach(async ({ api }) => {
  await removeModules(api, REPAIR);
  await removeContact(api, colleague.email);
});

/** The module as the first part leaves it. */
const haveModule = async (api: EditorApi): Promise<string> => (module = await openRepairRequests(api, DESK));

/** The request with its photo as it stands when a part begins. */
async function haveRequest(api: EditorApi, state: 'draft' | 'submitted' | 'rejected' | 'approved', title = TITLE): Promise<void> {
  await haveModule(api);
  const customer = await CustomerApi.signedIn();
  const file = await customer.upload(module, 'photos', 'grinder.png', photo());
  const mended = state === 'approved' ? [{ type: 'text', text: ' Serial number AB-123456.' }] : [];
  const words = [{ type: 'text', text: 'Since Tuesday it ' }, { type: 'text', text: 'squeals', bold: true }, ...mended];
  const values = {
    title,
    description: [{ type: 'paragraph', children: words }],
    urgency: 'Normal',
    preferredDate: '2027-03-04',
    photos: [file],
    parts: [{ name: 'Burr', quantity: 1 }],
  };
  record = await makeRecord(customer, module, values, state !== 'draft');
  privatePhoto = `${origin}${API}/modules/${module}/files/${file}`;
  await customer.close();
  if (state === 'draft' || state === 'submitted') return;
  const path = `/customer-portal/approvals/${record}`;
  const { revision } = (await api.send<{ data: { revision: number } }>('GET', path)).data;
  if (state === 'approved') await api.send('POST', `${path}/approve`, { revision });
  else await api.send('POST', `${path}/reject`, { revision, note: NOTE });
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const sidebarLink = (page: Page, name: string) => page.getByRole('complementary').getByRole('navigation').getByRole('link', { name });
const badge = (page: Page, name: string) => page.getByRole('main').getByText(name, { exact: true }).first();
const count = (editor: Page) =>
  editor
    .getByRole('navigation')
    .getByRole('link', { name: panel.approvals })
    .locator('..')
    .getByText(/^\d+\+?$/u);
const titles = async (page: Page): Promise<unknown[]> => (await publicly(page.request, 'repair-requests')).map(({ title }) => title);

/** Nobody else knows of it: neither another customer, by its list or its address, nor the public. */
async function expectUnknown(page: Page): Promise<void> {
  expect(await titles(page)).toEqual([]);
  await signedIn(page, vendorContact, `/modules/${module}`);
  await expect(page.getByRole('heading', { name: 'Hier ist noch nichts' })).toBeVisible();
  await page.goto(`${await portalUrl()}/modules/${module}/records/${record}`);
  await expect(page.getByRole('heading', { name: 'Seite nicht gefunden' })).toBeVisible();
  const file = privatePhoto && (await page.request.get(privatePhoto)).status();
  expect(file, 'the photo').toBe(privatePhoto && 404);
}

/** Opens the record as its author, or as somebody else who sees it. */
const openRecord = async (page: Page, person = customerContact as { email: string; password: string }): Promise<void> => {
  await signedIn(page, person, `/modules/${module}/records/${record}`);
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
};

async function edit(page: Page): Promise<void> {
  await page.getByRole('link', { name: portal.edit, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Edit: /u })).toBeVisible();
}

/** Opens the record on the screen of approvals, from its list. */
async function openApproval(editor: Page, title: string): Promise<void> {
  await openScreen(editor, 'approvals');
  await editor.getByRole('link', { name: title, exact: true }).click();
  await expect(editor.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

async function decide(editor: Page, button: string, confirm: string, note?: string): Promise<void> {
  await editor.getByRole('button', { name: button, exact: true }).click();
  const dialog = editor.getByRole('dialog');
  if (note) await dialog.getByLabel(panel.whatToMend).fill(note);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('an editor opens repair requests to customers', async ({ editor, customer }) => {
  await openScreen(editor, 'modules');
  await inspectPanel(editor, 'story-modules-empty');
  await beginModule(editor, 'Repair request');
  await editor.getByRole('textbox', { name: panel.name }).fill(MODULE);
  await choose(editor, panel.icon, 'Tool');
  await editor.getByRole('textbox', { name: panel.tellByMail }).fill(DESK);
  await expect(editor.getByRole('radiogroup', { name: 'Internal note' }).getByRole('radio', { name: 'Hidden' })).toBeChecked();
  for (const field of ['Preferred date', 'Photos', 'Parts']) await setLevel(editor, field, 'Optional');
  await setLevel(editor, 'Estimate', 'Read-only');
  await save(editor);
  await expect(editor.getByText(panel.moduleAdded)).toBeVisible();
  await expect(editor.getByText(DESK)).toBeVisible();
  await inspectPanel(editor, 'story-module-added');

  await signedIn(customer);
  await sidebarLink(customer, MODULE).click();
  await expect(heading(customer, MODULE)).toBeVisible();
  await expect(customer.getByRole('heading', { name: portal.nothingYet })).toBeVisible();
});

test('a customer drafts one with a photo, and nothing is lost when the line is', async ({ customer: page, open, api }) => {
  await haveModule(api);
  await signedIn(page, customerContact, `/modules/${module}`);
  await page.getByRole('link', { name: portal.newRecord }).first().click();
  await expect(heading(page, portal.newRecord)).toBeVisible();
  await expect(page.getByText('Internal note')).toHaveCount(0);
  await page.getByRole('button', { name: portal.submitForApproval }).click();
  await expect(page.getByRole('alert').first()).toContainText('Title: Enter a value.');

  await page.getByLabel('Title').fill(TITLE);
  await page.getByRole('textbox', { name: 'Description' }).click();
  await page.keyboard.type('Since Tuesday it ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('squeals');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: portal.chooseFiles }).click();
  await (await chooser).setFiles({ name: 'grinder.png', mimeType: 'image/png', buffer: photo() });
  await expect(page.getByRole('link', { name: 'grinder.png' })).toBeVisible();
  await page.getByRole('button', { name: 'Add: Parts' }).click();
  await page.getByRole('group', { name: 'Parts 1' }).getByLabel('Name').fill('Burr');
  await page.getByRole('button', { name: portal.saveDraft }).click();
  await expect(page.getByText(portal.savedAsDraft)).toBeVisible();
  // The new record's form goes on under an address of its own.
  await expect(page).toHaveURL(/\/records\/[^/?]+\/edit/u);
  record = /\/records\/([^/?]+)/u.exec(page.url())?.[1] ?? '';

  await page.context().setOffline(true);
  await page.getByLabel('Preferred date').fill('2027-03-04');
  await expect(page.getByText(portal.noConnection).first()).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(portal.savedAsDraft)).toBeVisible({ timeout: 30_000 });
  await inspect(page, 'story-draft');

  const elsewhere = await open();
  await openRecord(elsewhere);
  await expect(badge(elsewhere, 'Draft')).toBeVisible();
  await expect(elsewhere.getByText('4 March 2027')).toBeVisible();
  await expect(elsewhere.getByRole('main').locator('strong').filter({ hasText: 'squeals' })).toBeVisible();
  const link = elsewhere.getByRole('link', { name: 'grinder.png' });
  privatePhoto = `${origin}${await link.getAttribute('href')}`;
  expect((await elsewhere.request.get(privatePhoto)).status()).toBe(200);
});

test('a draft is the customer’s alone', async ({ editor, open, api }) => {
  await haveRequest(api, 'draft');
  await inviteColleague(api, 'Fjordlight Studio AB', colleague);
  await expectUnknown(await open());
  const page = await open();
  await openRecord(page, colleague);
  await expect(page.getByRole('link', { name: portal.continueEditing }), 'the author edits').toHaveCount(0);
  await openScreen(editor, 'approvals');
  await expect(editor.getByText('Nothing waits.')).toBeVisible();
});

test('the customer submits it: the desk is told, the menu counts it, and still nobody else knows', async ({
  editor,
  customer: page,
  open,
  api,
}) => {
  await haveRequest(api, 'draft');
  const before = (await mailsTo(DESK)).length;
  await openRecord(page);
  await page.getByRole('link', { name: portal.continueEditing }).click();
  await page.getByRole('button', { name: portal.submitForApproval }).click();
  await expect(badge(page, portal.waiting)).toBeVisible();
  await expect(page.getByRole('link', { name: portal.edit, exact: true })).toBeVisible();
  await inspect(page, 'story-submitted');
  await expectUnknown(await open());

  const mail = await nextMail(DESK, before, new RegExp(record, 'u'));
  expect(mail.subject).toContain('waits for approval');
  expect(`${mail.subject} ${mail.text}`).not.toContain(TITLE);
  await editor.goto(linkIn(mail));
  await expect(editor.getByRole('heading', { level: 1, name: TITLE })).toBeVisible({ timeout: 30_000 });
  await expect(count(editor)).toHaveText('1');
  await expect(editor.getByRole('region', { name: 'Photos' }).getByText('grinder.png')).toBeVisible();
  await expect(editor.getByRole('region', { name: 'Description' }).locator('strong')).toHaveText('squeals');
  await inspectPanel(editor, 'story-approval');
});

test('an editor asks colleagues within, and sends it back with a note', async ({ editor, customer: page, open, api }) => {
  await haveRequest(api, 'submitted');
  const before = (await mailsTo(customerContact.email)).length;
  await openApproval(editor, TITLE);
  await editor.getByRole('textbox', { name: panel.writeComment }).click();
  await editor.keyboard.type(INTERNAL);
  await editor.getByRole('checkbox', { name: panel.internal }).click();
  await editor.getByRole('button', { name: panel.addInternal }).click();
  await expect(editor.getByRole('listitem').filter({ hasText: INTERNAL })).toContainText('Internal');
  await decide(editor, panel.reject, panel.reject, NOTE);
  await expect(editor.getByText(`“${TITLE}” is rejected.`), 'told where the editor sees it').toBeInViewport();
  await expect(editor.getByRole('main'), 'the button that was pressed is gone').toBeFocused();
  await expect(count(editor)).toHaveCount(0);
  await inspectPanel(editor, 'story-rejected');

  const mail = await nextMail(customerContact.email, before, new RegExp(record, 'u'));
  expect(mail.subject).toBe(`Halden & Marsh: “${TITLE}” was sent back`);
  expect(mail.text).toContain(NOTE);
  await signedIn(page);
  await page.goto(linkIn(mail));
  await expect(badge(page, portal.sentBack)).toBeVisible();
  await expect(page.getByText(NOTE).first()).toBeVisible();
  expect(await (await page.request.get(`${API}/modules/${module}/records/${record}`)).text()).not.toContain('Guarantee');
  await inspect(page, 'story-sent-back');
  await expectUnknown(await open());
});

test('the customer mends it and submits again; an editor approves it in the list', async ({ editor, customer: page, open, api }) => {
  await haveRequest(api, 'rejected');
  const before = (await mailsTo(customerContact.email)).length;
  await openRecord(page);
  await edit(page);
  await expect(page.getByText(NOTE), 'what to mend stands over the form').toBeVisible();
  const description = page.getByRole('textbox', { name: 'Description' });
  await description.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Serial number AB-123456.');
  await page.getByRole('button', { name: portal.submitForApproval }).click();
  await expect(badge(page, portal.waiting)).toBeVisible();
  await expectUnknown(await open());

  await openScreen(editor, 'approvals');
  await editor.getByRole('checkbox', { name: panel.selectRecord(TITLE) }).click();
  await decide(editor, panel.approve, panel.approveAndPublish);
  await expect(editor.getByText('1 record is approved and published.')).toBeVisible();
  const mail = await nextMail(customerContact.email, before, new RegExp(`was approved[^]*${record}`, 'u'));
  expect(mail.subject).toBe(`Halden & Marsh: “${TITLE}” was approved`);
  const [published] = await publicly(page.request, 'repair-requests');
  expect(JSON.stringify(published?.description), 'what was typed last').toContain('AB-123456');
});

test('everybody sees what was approved, and the customer sees that they do', async ({ customer: page, open, api }) => {
  await haveRequest(api, 'approved');
  const [request] = await publicly(page.request, 'repair-requests');
  expect(request).toMatchObject({ title: TITLE, preferredDate: '2027-03-04', internalNote: null, parts: [{ name: 'Burr', quantity: 1 }] });
  expect(JSON.stringify(request?.description)).toContain('AB-123456');
  const [file] = request?.photos as { url: string; name: string }[];
  expect(file?.name).toBe('grinder.png');
  expect((await page.request.get(`${origin}${file?.url}`)).status()).toBe(200);

  await openRecord(page);
  await expect(badge(page, portal.published)).toBeVisible();
  await expect(page.getByText('This is the version that others see.')).toBeVisible();
  await inspect(page, 'story-published');
  const other = await open();
  await signedIn(other, vendorContact, `/modules/${module}/records/${record}`);
  await expect(other.getByRole('heading', { name: 'Seite nicht gefunden' }), 'the portal shows each customer its own').toBeVisible();
});

test('what the customer changes afterwards is public once an editor approves it beside the document', async ({
  editor,
  customer: page,
  api,
}) => {
  await haveRequest(api, 'approved');
  await openRecord(page);
  await edit(page);
  await expect(page.getByRole('main').getByText('The published version stays as it is until your changes are approved.')).toBeVisible();
  await page.getByLabel('Title').fill(CHANGED);
  await page.getByRole('button', { name: portal.submitForApproval }).click();
  await expect(badge(page, portal.waiting)).toBeVisible();
  await expect(badge(page, portal.published)).toBeVisible();
  await inspect(page, 'story-changed');
  expect(new Set(await titles(page))).toEqual(new Set([TITLE]));

  await openApproval(editor, CHANGED);
  await editor.getByRole('link', { name: 'Open in the Content Manager' }).click();
  const side = editor.getByRole('complementary').filter({ has: editor.getByRole('heading', { name: panel.submission }) });
  await expect(side.getByText('1 field differs from the published version.')).toBeVisible({ timeout: 30_000 });
  await side.getByRole('link', { name: panel.compare }).click();
  const title = editor.getByRole('region', { name: 'Title', exact: true });
  await expect(title.locator('ins')).toContainText('when it is cold');
  await expect(title.getByText('Published')).toBeVisible();
  await inspectPanel(editor, 'story-compare');
  await editor.goBack();
  await expect(editor.getByRole('textbox', { name: 'title' })).toHaveValue(TITLE, { timeout: 30_000 });
  await side.evaluate((element) => element.setAttribute('data-ours', ''));
  await inspectPanel(editor, 'story-side-panel', '[data-ours]');
  await decide(editor, panel.approve, panel.approveAndPublish);
  await expect(editor.getByRole('textbox', { name: 'title' }), 'the document is loaded again').toHaveValue(CHANGED);
  await expect.poll(async () => new Set(await titles(page))).toEqual(new Set([CHANGED]));
});

test('an editor who approves what the customer has just changed is told, and nothing is published unseen', async ({
  editor,
  customer: page,
  open,
  api,
}) => {
  await haveRequest(api, 'approved', CHANGED);
  const submit = async (title: string): Promise<void> => {
    await openRecord(page);
    await edit(page);
    await page.getByLabel('Title').fill(title);
    await page.getByRole('button', { name: portal.submitForApproval }).click();
    await expect(badge(page, portal.waiting)).toBeVisible();
  };
  await submit('First thought');
  await openApproval(editor, 'First thought');
  await submit('Second thought');
  await decide(editor, panel.approve, panel.approveAndPublish);
  await expect(editor.getByText(panel.moved)).toBeVisible();
  await expect(editor.getByRole('heading', { level: 1, name: 'Second thought' })).toBeVisible();
  expect(new Set(await titles(page))).toEqual(new Set([CHANGED]));
  await inspectPanel(editor, 'story-moved');

  // The other way round: the customer is at it when the editor decides.
  const form = await open();
  await openRecord(form);
  await edit(form);
  await form.getByLabel('Title').fill('Third thought');
  await decide(editor, panel.approve, panel.approveAndPublish);
  await expect(editor.getByText('“Second thought” is approved and published.')).toBeVisible();
  await form.getByRole('button', { name: portal.submitForApproval }).click();
  await expect(form.getByRole('alert').first()).toContainText('This was changed elsewhere');
  await expect(form.getByLabel('Title'), 'nothing typed is lost').toHaveValue('Third thought');
  expect(new Set(await titles(page))).toEqual(new Set(['Second thought']));
  expect.soft(await findings(form)).toEqual([]);
  await form.getByRole('button', { name: 'Go on with what I typed' }).click();
  await form.getByRole('button', { name: portal.submitForApproval }).click();
  await expect(badge(form, portal.waiting)).toBeVisible();
});
