import type { EditorApi } from './support/editor-api';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { openCustomer } from './support/panel';
import { accept, invite, makeCustomer, removeContact, removeCustomer } from './support/people';
import { API, portalUrl } from './support/places';
import { expect, signInByForm, test, type Page } from './support/test';
import { panel, portal } from './support/words';

/** A person's way in, out and back in, each part from its own beginning. */
const PASSWORD = 'copper-Meadow-58-drift';
const ANOTHER = 'lantern-River-93-oak';

/** A customer whom nobody invited yet, with one contact, who acts for nobody else. */
let customer = { documentId: '', email: '' };

test.beforeEach(async ({ api }) => {
  const email = `kim-${Date.now()}@lindholm.example`;
  customer = { documentId: await makeCustomer(api, 'Lindholm Works', { email, firstName: 'Kim', lastName: 'Lindholm' }), email };
});
test.afterEach(async ({ api }) => {
  for (const email of [customer.email, `second-${customer.email}`]) await removeContact(api, email);
  await removeCustomer(api, customer.documentId);
});

const invited = (api: EditorApi): Promise<string> => invite(api, customer.documentId, customer.email);

/** The contact as somebody who has chosen a password already. */
async function known(api: EditorApi): Promise<{ email: string; password: string }> {
  await accept(await invited(api), PASSWORD);
  return { email: customer.email, password: PASSWORD };
}

/** Whoever is invited may read German; this person chooses English, and is then spoken to in it. */
async function inEnglish(page: Page): Promise<void> {
  await page
    .getByRole('combobox', { name: /Language|Sprache/u })
    .first()
    .selectOption('en');
}

const alert = (page: Page) => page.getByRole('alert');

test('an editor invites a customer from the side panel', async ({ editor }) => {
  const before = (await mailsTo(customer.email)).length;
  const side = await openCustomer(editor, customer.documentId);
  await expect(side.getByText('Not invited').first()).toBeVisible();
  await side.getByRole('button', { name: panel.invite, exact: true }).click();
  await expect(side.getByText('Invited', { exact: true }).first()).toBeVisible();
  await expect(side.getByRole('button', { name: panel.resend })).toBeVisible();
  expect(linkIn(await nextMail(customer.email, before))).toContain(`${await portalUrl()}/invitation#token=`);
});

test('an editor adds a second contact in the dialog, back and forth between its steps', async ({ editor, api }) => {
  await invited(api);
  const email = `second-${customer.email}`;
  const side = await openCustomer(editor, customer.documentId);
  await side.getByRole('button', { name: panel.addContact }).click();
  const dialog = editor.getByRole('dialog');
  for (const step of [panel.newContact, panel.backToSearch, panel.newContact]) await dialog.getByRole('button', { name: step }).click();
  // What went wrong is scrolled into view, which newer browsers answer with a promise.
  await dialog.getByLabel(panel.contactEmail).fill('nonsense');
  await dialog.getByRole('button', { name: panel.createAndAdd }).click();
  await expect(dialog.getByText('This is not an email address.')).toBeVisible();
  await dialog.getByLabel(panel.contactEmail).fill(email);
  await dialog.getByRole('button', { name: panel.createAndAdd }).click();
  await expect(side.getByText(email, { exact: true })).toBeVisible();
  expect(linkIn(await nextMail(email, 0))).toContain('/invitation#token=');
});

test('the invited person chooses a password and is on Home', async ({ customer: page, api }) => {
  await page.goto(await invited(api));
  await expect(page.getByText(customer.email)).toBeVisible();
  expect(page.url(), 'the secret leaves the address bar').not.toContain('token');
  await inEnglish(page);
  await page.getByLabel(portal.newPassword, { exact: true }).fill('short');
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(alert(page)).toContainText('Use at least 8 characters.');
  await page.getByLabel(portal.newPassword, { exact: true }).fill('password123');
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(alert(page)).toContainText('on lists that attackers try first');
  await page.getByLabel(portal.newPassword, { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(page.getByRole('heading', { name: /^Hello/u })).toBeVisible();
  await expect(page.getByText('Your password is saved and you are signed in.').first()).toBeVisible();
});

test('the link works once', async ({ customer: page, api }) => {
  const invitation = await invited(api);
  await accept(invitation, PASSWORD);
  await page.goto(invitation);
  await expect(page.getByRole('heading', { name: portal.deadLink })).toBeVisible();
  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await expect(page.getByRole('heading', { name: portal.signIn })).toBeVisible();
});

test('sign in and sign out, after which no page shows anything', async ({ customer: page, api }) => {
  const person = await known(api);
  await page.goto(`${await portalUrl()}/details`);
  await signInByForm(page, { email: customer.email, password: 'not-the-password' });
  await expect(alert(page)).toContainText('Email or password is wrong.');
  await signInByForm(page, person);
  await expect(page.getByRole('heading', { name: portal.details }), 'the page that was wanted').toBeVisible();

  await page.getByRole('button', { name: customer.email }).click();
  await page.getByRole('menuitem', { name: portal.signOut }).click();
  await expect(page.getByText('You are signed out.').first()).toBeVisible();
  await page.goto(`${await portalUrl()}/details`);
  await expect(page.getByRole('heading', { name: portal.signIn })).toBeVisible();
});

test('a forgotten password: mail, new password, signed in', async ({ customer: page, api }) => {
  await known(api);
  const before = (await mailsTo(customer.email)).length;
  await page.goto(await portalUrl());
  await page.getByRole('link', { name: portal.forgotten }).click();
  // The page before has a field of the same name.
  await expect(page.getByRole('heading', { name: 'Forgotten password' })).toBeVisible();
  await page.getByLabel(portal.email).fill(customer.email);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();

  const link = linkIn(await nextMail(customer.email, before, /reset-password#token=/u));
  await page.goto(link);
  await page.getByLabel(portal.newPassword, { exact: true }).fill(ANOTHER);
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(page.getByText('Your new password is saved and you are signed in.').first()).toBeVisible();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: portal.deadLink })).toBeVisible();
});

test('an unknown address gets the same answer as a known one', async ({ customer: page }) => {
  const stranger = 'nobody-knows-me@example.org';
  await page.goto(`${await portalUrl()}/forgotten-password`);
  await page.getByLabel(portal.email).fill(stranger);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible();
  expect(await mailsTo(stranger)).toEqual([]);
});

test('change the password, with the wrong one first', async ({ customer: page, open, api }) => {
  const person = await known(api);
  await page.goto(`${await portalUrl()}/password`);
  await signInByForm(page, person);
  const elsewhere = await open();
  await elsewhere.goto(await portalUrl());
  await signInByForm(elsewhere, person);
  await expect(elsewhere.getByRole('heading', { name: /^Hello/u })).toBeVisible();

  await page.getByLabel(portal.currentPassword, { exact: true }).fill('not-this-one-either');
  await page.getByLabel(portal.newPassword, { exact: true }).fill(ANOTHER);
  await page.getByRole('button', { name: portal.changePassword }).click();
  await expect(alert(page)).toContainText('The current password is wrong.');
  await page.getByLabel(portal.currentPassword, { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: portal.changePassword }).click();
  await expect(page.getByText('Your password is changed.').first()).toBeVisible();

  await elsewhere.reload();
  await expect(elsewhere.getByRole('heading', { name: portal.signIn }), 'signed out everywhere else').toBeVisible();
});

test('after too many tries the sign-in says how long to wait', async ({ customer: page }) => {
  const email = `guessed-${Date.now()}@example.org`;
  for (let guess = 0; guess < 10; guess += 1) {
    const response = await page.request.post(`${API}/session`, {
      headers: { 'x-customer-portal': '1' },
      data: { email, password: `guess-${guess}` },
    });
    expect([401, 429]).toContain(response.status());
  }
  await page.goto(await portalUrl());
  // The browser works for the next try by itself, and says so; where it cannot, it is told how long to wait.
  const proof = /\/proof-[^/]*\.js/u;
  let work = (): void => undefined;
  const held = new Promise<void>((resolve) => (work = resolve));
  await page.route(proof, (route) => held.then(() => route.continue()));
  await signInByForm(page, { email, password: 'one-more-guess' });
  await expect(page.getByRole('main').getByText('There are very many attempts right now.')).toBeVisible();
  work();
  await expect(alert(page)).toContainText('Email or password is wrong');
  await page.unrouteAll();
  await page.route(proof, (route) => route.abort());
  await page.reload();
  await signInByForm(page, { email, password: 'and-another-guess' });
  await expect(alert(page)).toContainText(/Too many attempts\. Try again in \d+ minutes?\./u);
  await expect(page.getByLabel(portal.email, { exact: true })).toHaveValue(email);
});

test('an editor disables the access: the sign-in says so and sessions end', async ({ editor, customer: page, api }) => {
  const person = await known(api);
  await page.goto(await portalUrl());
  await signInByForm(page, person);
  await expect(page.getByRole('heading', { name: /^Hello/u })).toBeVisible();

  const side = await openCustomer(editor, customer.documentId);
  await side.getByRole('button', { name: panel.disable }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: panel.disable }).click();
  await expect(side.getByText('Access off').first()).toBeVisible();

  await page.reload();
  await signInByForm(page, person);
  await expect(page.getByRole('heading', { name: 'Your access is switched off' }).or(alert(page))).toContainText('switched off');
});
