import { customerContact, organisation } from '../../scripts/seed/accounts.mjs';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { inspect, LOOKS } from './support/looks';
import { putWebsiteBack } from './support/people';
import { portalUrl } from './support/places';
import { expect, loseCookies, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

/** Ways into the portal beside the password. */
/** Somebody new in each test: their mails are counted. */
let newcomer = { firstName: 'Ida', lastName: 'Berg', organisation: 'Berg & Fjell AS', email: '' };
const PASSWORD = 'saffron-Anchor-72-moss';

test.beforeEach(async ({ api }) => {
  newcomer = { ...newcomer, email: `ida-${Date.now()}@bergfjell.example` };
  await api.saveLogin({ emailLinkSignIn: true, selfSignUp: true, passkeySignIn: true });
});
test.afterEach(async ({ api }) => {
  await api.saveLogin({ emailLinkSignIn: false, selfSignUp: false, passkeySignIn: true, mfaRequired: false });
  await api.forget(newcomer.email, newcomer.organisation);
  await putWebsiteBack(api);
});

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const alert = (page: Page) => page.getByRole('alert');

test('the sign-in page offers what the settings say, and nothing else', async ({ customer: page, api }) => {
  await api.saveLogin({ emailLinkSignIn: false, selfSignUp: false, passkeySignIn: false });
  await page.goto(await portalUrl());
  await expect(heading(page, portal.signIn)).toBeVisible();
  await expect(page.getByRole('button', { name: portal.passkeySignIn })).toHaveCount(0);
  await expect(page.getByRole('link', { name: portal.mailLink })).toHaveCount(0);
  await expect(page.getByRole('link', { name: portal.createAccount })).toHaveCount(0);
  for (const path of ['/sign-up', '/sign-in/mail-link']) {
    await page.goto(`${await portalUrl()}${path}`);
    await expect(heading(page, portal.notFound)).toBeVisible();
  }

  await api.saveLogin({ emailLinkSignIn: true, selfSignUp: true, passkeySignIn: true });
  await page.goto(await portalUrl());
  await expect(page.getByRole('button', { name: portal.passkeySignIn })).toBeVisible();
  await expect(page.getByRole('link', { name: portal.mailLink })).toBeVisible();
  await expect(page.getByRole('link', { name: portal.createAccount })).toBeVisible();
  await inspect(page, 'sign-in-ways');
});

test('a mailed link signs in once, and only at the press of the button', async ({ customer: page, open }) => {
  const before = (await mailsTo(customerContact.email)).length;
  await page.goto(await portalUrl());
  await page.getByRole('link', { name: portal.mailLink }).click();
  await expect(heading(page, 'Sign in by email')).toBeVisible();
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(alert(page)).toContainText('Enter your email address.');
  await inspect(page, 'mail-link', { looks: [LOOKS[0], LOOKS[3]] });
  await page.getByLabel(portal.email).fill(customerContact.email);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(heading(page, portal.checkMail)).toBeVisible();
  await inspect(page, 'mail-link-sent', { looks: [LOOKS[0], LOOKS[3]] });

  const link = linkIn(await nextMail(customerContact.email, before, /sign-in\/link#token=/u));
  expect(link).toContain(`${await portalUrl()}/sign-in/link#token=`);
  const scanner = await open();
  await scanner.goto(link);
  await expect(scanner.getByText(customerContact.email)).toBeVisible();
  await page.goto(link);
  expect(page.url(), 'the secret leaves the address bar').not.toContain('token');
  await expect(page.getByText(`signs you in as ${customerContact.email}`)).toBeVisible();
  await inspect(page, 'sign-in-link', { looks: [LOOKS[0], LOOKS[3]] });
  await page.getByRole('button', { name: portal.signIn, exact: true }).click();
  await expect(heading(page, portal.hello(customerContact.firstName))).toBeVisible();

  await scanner.getByRole('button', { name: portal.signIn, exact: true }).click();
  await expect(heading(scanner, portal.deadLink)).toBeVisible();
  await scanner.getByRole('link', { name: 'Ask for a new link' }).click();
  await expect(heading(scanner, 'Sign in by email')).toBeVisible();
});

test('an unknown address gets the same answer, and no mail', async ({ customer: page }) => {
  const stranger = 'nobody-knows-me-either@example.org';
  await page.goto(`${await portalUrl()}/sign-in/mail-link`);
  await page.getByLabel(portal.email).fill(stranger);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(heading(page, portal.checkMail)).toBeVisible();
  expect(await mailsTo(stranger)).toEqual([]);
});

test('somebody new signs up: form, mail, password, in', async ({ customer: page }) => {
  await page.goto(await portalUrl());
  await page.getByRole('link', { name: portal.createAccount }).click();
  await expect(heading(page, portal.createAccount)).toBeVisible();
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(alert(page)).toContainText('There are 3 problems');
  await inspect(page, 'sign-up-problems');
  await page.getByLabel('First name').fill(newcomer.firstName);
  await page.getByLabel('Last name').fill(newcomer.lastName);
  await page.getByLabel('Company').fill(newcomer.organisation);
  await page.getByLabel(portal.email).fill(newcomer.email);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(heading(page, portal.checkMail)).toBeVisible();
  await inspect(page, 'sign-up-sent', { looks: [LOOKS[0], LOOKS[3]] });
  await page.getByRole('button', { name: 'Change what you entered' }).click();
  await expect(page.getByLabel('Company'), 'nothing typed is lost').toHaveValue(newcomer.organisation);

  const link = linkIn(await nextMail(newcomer.email, 0));
  await page.goto(link);
  await expect(heading(page, 'Finish signing up')).toBeVisible();
  await expect(page.getByText(newcomer.organisation)).toBeVisible();
  await inspect(page, 'sign-up-confirm');
  await page.getByLabel(portal.newPassword, { exact: true }).fill('password123');
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(alert(page)).toContainText('on lists that attackers try first');
  await page.getByLabel(portal.newPassword, { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(heading(page, portal.hello(newcomer.firstName))).toBeVisible();
  await expect(page.getByText('Your account is ready and you are signed in.').first()).toBeVisible();

  await page.goto('about:blank');
  await page.goto(link);
  await expect(heading(page, portal.deadLink)).toBeVisible();
});

test('who has an account already is told so by mail, and the page says the same as to anybody', async ({ customer: page }) => {
  const before = (await mailsTo(customerContact.email)).length;
  await page.goto(`${await portalUrl()}/sign-up`);
  await page.getByLabel('First name').fill('Nora');
  await page.getByLabel('Last name').fill('Lindqvist');
  await page.getByLabel(portal.email).fill(customerContact.email);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(heading(page, portal.checkMail)).toBeVisible();
  await nextMail(customerContact.email, before, /you have an account already/u);
});

test('where a second step is required, signing up ends with setting it up', async ({ customer: page, api }) => {
  await api.saveLogin({ mfaRequired: true });
  await page.goto(`${await portalUrl()}/sign-up`);
  await page.getByLabel('First name').fill(newcomer.firstName);
  await page.getByLabel('Last name').fill(newcomer.lastName);
  await page.getByLabel('Company').fill(newcomer.organisation);
  await page.getByLabel(portal.email).fill(newcomer.email);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await page.goto(linkIn(await nextMail(newcomer.email, 0)));
  await page.getByLabel(portal.newPassword, { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(heading(page, portal.setUp)).toBeVisible();
});

/** Pages as the server sends them where the settings name these ways in. */
async function withSignIn(page: Page, signIn: object): Promise<void> {
  await page.route(/\/portal\/[^/]+\/[^.]*$/u, async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    const html = await response.text();
    const body = html.replace(/(<script[^>]*id="portal-data"[^>]*>)(.*?)(<\/script>)/su, (_, begin: string, json: string, end: string) => {
      const data = JSON.parse(json) as { portal: { signIn: object } };
      return `${begin}${JSON.stringify({ ...data, portal: { ...data.portal, signIn: { ...data.portal.signIn, ...signIn } } })}${end}`;
    });
    await route.fulfill({ response, body });
  });
}

const CONNECTIONS = ['google', 'microsoft', 'apple', 'linkedin', 'yahoo', 'generic'].map((icon) => ({
  key: icon,
  name: icon === 'generic' ? 'Fjordlight Identity' : `${icon[0]?.toUpperCase()}${icon.slice(1)}`,
  icon,
}));

test('connections beside the password, and alone under single sign-on', async ({ customer: page, open }) => {
  await withSignIn(page, { connections: CONNECTIONS });
  await page.goto(`${await portalUrl()}/sign-in`);
  await expect(page.getByRole('button', { name: 'Continue with Google' })).toBeVisible();
  await inspect(page, 'sign-in-connections');
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await expect(alert(page)).toContainText('does not exist any more');

  const sso = await open();
  await withSignIn(sso, { methods: [], connections: CONNECTIONS.slice(-1), selfSignUp: false });
  await sso.goto(`${await portalUrl()}/sign-in`);
  await expect(sso.getByText(`${organisation.name} uses Fjordlight Identity for its customer portal.`)).toBeVisible();
  await expect(sso.getByLabel(portal.password, { exact: true })).toHaveCount(0);
  await inspect(sso, 'sign-in-single');
});

test('under single sign-on a session that ends is renewed in another tab, and what was typed is kept', async ({ customer: page }) => {
  await withSignIn(page, { methods: [], connections: CONNECTIONS.slice(-1), selfSignUp: false });
  await signedIn(page, customerContact, '/details');
  const website = page.getByRole('textbox', { name: /^Website/u });
  await website.fill('https://www.fjordlight.example/elsewhere');
  await loseCookies(page);
  await page.getByRole('button', { name: portal.save }).click();
  const dialog = page.getByRole('dialog', { name: portal.signInAgain });
  await expect(dialog).toContainText('do it in a new tab');
  await inspect(page, 'sign-in-again-elsewhere', { fullPage: false, looks: [LOOKS[0], LOOKS[3]] });
  await dialog.getByRole('button', { name: 'I have signed in' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();

  const [tab] = await Promise.all([page.context().waitForEvent('page'), dialog.getByRole('link', { name: portal.signIn }).click()]);
  await signedIn(tab);
  await tab.close();
  await dialog.getByRole('button', { name: 'I have signed in' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(portal.saved).first()).toBeVisible();
  await expect(website).toHaveValue('https://www.fjordlight.example/elsewhere');
  await website.fill('https://www.fjordlight.example');
  await page.getByRole('button', { name: portal.save }).click();
  await expect(page.getByText(portal.saved).first()).toBeVisible();
});

test('what went wrong at a provider is told in words that help, once', async ({ customer: page }) => {
  for (const [code, words] of [
    ['provider-refused', 'cancelled or refused there'],
    ['provider-unreachable', 'does not answer at the moment'],
    ['login-expired', 'took too long'],
    ['account-unknown', 'There is no account here'],
    ['link-mailed', 'We have sent you a mail'],
    ['domain-not-allowed', 'does not belong to an organisation'],
    ['access-off', 'switched off'],
    ['never-heard-of', 'The sign-in did not work.'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`${await portalUrl()}/sign-in#problem=${code}`);
    await expect(page.getByText(words).last()).toBeVisible();
    expect(page.url()).not.toContain('#');
  }
  await inspect(page, 'sign-in-provider-problem');
  await page.reload();
  await expect(heading(page, portal.signIn)).toBeVisible();
  await expect(page.getByText('The sign-in did not work.')).toHaveCount(0);
});

test('a link to connect a login that does not work any more says what to do', async ({ customer: page }) => {
  await page.goto(`${await portalUrl()}/connect#token=${'a'.repeat(43)}`);
  await expect(heading(page, portal.deadLink)).toBeVisible();
  await expect(page.getByText('Sign in with that login again to get a new one.')).toBeVisible();
});
