import { customerContact } from '../../scripts/seed/accounts.mjs';
import { CLIENT, oidcSettings } from '../support/oidc/connections';
import { startRealProvider, type RealProvider } from '../support/oidc/real-provider';
import { addConnection, removeConnections } from './support/connections';
import { confirmNew, keepCodes } from './support/factors';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { inspect, LOOKS } from './support/looks';
import { portalUrl } from './support/places';
import { expect, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

/** Signing in through somebody else's login, at a real OpenID provider on another site. */
const { email, firstName, lastName } = customerContact;
const PROVIDER = 'Acme Login';
const nora = { sub: 'nora-at-acme', email, email_verified: true, given_name: firstName, family_name: lastName };
const stranger = { sub: 'somebody-else', email: 'nobody-here@example.org', email_verified: true };

let provider: RealProvider;

test.beforeAll(async () => {
  provider = await startRealProvider();
});
test.afterAll(() => provider.stop());
// Whoever connected a login has it no longer once its connection is gone.
test.beforeEach(async ({ api }) => {
  await removeConnections(api);
  const { urls } = await addConnection(api, oidcSettings(provider.issuer, { name: PROVIDER }), CLIENT.secret);
  await provider.register([{ ...CLIENT, redirectUri: urls.redirectUri }]);
});
test.afterEach(async ({ api }) => {
  await removeConnections(api);
  await api.saveLogin({ mfaRequired: false, selfSignUp: false });
  await api.resetFactors(email);
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const home = (page: Page) => heading(page, portal.hello(firstName));
const section = (page: Page, name: string) => page.getByRole('region', { name });
const goOn = (page: Page) => page.getByRole('button', { name: `Continue with ${PROVIDER}` });

/** Connects the demo's customer, who then sits at the provider, in a browser of their own. */
async function connect(page: Page): Promise<void> {
  await provider.sit(nora);
  await signedIn(page, customerContact, '/security');
  await section(page, 'Connected logins')
    .getByRole('button', { name: `Connect ${PROVIDER}` })
    .click();
  await expect(section(page, 'Connected logins').getByRole('button', { name: `Disconnect ${PROVIDER}` })).toBeVisible();
}

test('the first sign-in asks the owner of the account by mail before it connects anything', async ({ customer: page }) => {
  const before = (await mailsTo(email)).length;
  await provider.sit(nora);
  await page.goto(await portalUrl());
  await goOn(page).click();
  await expect(page.getByText('There is an account with your email address already.').first()).toBeVisible();
  await expect(heading(page, portal.signIn)).toBeVisible();
  expect(page.url()).not.toContain('#');
  await inspect(page, 'sign-in-link-mailed', { looks: [LOOKS[0], LOOKS[3]] });

  await page.goto(linkIn(await nextMail(email, before, /connect#token=/u)));
  await expect(heading(page, 'Connect a login')).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
  await inspect(page, 'connect', { looks: [LOOKS[0], LOOKS[3]] });
  await page.getByRole('button', { name: 'Connect and sign in' }).click();
  await expect(home(page)).toBeVisible();
  await expect(page.getByText('The login is connected and you are signed in.').first()).toBeVisible();
});

test('the second sign-in goes straight in, to the page that was wanted', async ({ customer: page, open }) => {
  await connect(await open());
  await page.goto(`${await portalUrl()}/details`);
  await goOn(page).click();
  await expect(heading(page, portal.details)).toBeVisible();
});

test('where a second step is required it is asked for on the way in, and leads to the page that was wanted', async ({
  customer: page,
  open,
  api,
}) => {
  await connect(await open());
  await api.saveLogin({ mfaRequired: true });
  await page.goto(`${await portalUrl()}/details`);
  await goOn(page).click();
  await expect(heading(page, portal.setUp)).toBeVisible();
  await confirmNew(page);
  await keepCodes(page);
  await expect(heading(page, portal.details)).toBeVisible();
});

test('somebody who agrees to nothing there, and somebody unknown here, are told what to do', async ({ customer: page, open }) => {
  await provider.sit(null);
  await page.goto(await portalUrl());
  await goOn(page).click();
  await expect(page.getByText('cancelled or refused there').last()).toBeVisible();

  const other = await open();
  await provider.sit(stranger);
  await other.goto(await portalUrl());
  await goOn(other).click();
  await expect(other.getByText('There is no account here for the login that you used.').last()).toBeVisible();
});

test('a connected login is disconnected and connected again from account security', async ({ customer: page }) => {
  await connect(page);
  await page.reload();
  const logins = section(page, 'Connected logins');
  await expect(logins).toContainText(`${email}. Connected on`);
  await logins.getByRole('button', { name: `Disconnect ${PROVIDER}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(logins).toContainText(`${PROVIDER} is disconnected.`);

  await logins.getByRole('button', { name: `Connect ${PROVIDER}` }).click();
  await expect(page.getByText('The login is connected. It opens your account from now on.').first()).toBeVisible();
  await expect(logins.getByRole('button', { name: `Disconnect ${PROVIDER}` })).toBeVisible();
  await expect(section(page, 'Recent activity')).toContainText('Login connected');
});

test('who has no password here confirms with the login elsewhere before the account changes', async ({ customer: page, api }) => {
  const sub = `sam-at-acme-${Date.now()}`;
  const sam = { sub, email: `${sub}@example.org`, email_verified: true, given_name: 'Sam', family_name: 'Nygaard' };
  await api.saveLogin({ selfSignUp: true });
  await provider.sit(sam);
  await page.goto(`${await portalUrl()}/security`);
  await goOn(page).click();
  await expect(heading(page, 'Account security')).toBeVisible();
  const add = page.getByRole('button', { name: 'Add an authenticator app' });
  await add.click();
  const dialog = page.getByRole('dialog', { name: portal.confirm });
  await expect(dialog).toContainText('the login that you use for the portal');
  await inspect(page, 'step-up-elsewhere', { fullPage: false, looks: [LOOKS[0], LOOKS[3]] });

  await provider.sit(stranger);
  await dialog.getByRole('button', { name: `Continue with ${PROVIDER}` }).click();
  await expect(page.getByText('another login than your own').last()).toBeVisible();
  await expect(heading(page, 'Account security')).toBeVisible();

  await provider.sit(sam);
  await add.click();
  await dialog.getByRole('button', { name: `Continue with ${PROVIDER}` }).click();
  await expect(page.getByText('It is confirmed that it is you.').last()).toBeVisible();
  expect(page.url()).toMatch(/\/security$/u);
  await add.click();
  await confirmNew(page);
  await keepCodes(page);
});

test('a provider that does not answer is told where the button was pressed', async ({ customer: page, api }) => {
  await removeConnections(api);
  await addConnection(api, oidcSettings('http://127.0.0.1:9', { name: PROVIDER }), CLIENT.secret);
  await page.goto(await portalUrl());
  await goOn(page).click();
  await expect(page.getByRole('alert')).toContainText('does not answer at the moment', { timeout: 30_000 });
  await expect(goOn(page)).toBeEnabled();
});
