import type { EditorApi } from './support/editor-api';
import { nextMail } from './support/inbox';
import { openCustomer, openScreen } from './support/panel';
import { makeCustomer, removeContact, removeCustomer } from './support/people';
import { expect, test, type Page } from './support/test';
import { panel } from './support/words';

/** Adding people to customers, as a hurried editor does it. */
const ALDER = { name: 'Alder Works People', maria: 'maria@alder-works.example' };
const BIRCH = { name: 'Birch Works People', maria: 'maria@birch-works.example' };
const NEWCOMER = 'ines@alder-works.example';
let [alder, birch] = ['', ''];

/** A customer of the story with a Maria of its own. */
const make = (api: EditorApi, { name, maria }: typeof ALDER): Promise<string> =>
  makeCustomer(api, name, { email: maria, firstName: 'Maria', lastName: 'Brandt' });

test.beforeEach(async ({ api }) => {
  [alder, birch] = [await make(api, ALDER), await make(api, BIRCH)];
});
test.afterEach(async ({ api }) => {
  for (const email of [ALDER.maria, BIRCH.maria, NEWCOMER]) await removeContact(api, email);
  for (const customer of [alder, birch]) await removeCustomer(api, customer);
});

const emailsOf = async (api: EditorApi, customer: string): Promise<string[]> =>
  (await api.access(customer)).contacts.map(({ email }) => email);
const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Add a contact to/u });

/** The dialog beside a customer, with something in its first field. */
async function search(page: Page, customer: string, words: string) {
  const side = await openCustomer(page, customer);
  await side.getByRole('button', { name: panel.addContact, exact: true }).click();
  await dialogOf(page).getByLabel(panel.whoIsIt).fill(words);
  return dialogOf(page);
}

/** Goes on with the tabulator until something has the focus. */
async function tabTo(page: Page, name: string, role: 'button' | 'textbox' | 'combobox'): Promise<void> {
  const wanted = dialogOf(page).getByRole(role, { name });
  for (let step = 0; step < 20; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The tabulator does not reach ${name}.`);
}

test('somebody new is added by email, with role and invitation, by keyboard alone; the panel says that the mail was sent', async ({
  editor: page,
  api,
}) => {
  await openScreen(page, 'customers');
  await page.getByPlaceholder(panel.searchCustomers).fill(ALDER.name);
  await page.getByRole('button', { name: panel.addContactTo(ALDER.name) }).press('Enter');
  await expect(dialogOf(page).getByLabel(panel.whoIsIt)).toBeFocused();
  await page.keyboard.type(NEWCOMER);
  await expect(dialogOf(page).getByText('Nobody matches.')).toBeVisible();
  await tabTo(page, panel.newContact, 'button');
  await page.keyboard.press('Enter');
  await expect(dialogOf(page).getByLabel(panel.emailAddress)).toBeFocused();
  await expect(dialogOf(page).getByLabel(panel.emailAddress)).toHaveValue(NEWCOMER);
  await expect(dialogOf(page).getByText('This is not an email address')).toHaveCount(0);
  await tabTo(page, panel.firstName, 'textbox');
  await page.keyboard.type('Ines');
  await tabTo(page, panel.role, 'combobox');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: panel.owner }).press('Enter');
  await tabTo(page, panel.createAndAdd, 'button');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Ines now acts for ${ALDER.name}.`).first()).toBeVisible();
  await expect(dialogOf(page)).toHaveCount(0);
  await nextMail(NEWCOMER, 0);
  const side = await openCustomer(page, alder);
  const row = side.getByRole('listitem').filter({ hasText: NEWCOMER });
  for (const words of ['Invited', panel.owner, /^Invitation sent/u]) await expect(row.getByText(words).first()).toBeVisible();
  // Who was not asked to be invited is not, and can be alone.
  await side.getByRole('button', { name: 'Invite Maria Brandt' }).click();
  await expect(
    side
      .getByRole('listitem')
      .filter({ hasText: ALDER.maria })
      .getByText(/^Invitation sent/u),
  ).toBeVisible();
  expect((await api.access(birch)).status).toBe('not-invited');
});

test('of two people of one name it is plain who is whose, and a wrong pick adds nobody', async ({ editor: page, api }) => {
  const dialog = await search(page, alder, 'maria brandt');
  const [own, other] = [ALDER, BIRCH].map(({ maria }) => dialog.getByRole('button').filter({ hasText: maria })) as [
    ReturnType<Page['getByRole']>,
    ReturnType<Page['getByRole']>,
  ];
  await expect(own).toContainText(`Acts for ${ALDER.name} already`);
  await expect(own).toBeDisabled();
  await expect(other).toContainText(`Acts for ${BIRCH.name}`);
  await other.click();
  await expect(dialog.getByText('Maria Brandt acts for somebody else')).toBeVisible();
  const add = dialog.getByRole('button', { name: 'Add Maria Brandt' });
  await add.click();
  await expect(dialog.getByText('then tick this')).toBeVisible();
  expect(await emailsOf(api, alder)).toEqual([ALDER.maria]);
  await dialog.getByRole('button', { name: panel.backToSearch }).click();
  await expect(dialog.getByLabel(panel.whoIsIt)).toHaveValue('maria brandt');
  await other.click();
  await dialog.getByLabel(panel.checkedPerson(BIRCH.maria)).click();
  await dialog.getByLabel(panel.inviteNow).click();
  await add.click();
  await expect(dialog).toHaveCount(0);
  expect((await emailsOf(api, alder)).sort()).toEqual([ALDER.maria, BIRCH.maria]);
});

test('what was typed outlives Escape, a click beside it, a reload and a lost connection', async ({ editor: page, api }) => {
  const dialog = await search(page, alder, NEWCOMER);
  await dialog.getByRole('button', { name: panel.newContact }).click();
  await dialog.getByLabel(panel.lastName).fill('Newcomer');
  const question = page.getByRole('alertdialog', { name: panel.discardTyped });
  for (const leave of [() => page.keyboard.press('Escape'), () => page.mouse.click(10, 10)]) {
    await leave();
    await question.getByRole('button', { name: panel.keepEditing }).click();
    await expect(dialog.getByLabel(panel.lastName)).toHaveValue('Newcomer');
  }
  page.once('dialog', (asked) => void asked.accept());
  await page.reload();
  // The whole panel is loaded anew: 36 s were seen on a machine that had much else to do.
  await expect(dialog.getByLabel(panel.lastName)).toHaveValue('Newcomer', { timeout: 75_000 });
  await expect(dialog.getByText('This is what you had typed before.')).toBeVisible();

  await page.context().setOffline(true);
  await dialog.getByRole('button', { name: panel.createAndAdd }).click();
  await expect(dialog.getByRole('alert')).toContainText(panel.notAdded);
  await expect(dialog.getByRole('alert')).toContainText(panel.noAnswer);
  await expect(dialog.getByLabel(panel.emailAddress)).toHaveValue(NEWCOMER);
  await page.context().setOffline(false);
  await dialog.getByRole('button', { name: panel.createAndAdd }).click();
  await expect(dialog).toHaveCount(0);
  expect(await emailsOf(api, alder)).toContain(NEWCOMER);
});

test('two editors who add the same address make one contact, and the second is told whose it is', async ({
  editor: first,
  openPanel,
  api,
}) => {
  const second = await openPanel();
  for (const [page, customer] of [
    [first, alder],
    [second, birch],
  ] as const) {
    const dialog = await search(page, customer, NEWCOMER);
    await dialog.getByRole('button', { name: panel.newContact }).click();
  }
  await dialogOf(first).getByRole('button', { name: panel.createAndAdd }).click();
  await expect(dialogOf(first)).toHaveCount(0);

  const dialog = dialogOf(second);
  await dialog.getByRole('button', { name: panel.createAndAdd }).click();
  await expect(dialog.getByText(panel.hasContact)).toBeVisible();
  await expect(dialog.getByText(`Acts for ${ALDER.name}`, { exact: true })).toBeVisible();
  expect(await emailsOf(api, birch)).toEqual([BIRCH.maria]);
  await dialog.getByLabel(panel.checkedPerson(NEWCOMER)).click();
  await dialog.getByRole('button', { name: `Add ${NEWCOMER}` }).click();
  await expect(dialog).toHaveCount(0);
  expect(await api.membershipsOf(NEWCOMER)).toBe(2);
});
