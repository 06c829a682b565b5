import { customerContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { customerOf, issued } from './support/documents';
import type { EditorApi } from './support/editor-api';
import { mailsTo, nextMail } from './support/inbox';
import { inspect, inspectPanel, LOOKS } from './support/looks';
import { expect, signedIn, test } from './support/test';

/** What editors see of mails, which mails a contact chooses, and what a link in one of them does. */
const OUTBOX = '/admin/settings/customer-portal/outbox';

let customer: string;
let own: CustomerApi;
test.beforeAll(async () => {
  own = await CustomerApi.signedIn();
  customer = await customerOf(own);
});
test.afterAll(() => own.close());
const choose = (on: boolean): Promise<unknown> => own.send('PUT', '/mail-choices', { topic: 'comments', on });
const isOn = async (): Promise<boolean | undefined> =>
  (await own.send<{ topics: { topic: string; on: boolean }[] }>('GET', '/mail-choices')).topics.find(({ topic }) => topic === 'comments')
    ?.on;
test.beforeEach(() => choose(true));
test.afterEach(() => choose(true));

/** An editor's comment that its customer reads, on an invoice of its own. */
async function comment(api: EditorApi, words: string): Promise<void> {
  const { id } = await issued(api, 'invoice', customer, { language: 'en' });
  const text = [{ type: 'paragraph', children: [{ type: 'text', text: words }] }];
  await api.send('POST', `/customer-portal/documents/invoice/${id}/comments`, { text, internal: false });
}
const about = async (words: string): Promise<number> =>
  (await mailsTo(customerContact.email)).filter(({ text }) => text.includes(words)).length;

interface Row {
  [name: string]: unknown;
}

test('an editor finds a mail that failed, reads why, and sends it again', async ({ editor, api }) => {
  const before = (await mailsTo(customerContact.email)).length;
  await comment(api, 'About the crane');
  await nextMail(customerContact.email, before, /About the crane/u);
  // The demo's mail server takes every mail: its answer to one is changed on the way to the screen.
  let failing = true;
  const asked: string[] = [];
  await editor.route(
    ({ pathname }) => pathname === '/customer-portal/outbox',
    async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: { rows: Row[]; failed: number; again: number } };
      const [first, ...rest] = data.rows;
      const trouble = { state: 'failed', tries: 8, problem: 'address', answer: '550 no such mailbox', again: 'yes' };
      const rows = failing ? [{ ...first, ...trouble }, ...rest] : data.rows;
      await route.fulfill({ response, json: { data: { ...data, rows, ...(failing && { failed: 1, again: 1 }) } } });
    },
  );
  await editor.route(/\/customer-portal\/outbox\/(?:[a-z0-9]+\/)?again$/u, async (route) => {
    asked.push(new URL(route.request().url()).pathname);
    failing = false;
    await route.fulfill({ json: { data: { count: 1, id: 'a'.repeat(24) } } });
  });
  await editor.goto(OUTBOX);
  const row = editor.getByRole('row').nth(1);
  await expect(row).toContainText('Comment on a document', { timeout: 30_000 });
  await expect(row).toContainText(customerContact.email);
  await expect(row).toContainText('The mail server takes no mail for this address');
  await inspectPanel(editor, 'outbox');
  await editor.getByRole('button', { name: 'Send 1 failed one again' }).click();
  await inspectPanel(editor, 'outbox-question', '[role=alertdialog]');
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await row.getByRole('button', { name: /^Send again: Comment on a document/u }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Send again' }).click();
  await expect(editor.getByText('It is being sent.').first()).toBeVisible();
  await expect(row).toContainText('Sent');
  expect(asked).toHaveLength(1);
  await editor.unrouteAll({ behavior: 'wait' });
  await editor.getByLabel('Search by address or number').fill('nobody-at-all@');
  await expect(editor.getByText('Nothing matches what you look for.')).toBeVisible();
});

test('a contact switches mails about comments off and gets none, and on again', async ({ customer: page, api }) => {
  await signedIn(page, customerContact, '/emails');
  const comments = page.getByRole('checkbox', { name: 'Comments' });
  await expect(comments).toBeChecked();
  await comments.uncheck();
  await expect.poll(isOn).toBe(false);
  await inspect(page, 'emails');
  await comment(api, 'Nobody reads this');
  await comments.check();
  await expect.poll(isOn).toBe(true);
  const before = (await mailsTo(customerContact.email)).length;
  await comment(api, 'This one is read');
  await nextMail(customerContact.email, before, /This one is read/u);
  expect(await about('Nobody reads this')).toBe(0);
});

test('the link at the foot of a mail asks, and then ends mails like it, without signing in', async ({ customer: page, api }) => {
  const before = (await mailsTo(customerContact.email)).length;
  await comment(api, 'About the boat');
  const { text } = await nextMail(customerContact.email, before, /About the boat/u);
  const [, url = ''] = /No more mails of this kind:\s+(http\S+)/u.exec(text) ?? [];
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1, name: 'No more emails of this kind?' })).toBeVisible();
  await inspect(page, 'unsubscribe', { looks: [LOOKS[0], LOOKS[3]] });
  expect(await isOn()).toBe(true);
  await page.getByRole('button', { name: 'No more emails of this kind' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You get no more of these' })).toBeVisible();
  expect(await isOn()).toBe(false);
  await page.goto(url.slice(0, -1));
  await page.getByRole('button', { name: 'No more emails of this kind' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This link does not work' })).toBeVisible();
});
