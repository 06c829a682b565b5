import { editor as account, organisation, vendorContact } from '../../scripts/seed/accounts.mjs';
import { openScreen, save } from './support/panel';
import { origin } from './support/places';
import { enter, expect, signedIn, test } from './support/test';
import { panel, portal } from './support/words';

test.afterEach(async ({ api }) => {
  const { name: organisationName, accentColour, banner: bannerMessage } = organisation;
  await api.saveGeneral({ organisationName, accentColour, bannerMessage });
});

/** Colour of a page's main button, as the browser computed it. */
const colourOf = (element: Element): string => getComputedStyle(element).backgroundColor;

test('an editor sets banner, organisation and colour, and a customer sees them', async ({ open, customer }) => {
  const editor = await open({ viewport: { width: 1440, height: 900 } });
  await editor.goto(`${origin}/admin`);
  await editor.getByLabel('Email').fill(account.email);
  await editor.getByLabel(/^Password/u).fill(account.password);
  await editor.getByRole('button', { name: 'Login' }).click();
  await editor.getByRole('link', { name: 'Settings', exact: true }).click();
  await editor.getByRole('navigation').getByRole('link', { name: panel.general, exact: true }).click();

  await editor.getByLabel(panel.organisation).fill('Marsh & Sons');
  await editor.getByRole('textbox', { name: panel.accent, exact: true }).fill('#7a1fa2');
  await editor.getByLabel(panel.banner).fill('The office is closed on Friday.\nOrders wait until Monday.');
  await save(editor);

  await enter(customer);
  const banner = customer.getByRole('region', { name: /Marsh & Sons/u });
  await expect(banner).toContainText('The office is closed on Friday.');
  await expect(banner).toContainText('Orders wait until Monday.');
  await expect(customer).toHaveTitle(/Marsh & Sons/u);
  await expect(customer.getByRole('complementary').getByText('Marsh & Sons', { exact: true })).toBeVisible();
  await customer.getByRole('link', { name: portal.security }).first().click();
  await customer.getByRole('link', { name: portal.changePassword }).click();
  const button = customer.getByRole('button', { name: portal.changePassword });
  expect(await button.evaluate(colourOf)).toBe('rgb(122, 31, 162)');
});

test('an empty banner gives the default greeting, in the language of the customer', async ({ editor, customer, open }) => {
  await openScreen(editor, 'general');
  await editor.getByLabel(panel.banner).fill('');
  await save(editor);

  await signedIn(customer);
  await expect(customer.getByText(portal.defaultBanner(organisation.name))).toBeVisible();

  const german = await open();
  await signedIn(german, vendorContact);
  await expect(german.getByText(`Willkommen im Kundenportal von ${organisation.name}.`)).toBeVisible();
});

test('changes that are not saved are guarded, and wrong ones are named at their field', async ({ editor }) => {
  await openScreen(editor, 'general');
  await editor.getByRole('textbox', { name: panel.accent, exact: true }).fill('green-ish');
  await editor.getByLabel(panel.organisation).fill('');
  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  await expect(editor.getByText('Enter a colour like #1a73e8.')).toBeVisible();
  await expect(editor.getByText('Enter the name of the organisation.')).toBeVisible();

  await editor.getByRole('navigation').getByRole('link', { name: panel.tabs, exact: true }).click();
  const question = editor.getByRole('alertdialog');
  await expect(question).toContainText('leave this page');
  await question.getByRole('button', { name: panel.cancel }).click();
  await expect(editor.getByRole('textbox', { name: panel.accent, exact: true })).toHaveValue('green-ish');
});
