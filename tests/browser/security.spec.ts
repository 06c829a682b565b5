import { customerContact, vendorContact } from '../../scripts/seed/accounts.mjs';
import { confirmNew, keepCodes } from './support/factors';
import { mailsTo, nextMail } from './support/inbox';
import { inspect, LOOKS } from './support/looks';
import { API, portalUrl } from './support/places';
import { expect, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

/** What contacts see and change of their own account's security. */
const { email } = customerContact;

test.beforeEach(async ({ api }) => api.resetFactors(email));
test.afterEach(async ({ api }) => {
  await api.saveLogin({ mfaRequired: false });
  await api.resetFactors(email);
});

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const section = (page: Page, name: string) => page.getByRole('region', { name });

async function openSecurity(page: Page): Promise<void> {
  await signedIn(page, customerContact, '/security');
  await expect(heading(page, portal.security)).toBeVisible();
}

/** Confirms with the password, where the last proof was too long ago. */
async function stepUp(page: Page): Promise<void> {
  const asked = page.getByRole('dialog', { name: portal.confirm });
  const done = page.getByRole('dialog').or(page.getByRole('alertdialog')).last();
  await expect(done).toBeVisible();
  if (!(await asked.isVisible())) return;
  await asked.getByLabel(portal.password, { exact: true }).fill(customerContact.password);
  await asked.getByRole('button', { name: 'Confirm', exact: true }).click();
}

test('an account without a second step: what is there, and how to add one', async ({ customer: page }) => {
  await openSecurity(page);
  await expect(section(page, 'Second step')).toContainText('You have no second step yet.');
  await expect(section(page, 'Recovery codes')).toHaveCount(0);
  await expect(section(page, 'Where you are signed in')).toContainText('This browser');
  await expect(section(page, 'Recent activity')).toContainText('Signed in');
  await inspect(page, 'security');

  await page.getByRole('link', { name: portal.changePassword }).click();
  await expect(heading(page, portal.changePassword)).toBeVisible();
});

test('it is reached from the account menu', async ({ customer: page }) => {
  await signedIn(page);
  await page.getByRole('button', { name: /^Account/u }).click();
  await page.getByRole('menuitem', { name: portal.security }).click();
  await expect(heading(page, portal.security)).toBeFocused();
});

test('an authenticator app is added, renamed, cannot be lost by accident, and removed', async ({ customer: page, api }) => {
  const before = (await mailsTo(email)).length;
  await openSecurity(page);
  await page.getByRole('button', { name: portal.addAuthenticator }).click();
  await stepUp(page);
  await expect(page.getByRole('dialog', { name: portal.addAuthenticator })).toBeVisible();
  await inspect(page, 'add-authenticator', { fullPage: false });
  await confirmNew(page);
  await expect(page.getByRole('alertdialog', { name: portal.keepCodes })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog', { name: portal.keepCodes }), 'codes that are shown once stay').toBeVisible();
  await keepCodes(page);
  const factors = section(page, 'Second step');
  await expect(factors).toContainText('Your second step is added.');
  await expect(section(page, 'Recovery codes')).toContainText('You have 10 codes left.');
  await nextMail(email, before, /a second step was added/u);

  await factors.getByRole('button', { name: 'Rename Authenticator app' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('My phone');
  await page.getByRole('dialog').getByRole('button', { name: 'Save the name' }).click();
  await expect(factors).toContainText('My phone');
  await inspect(page, 'security-with-factor');

  await api.saveLogin({ mfaRequired: true });
  await page.reload();
  await expect(factors).toContainText('Add another one before you remove this.');
  await expect(factors.getByRole('button', { name: 'Remove My phone' })).toHaveCount(0);
  await api.saveLogin({ mfaRequired: false });
  await page.reload();

  await page.getByRole('button', { name: 'Make new codes' }).click();
  const renew = page.getByRole('alertdialog', { name: 'Make new recovery codes?' });
  await expect(renew).toContainText('stop working at once');
  await renew.getByRole('button', { name: 'Make new codes' }).click();
  await expect(page.getByRole('alertdialog', { name: portal.keepCodes })).toBeVisible();
  const codes = await keepCodes(page);
  await expect(section(page, 'Recovery codes')).toContainText('You have new recovery codes.');

  await factors.getByRole('button', { name: 'Remove My phone' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove My phone?' });
  await expect(question).toContainText('your only second step');
  await inspect(page, 'remove-factor', { fullPage: false, looks: [LOOKS[0], LOOKS[3]] });
  await question.getByRole('button', { name: portal.cancel }).click();
  // As after a while: the server wants a fresh proof for what is asked next.
  let asked = 0;
  await page.route(`**${API}/security/factors/*`, (route) => {
    asked += 1;
    if (asked > 2) return route.continue();
    const error = { status: 403, name: 'ForbiddenError', message: '', details: { code: 'step-up-required' } };
    return route.fulfill({ status: 403, json: { data: null, error } });
  });
  // A slow line: who is signed in is asked for again when the proof is declined, and answered late.
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  await page.route(`**${API}/session`, (route) => slow.then(() => route.continue()));
  const proof = page.getByRole('dialog', { name: portal.confirm });
  await factors.getByRole('button', { name: 'Remove My phone' }).click();
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(proof).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(proof).toBeHidden();
  await expect(question.getByRole('alert')).toContainText('Confirm that it is you to continue.');
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(proof).toBeVisible();
  const answered = page.waitForResponse(`**${API}/session`);
  answer();
  await answered;
  await proof.getByRole('button', { name: portal.useRecoveryCode }).click();
  await expect(proof.getByLabel(portal.recoveryCode, { exact: true })).toBeFocused();
  await inspect(page, 'step-up-recovery-code', { fullPage: false, looks: [LOOKS[0], LOOKS[3]] });
  await proof.getByLabel(portal.recoveryCode, { exact: true }).fill(String(codes[0]));
  await proof.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(proof).toBeHidden();
  await expect(factors, 'it goes on by itself').toContainText('My phone is removed.');
  await page.unroute(`**${API}/security/factors/*`);
  await expect(factors).toContainText('You have no second step yet.');
  await expect(section(page, 'Recent activity')).toContainText('Second step removed');
});

test('signing out one other browser, and all of them', async ({ customer: page, open }) => {
  const [first, second] = [
    await open(),
    await open({ userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0' }),
  ];
  await openSecurity(page);
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere else' }).click();
  const sessions = section(page, 'Where you are signed in');
  await expect(sessions.getByRole('listitem')).toHaveCount(1);

  await signedIn(first);
  await signedIn(second);
  await page.reload();
  await expect(sessions.getByRole('listitem')).toHaveCount(3);
  await inspect(page, 'security-sessions', { looks: [LOOKS[0], LOOKS[2]] });
  await sessions.getByRole('button', { name: /^Sign out Firefox/u }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('must sign in again');
  await question.getByRole('button', { name: portal.signOut }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await second.reload();
  await expect(heading(second, portal.signIn), 'at once').toBeVisible();
  await first.reload();
  await expect(heading(first, portal.hello(customerContact.firstName))).toBeVisible();

  await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(sessions).toContainText('1 other browser is signed out.');
  await first.reload();
  await expect(heading(first, portal.signIn)).toBeVisible();
});

test('connected logins, few recovery codes, German, and what cannot be loaded', async ({ customer: page, open }) => {
  await page.route(`**${API}/security`, async (route) => {
    const response = await route.fetch();
    const { data } = (await response.json()) as { data: object };
    const id = 'abcdefghijklmnopqrstuvwx';
    const connections = [
      {
        key: 'google',
        name: 'Google',
        icon: 'google',
        identity: { id, email: 'nora@gmail.example', linkedAt: '2026-03-04T09:00:00.000Z' },
      },
      { key: 'microsoft', name: 'Microsoft', icon: 'microsoft', identity: null },
    ];
    await route.fulfill({ response, json: { data: { ...data, recoveryCodesLeft: 2, connections } } });
  });
  await openSecurity(page);
  await expect(section(page, 'Recovery codes')).toContainText('You have only 2 codes left.');
  await expect(section(page, 'Connected logins')).toContainText('nora@gmail.example. Connected on 4 March 2026.');
  await expect(page.getByRole('button', { name: 'Connect Microsoft' })).toBeVisible();
  await inspect(page, 'security-connections');
  await page.unroute(`**${API}/security`);

  await page.route(`**${API}/security/events`, (route) => route.fulfill({ status: 500, json: { data: null, error: { status: 500 } } }));
  await page.reload();
  await expect(page.getByText('Your recent activity could not be loaded')).toBeVisible({ timeout: 30_000 });
  await inspect(page, 'security-events-failed', { looks: [LOOKS[0], LOOKS[2]] });

  const german = await open();
  await signedIn(german, vendorContact, '/security');
  await expect(heading(german, 'Kontosicherheit')).toBeVisible();
  await expect(german.getByText('Dieser Browser')).toBeVisible();
  await inspect(german, 'security-german');
});

test('what somebody came for is told on the way back from a provider', async ({ customer: page }) => {
  await signedIn(page, customerContact, '/security#connected');
  await expect(page.getByText('The login is connected.').first()).toBeVisible();
  expect(page.url()).not.toContain('#');
  await page.goto('about:blank');
  await page.goto(`${await portalUrl()}/security#problem=already-connected`);
  await expect(page.getByText('connected to another account').first()).toBeVisible();
});
