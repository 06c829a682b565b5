import { customerContact } from '../../scripts/seed/accounts.mjs';
import { addConnection, addSaml, addTestedSaml, connections, removeConnections } from './support/connections';
import type { EditorApi } from './support/editor-api';
import { openSamlSite, type SamlSite } from './support/identity-provider';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { inspectPanel } from './support/looks';
import { expectSaved, openCustomer, save } from './support/panel';
import { portalUrl } from './support/places';
import { may, Roles } from './support/roles';
import { expect, signInByForm, test, type Page } from './support/test';
import { panel, portal } from './support/words';

/** How editors set the login, keep connections, and see what happened to accounts. */
const LOGIN = '/admin/settings/customer-portal/login';
const ACTIVITY = '/admin/settings/customer-portal/activity';
const SSO = 'Single sign-on (SSO)';
const HEAD_OFFICE = 'Head office';
const robin = { email: 'robin@headoffice.example', givenName: 'Robin', sn: 'Reyes' };
/** As it is after it was added with nothing filled in. */
const google = {
  kind: 'oidc',
  name: 'Google',
  icon: 'google',
  enabled: false,
  issuer: 'https://accounts.google.com',
  clientId: '',
  scopes: ['email', 'profile'],
};

const roles = new Roles();
let site: SamlSite;

/** The settings as they are at first, and no connection. */
async function restore(api: EditorApi): Promise<void> {
  await api.saveLogin({
    signInMode: 'default',
    mfaRequired: false,
    rememberBrowserDays: 30,
    passkeySignIn: true,
    emailLinkSignIn: false,
    selfSignUp: false,
    signUpDomains: [],
  });
  await removeConnections(api);
}

test.beforeAll(async () => {
  site = await openSamlSite();
});
test.afterAll(() => site.close());
test.beforeEach(({ api }) => restore(api));
test.afterEach(async ({ api }) => {
  await restore(api);
  await roles.remove(api);
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const row = (page: Page, name: string) => section(page, 'Connections').getByRole('listitem').filter({ hasText: name });

async function openLogin(page: Page): Promise<void> {
  await page.goto(LOGIN);
  await expect(heading(page, 'Login')).toBeVisible({ timeout: 30_000 });
  await expect(section(page, 'Connections')).not.toContainText('Loading');
}

async function beginConnection(page: Page, preset: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a connection' }).click();
  await page.getByRole('menuitem', { name: preset }).click();
  await expect(heading(page, 'Add a connection')).toBeVisible();
}

/** Runs the dry run that the screen opens in another window; ends when that window says it is over. */
async function runTest(page: Page, button: string): Promise<void> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: button, exact: true }).click();
  const window = await opened;
  await expect(window.getByRole('heading', { name: 'The test is finished' })).toBeVisible();
  expect(await window.evaluate(() => window.opener === null)).toBe(true);
  await window.close();
}

test('what an editor sets stands on the sign-in page, and is still there after a reload', async ({ editor, customer, api }) => {
  const [fjordlight] = await api.customers({ 'filters[name][$eq]': 'Fjordlight Studio AB' });
  await openLogin(editor);
  await editor.getByLabel('Sign-in link by email').click({ force: true });
  await editor.getByLabel('Self sign-up').click({ force: true });
  await editor.getByLabel('Days a browser is remembered').fill('7');
  await editor.getByRole('button', { name: 'Add a domain' }).click();
  await editor.getByLabel('Email domain').fill('nora@Fjordlight.example');
  await editor.getByRole('combobox', { name: 'Joins the customer' }).pressSequentially('Fjordlight');
  await editor.getByRole('option', { name: 'Fjordlight Studio AB' }).click();
  await save(editor);
  expect((await api.login()).values).toMatchObject({
    emailLinkSignIn: true,
    selfSignUp: true,
    rememberBrowserDays: 7,
    signUpDomains: [{ domain: 'fjordlight.example', customer: fjordlight?.documentId }],
  });

  await editor.reload();
  await expect(editor.getByLabel('Email domain')).toHaveValue('fjordlight.example');
  await expect(editor.getByRole('combobox', { name: 'Joins the customer' })).toHaveValue('Fjordlight Studio AB');
  await expect(editor.getByRole('button', { name: panel.save, exact: true })).toBeDisabled();

  await customer.goto(await portalUrl());
  await expect(customer.getByRole('link', { name: portal.mailLink })).toBeVisible();
  await expect(customer.getByRole('link', { name: portal.createAccount })).toBeVisible();
});

test('what is wrong is named at its field, and nothing is saved', async ({ editor, api }) => {
  await api.saveLogin({ selfSignUp: true });
  const { revision } = await api.login();
  await openLogin(editor);
  await editor.getByLabel('Days a browser is remembered').fill('91');
  await editor.getByRole('button', { name: 'Add a domain' }).click();
  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  await expect(editor.getByText('Enter a whole number from 0 to 90.')).toBeVisible();
  await expect(editor.getByText('Enter a domain.')).toBeVisible();
  await expect(editor.getByText('Choose a customer.')).toBeVisible();
  await inspectPanel(editor, 'login-problems');
  expect((await api.login()).revision).toBe(revision);
});

test('a second factor is required only after a warning that says what happens to open sessions', async ({ editor, api }) => {
  await openLogin(editor);
  await editor.getByLabel('Second factor required').click({ force: true });
  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  const question = editor.getByRole('alertdialog');
  await expect(question).toContainText('Contacts who are signed in have to confirm');
  await inspectPanel(editor, 'login-factors-warning', '[role=alertdialog]');
  await question.getByRole('button', { name: panel.cancel }).click();
  expect((await api.login()).values.mfaRequired).toBe(false);
  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  await question.getByRole('button', { name: 'Require it' }).click();
  await expectSaved(editor);
  expect((await api.login()).values.mfaRequired).toBe(true);
});

test('an OpenID Connect connection is saved first, and then says what to paste at the provider', async ({ editor, api }) => {
  await openLogin(editor);
  await beginConnection(editor, 'Google');
  await expect(editor.getByLabel('Issuer')).toHaveValue('https://accounts.google.com');
  await expect(section(editor, 'To paste at the provider')).toContainText('Save the connection first.');
  // As it is, it could be saved already.
  await expect(editor.getByRole('button', { name: panel.save, exact: true })).toBeEnabled();
  await editor.getByLabel('Client secret').fill('hush-hush');
  await inspectPanel(editor, 'connection-new');
  await save(editor);

  await expect(editor.getByText('Saved, and still switched off')).toBeVisible();
  await expect(editor.getByLabel('Redirect URI', { exact: true })).toHaveValue(/\/portal-sign-in\/[a-z0-9]{24}\/callback$/u);
  // The secret was stored and never comes back; the client id was not there yet, so nothing can be tested.
  await expect(editor.getByLabel('Client secret')).toHaveValue('Stored, and not shown again');
  expect(JSON.stringify(await connections(api))).not.toContain('hush-hush');
  await expect(editor.getByRole('button', { name: 'Test connection' })).toBeDisabled();
  await editor.getByLabel('Switched on').click({ force: true });
  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  await expect(editor.getByText('Enter the client id.')).toBeVisible();
  await editor.getByLabel('Client id').fill('the-portal');
  await editor.getByLabel('Switched on').click({ force: true });
  await save(editor);

  await editor.getByRole('link', { name: 'Login', exact: true }).first().click();
  await expect(row(editor, 'Google')).toContainText('Not tested');
});

test('single sign-on cannot be chosen before a SAML connection passed its test', async ({ editor, api }) => {
  await addConnection(api, google);
  await openLogin(editor);
  await expect(editor.getByRole('radio', { name: SSO })).toBeDisabled();
  await expect(editor.getByText('Add a SAML connection below, test it, and switch it on.')).toBeVisible();
  await expect(api.saveLogin({ signInMode: 'sso' })).rejects.toThrow('connection-untested');
  expect((await api.login()).values.signInMode).toBe('default');
});

test('a SAML connection is read from metadata, and a test that fails says what to do', async ({ editor }) => {
  await openLogin(editor);
  await beginConnection(editor, 'SAML');
  await editor.getByLabel(/^Name/u).fill(HEAD_OFFICE);
  await save(editor);
  await expect(editor.getByText('Saved, and still switched off')).toBeVisible();
  await expect(editor.getByLabel('ACS URL', { exact: true })).toHaveValue(/\/acs$/u);

  await editor.getByLabel('Or paste the document').fill('<html></html>');
  await editor.getByRole('button', { name: 'Read the document' }).click();
  await expect(editor.getByText('This is not SAML metadata.')).toBeVisible();
  await editor.getByLabel('Or paste the document').fill(site.metadata);
  await editor.getByRole('button', { name: 'Read the document' }).click();
  await expect(editor.getByLabel('Entity id of the provider')).toHaveValue(site.entityId);
  await expect(editor.getByLabel('Signing certificate 1')).toHaveValue(/BEGIN CERTIFICATE/u);
  await editor.getByRole('textbox', { name: 'Email domains' }).fill('robin@headoffice.example');
  await editor.getByRole('textbox', { name: 'Email domains' }).press('Enter');
  await expect(section(editor, 'Test connection').getByText('Complete and save the form first.')).toBeVisible();
  await save(editor);
  await inspectPanel(editor, 'connection-saml');

  site.seat(robin, { audience: 'https://somebody-else.example' });
  await runTest(editor, 'Test connection');
  await expect(editor.getByText('The test failed')).toBeVisible();
  await expect(editor.getByText('The assertion is meant for another entity id than the portal')).toBeVisible();
  await expect(editor.getByText('Compare the addresses at the provider with those above')).toBeVisible();
  await section(editor, 'Test connection').scrollIntoViewIfNeeded();
  await inspectPanel(editor, 'connection-test-failed');
});

test('a test that passes shows what came back, claim by claim, and signs nobody in', async ({ editor, api }) => {
  const { id } = await addSaml(api, site, HEAD_OFFICE, { email: '', firstName: '', lastName: '', customerReference: '' });
  await editor.goto(`${LOGIN}/connections/${id}`);
  await expect(heading(editor, HEAD_OFFICE)).toBeVisible({ timeout: 30_000 });
  for (const [field, name] of [
    ['First name', 'givenName'],
    ['Last name', 'sn'],
    ['Email', 'mail'],
  ] as const) {
    await section(editor, 'People').getByLabel(field, { exact: true }).fill(name);
  }
  await save(editor);
  site.seat(robin);
  await runTest(editor, 'Test connection');
  const outcome = section(editor, 'Test connection');
  await expect(outcome.getByText('The test passed', { exact: true })).toBeVisible();
  for (const text of ['Robin Reyes', 'robin@headoffice.example', 'givenName (First name)', site.entityId]) {
    await expect(outcome.getByText(text).first()).toBeVisible();
  }
  await expect(outcome.getByText('Test passed', { exact: true })).toBeVisible();
  await outcome.scrollIntoViewIfNeeded();
  await inspectPanel(editor, 'connection-test-passed');
  expect(await api.contact('robin@headoffice.example')).toBeUndefined();
});

test('with a tested connection the portal changes to single sign-on, and cannot be locked by accident', async ({
  editor,
  customer,
  open,
  api,
}) => {
  await addTestedSaml(api, await open(), { site, name: HEAD_OFFICE, person: robin, enabled: false });
  await openLogin(editor);
  await row(editor, HEAD_OFFICE).getByRole('switch').click();
  await expect(editor.getByText(`“${HEAD_OFFICE}” is switched on.`)).toBeVisible();
  await editor.getByRole('radio', { name: SSO }).click();
  await expect(section(editor, 'Signing up')).toHaveCount(0);
  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  const question = editor.getByRole('alertdialog');
  await expect(question).toContainText('stop working at once');
  await expect(question).toContainText('cannot sign in any more');
  await expect(question).toContainText('mail a one-time sign-in link');
  await inspectPanel(editor, 'login-sso-warning', '[role=alertdialog]');
  await question.getByRole('button', { name: 'Change to SSO' }).click();
  await expectSaved(editor);

  await customer.goto(await portalUrl());
  await expect(customer.getByRole('button', { name: `Continue with ${HEAD_OFFICE}` })).toBeVisible();
  await expect(customer.getByLabel(portal.password, { exact: true })).toHaveCount(0);

  await row(editor, HEAD_OFFICE).getByRole('switch').click();
  await expect(editor.getByText('customers sign in through this connection alone')).toBeVisible();
  await expect(row(editor, HEAD_OFFICE).getByRole('switch')).toBeChecked();
});

test('connections are put into another order, and deleted after it is said how many people use them', async ({ editor, api }) => {
  await addConnection(api, google);
  await addSaml(api, site, HEAD_OFFICE);
  await openLogin(editor);
  const handle = editor.getByRole('button', { name: panel.move(HEAD_OFFICE) });
  await handle.focus();
  await editor.keyboard.press('ArrowUp');
  await expect(editor.getByText(`“${HEAD_OFFICE}” is at position 1 of 2 now.`)).toBeAttached();
  expect((await connections(api)).map(({ settings }) => settings.name)).toEqual([HEAD_OFFICE, 'Google']);

  await editor.getByRole('button', { name: 'Delete “Google”' }).click();
  const question = editor.getByRole('alertdialog');
  await expect(question).toContainText('Nobody has signed in with it yet.');
  await inspectPanel(editor, 'connection-delete', '[role=alertdialog]');
  await question.getByRole('button', { name: 'Delete the connection' }).click();
  await expect(row(editor, 'Google')).toHaveCount(0);
  expect(await connections(api)).toHaveLength(1);
});

test('who may only look sees everything and can press nothing; who may not, sees nothing', async ({ api, openPanel }) => {
  await addSaml(api, site, HEAD_OFFICE);
  const reader = await openPanel({
    token: await roles.editorWho(api, ...may('settings.login.read')),
    viewport: { width: 1280, height: 720 },
  });
  await openLogin(reader);
  await expect(reader.getByRole('button', { name: panel.save, exact: true })).toHaveCount(0);
  await expect(reader.getByRole('button', { name: 'Add a connection' })).toHaveCount(0);
  await expect(reader.getByRole('radio', { name: SSO })).toBeDisabled();
  await expect(row(reader, HEAD_OFFICE).getByRole('switch')).toBeDisabled();
  await reader.getByRole('link', { name: `View “${HEAD_OFFICE}”` }).click();
  await expect(reader.getByLabel('Entity id of the provider')).toBeDisabled();
  await expect(reader.getByRole('button', { name: 'Test connection' })).toHaveCount(0);
  await expect(reader.getByRole('navigation').getByRole('link', { name: 'Activity', exact: true })).toHaveCount(0);

  const other = await openPanel({ token: await roles.editorWho(api, ...may('activity.read')), viewport: { width: 1280, height: 720 } });
  await other.goto(ACTIVITY);
  await expect(heading(other, 'Activity')).toBeVisible({ timeout: 30_000 });
  await expect(other.getByRole('navigation').getByRole('link', { name: 'Login', exact: true })).toHaveCount(0);
  await other.goto(LOGIN);
  await expect(other.getByText('have the permissions to access that content').first()).toBeVisible();
});

test('Activity shows a sign-in and a failure, found by address and kind', async ({ editor, customer }) => {
  await customer.goto(await portalUrl());
  await signInByForm(customer, { email: customerContact.email, password: 'not-the-password-1' });
  await expect(customer.getByRole('alert')).toBeVisible();
  await signInByForm(customer, customerContact);
  await expect(customer.getByRole('heading', { level: 1 })).toContainText('Hello');

  await editor.goto(ACTIVITY);
  const rows = editor.getByRole('row');
  await expect(rows.nth(1)).toContainText('Signed in', { timeout: 30_000 });
  await expect(rows.nth(1)).toContainText(customerContact.email);
  await expect(rows.nth(1)).toContainText('Chrom');
  await inspectPanel(editor, 'activity');

  await editor.getByRole('combobox', { name: 'Kind' }).click();
  await editor.getByRole('option', { name: 'Sign-in failed' }).click();
  await expect(editor).toHaveURL(/kind=sign-in-failed/u);
  await expect(rows.nth(1)).toContainText('Sign-in failed');
  await expect(rows.filter({ hasText: 'Signed in' })).toHaveCount(0);
  await editor.getByLabel('Search by email address').fill('nobody-at-all@');
  await expect(editor.getByText('Nothing matches.')).toBeVisible();
  await inspectPanel(editor, 'activity-none');
});

test('an editor mails a contact a one-time sign-in link from the customer', async ({ editor, customer, api }) => {
  const before = (await mailsTo(customerContact.email)).length;
  const [fjordlight] = await api.customers({ 'filters[name][$eq]': 'Fjordlight Studio AB' });
  const side = await openCustomer(editor, fjordlight?.documentId ?? '');
  await side.getByRole('button', { name: /More about Nora Lindqvist/u }).click();
  // Nothing to reset: the contact has no second factor.
  await expect(editor.getByRole('menuitem', { name: 'Reset second factors' })).toHaveCount(0);
  await editor.getByRole('menuitem', { name: 'Mail a one-time sign-in link' }).click();
  const question = editor.getByRole('alertdialog');
  await expect(question).toContainText(customerContact.email);
  await inspectPanel(editor, 'contact-link', '[role=alertdialog]');
  await question.getByRole('button', { name: 'Mail the link' }).click();
  await expect(editor.getByText('The sign-in link is being sent to').first()).toBeVisible();

  await customer.goto(linkIn(await nextMail(customerContact.email, before, /sign-in\/link#token=/u)));
  await expect(customer.getByText(customerContact.email)).toBeVisible();
});

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 768, height: 1024 };

for (const [theme, viewport] of [
  ['light', WIDE],
  ['dark', WIDE],
  ['light', NARROW],
] as const) {
  const name = viewport === NARROW ? 'narrow' : theme;
  test(`the screens look as they should, ${name}`, async ({ openPanel, open, api }) => {
    await addTestedSaml(api, await open(), { site, name: HEAD_OFFICE, person: robin, enabled: true });
    const page = await openPanel({ theme, viewport });
    await openLogin(page);
    await inspectPanel(page, `login-${name}`);
    await section(page, 'Connections').scrollIntoViewIfNeeded();
    await inspectPanel(page, `login-connections-${name}`);
    await page.getByRole('link', { name: `Edit “${HEAD_OFFICE}”` }).click();
    await expect(heading(page, HEAD_OFFICE)).toBeVisible();
    await inspectPanel(page, `connection-${name}`);
    await section(page, 'To paste at the provider').scrollIntoViewIfNeeded();
    await inspectPanel(page, `connection-urls-${name}`);
    await page.goto(ACTIVITY);
    await expect(page.getByRole('row').nth(1)).toBeVisible({ timeout: 30_000 });
    await inspectPanel(page, `activity-${name}`);
  });
}
