import { customerContact, vendorContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { expectNoSidewaysScroll, findings, inspect, inspectPanel, PHONE } from './support/looks';
import { beginModule, letThePublicRead, photo, publicly, REGISTRATION, removeModules, REPAIR, setLevel } from './support/modules';
import { openScreen, save } from './support/panel';
import { inviteColleague, removeContact } from './support/people';
import { expect, signedIn, test, type Page } from './support/test';
import { makeRecord, openRegistrations, openRepairs, submitRepair } from './support/submissions';
import { panel, portal } from './support/words';

/** Modules without approval, on a phone and by keyboard. */
const PRODUCTS = 'My products';
const SERIAL = 'AB-123456';
const colleague = { email: 'mats@fjordlight.example', password: 'harbour-Candle-52-moss', firstName: 'Mats', lastName: 'Ek' };

test.beforeAll(({ api }) => letThePublicRead(api, REGISTRATION));
test.afterAll(({ api }) => letThePublicRead(api, REGISTRATION, false));
test.beforeEach(({ api }) => removeModules(api, REPAIR, REGISTRATION));
test.afterEach(async ({ api }) => {
  await removeModules(api, REPAIR, REGISTRATION);
  await removeContact(api, colleague.email);
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const serials = async (page: Page): Promise<unknown[]> =>
  (await publicly(page.request, 'product-registrations')).map(({ serialNumber }) => serialNumber);

async function register(page: Page, serial: string): Promise<void> {
  await page.getByLabel('Serial number').fill(serial);
  await page.getByLabel('Model').selectOption('Coffee grinder');
  await page.getByLabel('Purchased on').fill('2026-03-01');
  await page.getByRole('button', { name: portal.submit, exact: true }).click();
}

test('an editor opens product registrations, and is told what publishing without approval means', async ({ editor }) => {
  await openScreen(editor, 'modules');
  await beginModule(editor, 'Product registration');
  await editor.getByRole('textbox', { name: panel.name }).fill(PRODUCTS);
  await editor.getByRole('radio', { name: 'Those that the contact created' }).click();
  await editor.getByLabel(panel.approvesFirst).click({ force: true });
  await expect(editor.getByText('Whatever a customer submits is public')).toBeVisible();
  await setLevel(editor, 'Receipt', 'Optional');
  await setLevel(editor, 'Warranty until', 'Read-only');
  await save(editor);
  await expect(editor.getByText(panel.moduleAdded)).toBeVisible();
  await inspectPanel(editor, 'story-module-at-once');
});

test('on a phone a customer registers a product, which is public at once', async ({ open, api }) => {
  await openRegistrations(api);
  const page = await open({ viewport: PHONE, hasTouch: true, isMobile: true });
  await signedIn(page);
  await page.getByRole('button', { name: portal.menu }).tap();
  await page.getByRole('dialog', { name: portal.menu }).getByRole('link', { name: PRODUCTS }).tap();
  await expect(heading(page, PRODUCTS)).toBeVisible();
  await page.getByRole('link', { name: portal.newRecord }).first().tap();
  await register(page, 'ab-1');
  await expect(page.getByRole('alert').first()).toContainText('Serial number: This does not have the right form.');
  expect.soft(await findings(page)).toEqual([]);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).tap();
  await (await chooser).setFiles({ name: 'receipt.png', mimeType: 'image/png', buffer: photo() });
  await expect(page.getByRole('link', { name: 'receipt.png' })).toBeVisible();
  await register(page, SERIAL);
  await expect(page.getByText('It is submitted and published.').first()).toBeVisible();
  await expect(heading(page, SERIAL)).toBeVisible();
  expect(new Set(await serials(page))).toEqual(new Set([SERIAL]));
  await page.getByRole('link', { name: PRODUCTS }).first().tap();
  await expect(page.getByRole('listitem').filter({ hasText: SERIAL })).toContainText('Coffee grinder');
  expect.soft(await findings(page)).toEqual([]);
  await expectNoSidewaysScroll(page, 'the list of products');
});

test('each contact sees its own products, and a serial number is taken once', async ({ customer: page, open, api }) => {
  const module = await openRegistrations(api);
  const customer = await CustomerApi.signedIn();
  await makeRecord(customer, module, { serialNumber: SERIAL, model: 'Coffee grinder', purchasedOn: '2026-03-01' });
  await customer.close();
  await inviteColleague(api, 'Fjordlight Studio AB', colleague);
  for (const person of [colleague, vendorContact]) {
    const other = await open({ locale: 'en-GB' });
    await signedIn(other, person);
    await other.getByRole('complementary').getByRole('link', { name: PRODUCTS }).click();
    await expect(other.getByRole('heading', { name: /^Nothing here yet|^Hier ist noch nichts/u })).toBeVisible();
  }
  await signedIn(page, colleague);
  await page.getByRole('complementary').getByRole('link', { name: PRODUCTS }).click();
  await page.getByRole('link', { name: portal.newRecord }).first().click();
  await register(page, SERIAL);
  await expect(page.getByRole('alert').first()).toContainText('This is taken already. Enter another value.');
  await expect(page.getByLabel('Serial number'), 'nothing typed is lost').toHaveValue(SERIAL);
});

/** What the focused element is called: by its label, by what labels it, or by what stands in it. Runs in the page. */
function nameOfFocused(): string {
  const element = document.activeElement as HTMLElement;
  const label = (element as HTMLInputElement).labels?.[0]?.innerText;
  const labelledBy = document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.innerText;
  return label ?? element.getAttribute('aria-label') ?? labelledBy ?? element.innerText;
}

test('the keyboard alone is enough to fill in a record and submit it', async ({ customer: page, api }) => {
  const module = await openRepairs(api);
  await signedIn(page, customerContact, `/modules/${module}`);
  await expect(heading(page, 'Repairs')).toBeVisible();
  const { keyboard } = page;
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      await keyboard.press('Tab');
      if (name.test(await page.evaluate(nameOfFocused))) return;
    }
    throw new Error(`The keyboard does not reach ${name.source}.`);
  };
  await tabTo(/^New entry$/u);
  await keyboard.press('Enter');
  await expect(heading(page, portal.newRecord)).toBeVisible();
  await tabTo(/^Submit for approval$/u);
  await keyboard.press('Enter');
  const alert = page.getByRole('alert').first();
  await expect(alert).toBeFocused();
  await tabTo(/^Title: /u);
  await keyboard.press('Enter');
  await expect(page.getByLabel('Title')).toBeFocused();
  await keyboard.type('Typed without a mouse');
  await tabTo(/^Bold$/u);
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Italic' })).toBeFocused();
  await tabTo(/^Description$/u);
  await keyboard.press('Control+b');
  await keyboard.type('It leaks.');
  await expect(page.getByRole('textbox', { name: 'Description' }).locator('strong')).toHaveText('It leaks.');
  await tabTo(/^Add: /u);
  await keyboard.press('Enter');
  await tabTo(/^Name$/u);
  await keyboard.type('Gasket');
  await tabTo(/^Remove /u);
  await keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByLabel('Name')).toHaveValue('Gasket');
  await tabTo(/^Submit for approval$/u);
  await keyboard.press('Enter');
  await expect(heading(page, 'Typed without a mouse')).toBeFocused();
  await expect(page.getByText(portal.waiting, { exact: true }).first()).toBeVisible();

  await tabTo(/^Withdraw$/u);
  await keyboard.press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Withdraw this?' });
  await expect(question.getByRole('button', { name: portal.cancel })).toBeFocused();
  await keyboard.press('Escape');
  await expect(page.getByRole('button', { name: portal.withdraw })).toBeFocused();
  await tabTo(/^Write a comment$/u);
  await keyboard.type('The door code is at the reception.');
  await tabTo(/^Send comment$/u);
  await keyboard.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'The door code is at the reception.' })).toBeVisible();
  await inspect(page, 'story-commented');
});

test('a module that an editor deletes leaves the portal, and its records come back with it', async ({ editor, customer: page, api }) => {
  await openRegistrations(api);
  await submitRepair(await openRepairs(api), 'Typed without a mouse');
  await openScreen(editor, 'modules');
  await editor.getByRole('button', { name: panel.deleteModule('Repairs') }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: panel.confirmDeleteModule }).click();
  await expect(editor.getByRole('listitem').filter({ hasText: 'Repairs' })).toHaveCount(0);
  await expect(editor.getByRole('main')).toBeFocused();
  await signedIn(page);
  await expect(page.getByRole('complementary').getByRole('link', { name: PRODUCTS })).toBeVisible();
  await expect(page.getByRole('complementary').getByRole('link', { name: 'Repairs' })).toHaveCount(0);
  const again = await openRepairs(api);
  await signedIn(page, customerContact, `/modules/${again}`);
  await expect(page.getByRole('link', { name: 'Typed without a mouse' })).toBeVisible();
});
