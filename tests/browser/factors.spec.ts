import { customerContact } from '../../scripts/seed/accounts.mjs';
import { addAuthenticator, addPasskeyDevice, confirmNew, keepCodes, proveCode, setVerified } from './support/factors';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { inspect } from './support/looks';
import { inviteColleague, putWebsiteBack, removeContact } from './support/people';
import { portalUrl } from './support/places';
import { expect, loseCookies, signInByForm, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

/** The second step of a sign-in, told in the order in which somebody meets it. */
const { email, firstName } = customerContact;
/** Whose password a story may change. */
const colleague = { email: 'vera@fjordlight.example', password: 'harbour-Candle-52-moss', firstName: 'Vera', lastName: 'Holm' };

test.beforeEach(async ({ api }) => {
  await api.resetFactors(email);
});
test.afterEach(async ({ api }) => {
  await api.saveLogin({ mfaRequired: false, rememberBrowserDays: 30 });
  await api.resetFactors(email);
  await removeContact(api, colleague.email);
  await putWebsiteBack(api);
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const home = (page: Page) => heading(page, portal.hello(firstName));
const alert = (page: Page) => page.getByRole('alert');

/** As on a device that was never used with a passkey here: the sign-in form then offers none by itself. */
const forgetPasskeyHint = (page: Page): Promise<void> => page.evaluate(() => localStorage.removeItem('customer-portal.passkey'));

async function signInWithPassword(page: Page, path = ''): Promise<void> {
  await page.goto(`${await portalUrl()}${path}`);
  await signInByForm(page, customerContact);
}

test('somebody at work when the second step becomes required sets it up without losing what they typed', async ({
  customer: page,
  api,
}) => {
  await signedIn(page, customerContact, '/details');
  const website = page.getByRole('textbox', { name: /^Website/u });
  const typed = `https://www.fjordlight.example/${Date.now()}`;
  await website.fill(typed);
  await api.saveLogin({ mfaRequired: true });
  await page.getByRole('button', { name: portal.save }).click();

  const dialog = page.getByRole('dialog', { name: portal.confirm });
  await expect(dialog).toContainText('What you typed is still here.');
  await inspect(page, 'step-up-password', { fullPage: false });
  await dialog.getByLabel(portal.password, { exact: true }).fill('not-the-password');
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('password is wrong');
  await dialog.getByLabel(portal.password, { exact: true }).fill(customerContact.password);
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();

  await expect(page.getByRole('dialog', { name: portal.setUp })).toBeVisible();
  await expect(page.getByRole('img', { name: /QR code/u })).toBeVisible();
  await inspect(page, 'step-up-enrol', { fullPage: false });
  await confirmNew(page);
  await keepCodes(page);
  await expect(page.getByText(portal.saved).first(), 'what was under way goes on by itself').toBeVisible();
  await expect(website).toHaveValue(typed);
  await website.fill('https://www.fjordlight.example');
  await page.getByRole('button', { name: portal.save }).click();
  await expect(page.getByText(portal.saved).first()).toBeVisible();
});

test('a session from before is asked for the second step before it opens anything', async ({ customer: page, api }) => {
  await signedIn(page);
  await expect(home(page)).toBeVisible();
  await api.saveLogin({ mfaRequired: true });
  await page.reload();
  await expect(heading(page, portal.setUp)).toBeVisible();
  await expect(page.getByRole('link', { name: portal.details })).toHaveCount(0);
  await inspect(page, 'factor-owed');
  await page.getByRole('button', { name: portal.addAuthenticator }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  if (await dialog.getByLabel(portal.password, { exact: true }).isVisible()) {
    await dialog.getByLabel(portal.password, { exact: true }).fill(customerContact.password);
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
  }
  await confirmNew(page);
  await keepCodes(page);
  await expect(home(page)).toBeVisible();
});

test('where a second step is required, the next sign-in sets it up', async ({ customer: page, api }) => {
  await api.saveLogin({ mfaRequired: true });
  await signInWithPassword(page, '/details');
  await expect(heading(page, portal.setUp)).toBeVisible();
  await expect(page.getByRole('img', { name: /QR code/u })).toBeVisible();
  await inspect(page, 'enrolment');

  await page.getByRole('button', { name: portal.confirmCode }).click();
  await expect(alert(page)).toContainText('Enter the code.');
  await page.getByLabel(portal.code).fill('12');
  await page.getByRole('button', { name: portal.confirmCode }).click();
  await expect(alert(page)).toContainText('Enter the six digits');

  await confirmNew(page);
  await expect(heading(page, portal.keepCodes)).toBeVisible();
  await inspect(page, 'recovery-codes');
  await page.getByRole('button', { name: portal.goOn }).click();
  await expect(alert(page)).toContainText('Keep the codes first');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as text' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^recovery-codes-.*\.txt$/u);
  await keepCodes(page);
  await expect(heading(page, portal.details), 'the page that was wanted').toBeVisible();
});

test('the second sign-in asks for a code; a wrong one is told at the field, and the browser can be remembered', async ({
  customer: page,
}) => {
  const { app } = await addAuthenticator(customerContact);
  await signInWithPassword(page);
  await expect(heading(page, portal.confirm)).toBeVisible();
  await inspect(page, 'challenge');
  await proveCode(page, app.wrong());
  await expect(alert(page)).toContainText('The code is wrong, too old or was used already.');
  await inspect(page, 'challenge-wrong-code');
  await page.getByLabel(/^Remember this browser for 30 days/u).check();
  const code = app.code();
  await proveCode(page, `${code.slice(0, 3)} ${code.slice(3)}`);
  await expect(home(page)).toBeVisible();

  await page.getByRole('button', { name: /^Account/u }).click();
  await page.getByRole('menuitem', { name: portal.signOut }).click();
  await signInByForm(page, customerContact);
  await expect(home(page), 'a remembered browser is asked for the password only').toBeVisible();
});

test('a recovery code gets in once', async ({ customer: page, open }) => {
  const { codes } = await addAuthenticator(customerContact);
  await signInWithPassword(page);
  await page.getByRole('button', { name: portal.useRecoveryCode }).click();
  await page.getByLabel(portal.recoveryCode, { exact: true }).fill('too-short');
  await page.getByRole('button', { name: portal.confirmAndSignIn }).click();
  await expect(alert(page)).toContainText('24 letters and digits');
  await inspect(page, 'challenge-recovery-code');
  await page.getByLabel(portal.recoveryCode, { exact: true }).fill(String(codes[0]).toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: portal.confirmAndSignIn }).click();
  await expect(home(page)).toBeVisible();

  const other = await open();
  await signInWithPassword(other);
  await other.getByRole('button', { name: portal.useRecoveryCode }).click();
  await other.getByLabel(portal.recoveryCode, { exact: true }).fill(String(codes[0]));
  await other.getByRole('button', { name: portal.confirmAndSignIn }).click();
  await expect(alert(other)).toContainText('wrong or was used already');
  await other.getByRole('button', { name: portal.cancel }).click();
  await expect(heading(other, portal.signIn)).toBeVisible();
});

test('a new password from a mailed link skips no second step', async ({ customer: page, api }) => {
  await inviteColleague(api, 'Fjordlight Studio AB', colleague);
  const { codes } = await addAuthenticator(colleague);
  const before = (await mailsTo(colleague.email)).length;
  await page.goto(`${await portalUrl()}/forgotten-password`);
  await page.getByLabel(portal.email).fill(colleague.email);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await page.goto(linkIn(await nextMail(colleague.email, before, /reset-password#token=/u)));
  await page.getByLabel(portal.newPassword, { exact: true }).fill('demo-other-lantern-52');
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(heading(page, portal.confirm)).toBeVisible();
  await page.getByRole('button', { name: portal.useRecoveryCode }).click();
  await page.getByLabel(portal.recoveryCode, { exact: true }).fill(String(codes[0]));
  await page.getByRole('button', { name: portal.confirmAndSignIn }).click();
  await expect(page.getByText('Your new password is saved and you are signed in.').first()).toBeVisible();
});

test('a second step that was not finished in time says so', async ({ customer: page }) => {
  await addAuthenticator(customerContact);
  await signInWithPassword(page);
  await expect(heading(page, portal.confirm)).toBeVisible();
  await loseCookies(page, 'all');
  await proveCode(page, '123456');
  await expect(page.getByText(portal.unfinished).first()).toBeVisible();
  await expect(heading(page, portal.signIn)).toBeVisible();
});

test('a session that ends in the middle of typing asks for both steps and keeps what was typed', async ({ customer: page }) => {
  const { codes } = await addAuthenticator(customerContact);
  await signInWithPassword(page, '/details');
  await page.getByRole('button', { name: portal.useRecoveryCode }).click();
  await page.getByLabel(portal.recoveryCode, { exact: true }).fill(String(codes[0]));
  await page.getByRole('button', { name: portal.confirmAndSignIn }).click();
  const website = page.getByRole('textbox', { name: /^Website/u });
  await website.fill('https://www.fjordlight.example/again');
  await loseCookies(page);
  await page.getByRole('button', { name: portal.save }).click();

  const dialog = page.getByRole('dialog', { name: portal.signInAgain });
  await dialog.getByLabel(portal.password, { exact: true }).fill(customerContact.password);
  await dialog.getByRole('button', { name: portal.signIn, exact: true }).click();
  await expect(dialog.getByRole('heading', { name: portal.confirm })).toBeVisible();
  await inspect(page, 'sign-in-again-challenge', { fullPage: false });
  await dialog.getByRole('button', { name: portal.useRecoveryCode }).click();
  await dialog.getByLabel(portal.recoveryCode, { exact: true }).fill(String(codes[1]));
  await dialog.getByRole('button', { name: portal.confirmAndSignIn }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(portal.saved).first()).toBeVisible();
  await website.fill('https://www.fjordlight.example');
  await page.getByRole('button', { name: portal.save }).click();
  await expect(page.getByText(portal.saved).first()).toBeVisible();
});

test('a passkey is added, proves the second step, and signs in by itself', async ({ customer: page }) => {
  await signInWithPassword(page, '/security');
  const device = await addPasskeyDevice(page);
  await expect(heading(page, portal.security)).toBeVisible();

  await setVerified(device, false);
  await page.getByRole('button', { name: portal.addPasskey }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  if (await dialog.getByLabel(portal.password, { exact: true }).isVisible()) {
    await dialog.getByLabel(portal.password, { exact: true }).fill(customerContact.password);
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
  }
  await expect(page.getByRole('dialog', { name: portal.addPasskey })).toBeVisible();
  await inspect(page, 'add-passkey', { fullPage: false });
  await dialog.getByLabel(/^Name/u).fill('Work laptop');
  await dialog.getByRole('button', { name: portal.goOn }).click();
  await expect(dialog.getByRole('alert'), 'told in plain words').toContainText(
    /No passkey was used|could not use the passkey|cannot do that/u,
  );
  await setVerified(device, true);
  await dialog.getByRole('button', { name: portal.goOn }).click();
  await expect(page.getByRole('alertdialog', { name: portal.keepCodes })).toBeVisible();
  await inspect(page, 'recovery-codes-dialog', { fullPage: false });
  await keepCodes(page);
  await expect(page.getByText('Work laptop').first()).toBeVisible();

  await page.getByRole('button', { name: portal.addPasskey }).click();
  await dialog.getByRole('button', { name: portal.goOn }).click();
  await expect(dialog.getByRole('alert')).toContainText('has a passkey for your account already');
  await dialog.getByRole('button', { name: portal.cancel }).click();

  // This browser has seen a passkey, so that the sign-in form offers it, and the device answers at once.
  await loseCookies(page);
  await page.goto(await portalUrl());
  await expect(home(page), 'offered at the email field').toBeVisible();

  await loseCookies(page);
  await forgetPasskeyHint(page);
  await signInWithPassword(page);
  await expect(heading(page, portal.confirm)).toBeVisible();
  await inspect(page, 'challenge-passkey');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(home(page), 'as the second step').toBeVisible();

  await forgetPasskeyHint(page);
  await page.getByRole('button', { name: /^Account/u }).click();
  await page.getByRole('menuitem', { name: portal.signOut }).click();
  await expect(page.getByText('You are signed out.').first()).toBeVisible();
  await page.getByRole('button', { name: portal.passkeySignIn }).click();
  await expect(home(page), 'by itself').toBeVisible();
});
