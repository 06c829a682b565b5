import { linesOf } from '../support/lines';
import type { EditorApi } from './support/editor-api';
import { mailsTo, nextMail } from './support/inbox';
import { inspect, inspectPanel } from './support/looks';
import { inviteColleague, removeContact } from './support/people';
import { expect, signedIn, test, type Page } from './support/test';

/** Editors and customers talk about a document, each where it stands for them. */
const CUSTOMER = 'Fjordlight Studio AB';
const person = { email: 'berit@fjordlight.example', password: 'harbour-Candle-52-moss', firstName: 'Berit', lastName: 'Berg' };
const UID = 'plugin::customer-portal.invoice';

let invoice = '';

test.beforeEach(async ({ api }) => {
  await inviteColleague(api, CUSTOMER, person);
  const [customer] = await api.customers({ 'filters[name][$eq]': CUSTOMER });
  const contact = await api.contact(person.email);
  invoice = await draft(api, { customer: connect(customer), contact: connect(contact), lines: linesOf({}) });
});
test.afterEach(async ({ api }) => removeContact(api, person.email));

const connect = (row?: object) => ({ connect: row ? [row] : [], disconnect: [] });
const draft = async (api: EditorApi, data: object): Promise<string> =>
  (await api.send<{ data: { documentId: string } }>('POST', `/content-manager/collection-types/${UID}`, data)).data.documentId;

async function openTimeline(page: Page) {
  await page.goto(`/admin/content-manager/collection-types/${UID}/${invoice}`);
  const title = page.getByRole('heading', { name: 'Timeline and comments' });
  await expect(title).toBeVisible({ timeout: 30_000 });
  const side = page.getByRole('complementary').filter({ has: title });
  const say = async (text: string, button: string): Promise<void> => {
    await side.getByRole('textbox', { name: 'Write a comment' }).fill(text);
    await side.getByRole('button', { name: button }).click();
    await expect(side.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  };
  return { side, say };
}

test('an editor keeps a note on a draft, issues it, and says something that the customer is mailed', async ({ editor, api }) => {
  const { side, say } = await openTimeline(editor);
  await expect(side.getByText('Nothing has happened yet.')).toBeVisible();
  await expect(side.getByRole('checkbox', { name: 'Show in portal' })).toHaveCount(0);
  await say('To be checked with Ole', 'Add internal comment');
  await api.send('POST', `/customer-portal/documents/invoice/${invoice}/issue`);
  await editor.reload();
  await expect(side.getByText(/ issued it$/u)).toBeVisible({ timeout: 30_000 });
  const shown = side.getByRole('checkbox', { name: 'Show in portal' });
  await expect(shown).not.toBeChecked();
  await shown.check();
  await expect(side.getByText(`${CUSTOMER} reads this in the portal and is told by mail.`)).toBeVisible();
  const before = (await mailsTo(person.email)).length;
  await say('Line 1 is the workshop in May.', 'Send to the customer');
  expect((await nextMail(person.email, before)).text).toContain('Line 1 is the workshop in May.');
  await inspectPanel(editor, 'document-timeline', 'aside');
});

test('a customer asks about an invoice, an editor sees the look and answers', async ({ editor, api, customer: page }) => {
  await api.send('POST', `/customer-portal/documents/invoice/${invoice}/issue`);
  await signedIn(page, person, `/documents/invoice/${invoice}`);
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText(/issued this\.$/u)).toBeVisible();
  await history.getByRole('textbox', { name: 'Write a comment' }).fill('Which workshop is line 1?');
  await history.getByRole('button', { name: 'Send comment' }).click();
  await expect(history.getByRole('listitem').filter({ hasText: 'Which workshop is line 1?' })).toBeVisible();

  const { side, say } = await openTimeline(editor);
  await expect(side.getByText(`${person.firstName} ${person.lastName} looked at it for the first time`)).toBeVisible({ timeout: 30_000 });
  await expect(side.getByRole('listitem').filter({ hasText: 'Which workshop is line 1?' })).toBeVisible();
  await side.getByRole('checkbox', { name: 'Show in portal' }).check();
  await say('The one in May.', 'Send to the customer');

  await page.reload();
  await expect(history.getByRole('listitem').filter({ hasText: 'The one in May.' })).toBeVisible();
  await expect(history.getByRole('listitem')).toHaveCount(3);
  await inspect(page, 'document-conversation');
});
