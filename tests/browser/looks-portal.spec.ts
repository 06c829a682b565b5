import { customerContact, organisation, vendorContact } from '../../scripts/seed/accounts.mjs';
import { RECORD_STATES } from '../../plugin/vocabulary';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { DESKTOP, findings, inspect, LOOKS, shoot, show } from './support/looks';
import { API, imagesFolder, portalUrl } from './support/places';
import { serveShownModules, shown } from './support/shown-modules';
import { expect, loseCookies, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

/**
 * Every page and state of the portal, light and dark, on a desktop and on a phone: axe finds
 * nothing serious, nothing scrolls sideways at 320 pixels, and a screenshot is kept to be looked at.
 */
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

test('sign-in and forgotten password', async ({ customer: page }) => {
  const base = await portalUrl();
  await page.goto(`${base}/sign-in`);
  await expect(heading(page, portal.signIn)).toBeVisible();
  await inspect(page, 'sign-in');
  await page.getByRole('button', { name: portal.signIn, exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'sign-in-problems');

  await page.goto(`${base}/forgotten-password`);
  await expect(heading(page, 'Forgotten password')).toBeVisible();
  await inspect(page, 'forgotten-password');
  await page.getByLabel(portal.email).fill('somebody-with-a-rather-long-address@purchasing.example.org');
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(heading(page, 'Check your email')).toBeVisible();
  await inspect(page, 'forgotten-password-sent');
});

test('links from mail', async ({ customer: page, api }) => {
  const base = await portalUrl();
  await page.goto(`${base}/invitation`);
  await expect(heading(page, 'Open the link in your email again')).toBeVisible();
  await inspect(page, 'link-missing');
  await page.goto(`${base}/reset-password#token=never-was-one`);
  await expect(heading(page, portal.deadLink)).toBeVisible();
  await inspect(page, 'link-dead');

  const headers = { 'x-customer-portal': '1' };
  const mails = (await mailsTo(vendorContact.email)).length;
  await page.request.post(`${API}/password/forgotten`, { headers, data: { email: vendorContact.email } });
  await page.goto(linkIn(await nextMail(vendorContact.email, mails, /reset-password#token=/u)));
  await expect(heading(page, 'Choose a new password')).toBeVisible();
  await expect(page.getByLabel(portal.newPassword, { exact: true })).toBeVisible();
  await inspect(page, 'reset-password');

  // The last of those who were never invited: the story of an invitation takes the first.
  const waiting = await api.customers({ 'filters[portalAccess][$eq]': 'false', sort: 'name:DESC' });
  let email = '';
  for (const { documentId } of waiting) {
    const { status, contacts } = await api.access(documentId);
    const invitable = contacts.find((contact) => contact.status === 'not-invited');
    if (!invitable || status !== 'not-invited') continue;
    email = invitable.email;
    const before = (await mailsTo(email)).length;
    await api.send('POST', `/customer-portal/customers/${documentId}/invite`);
    await page.goto(linkIn(await nextMail(email, before, /invitation#token=/u)));
    break;
  }
  await expect(page.getByText(email)).toBeVisible();
  await page.getByRole('combobox').first().selectOption('en');
  await expect(heading(page, 'Set up your access')).toBeVisible();
  await inspect(page, 'invitation');
});

test('Home, whole, while it loads and where a part of it fails', async ({ customer: page, open }) => {
  await signedIn(page);
  await expect(page.getByRole('link', { name: 'Catalogue' }).first()).toBeVisible();
  await inspect(page, 'home');

  await page.route(`**${API}/navigation`, (route) => route.fulfill({ status: 500, json: { data: null, error: { status: 500 } } }));
  await page.reload();
  await expect(page.getByRole('button', { name: 'Try again' }).first()).toBeVisible({ timeout: 30_000 });
  await inspect(page, 'home-menu-failed');
  await page.unroute(`**${API}/navigation`);

  await page.route(`**${API}/session`, () => undefined);
  await page.reload();
  await expect(page.getByText('Loading').first()).toBeAttached();
  await inspect(page, 'home-loading', { looks: [LOOKS[0], LOOKS[2]] });

  const german = await open();
  await signedIn(german, vendorContact);
  await expect(heading(german, portal.helloInGerman(vendorContact.firstName))).toBeVisible();
  await inspect(german, 'home-german');
});

test('details', async ({ customer: page }) => {
  await signedIn(page, customerContact, '/details');
  await expect(heading(page, portal.details)).toBeVisible();
  const city = page.getByRole('textbox', { name: 'City' });
  await expect(city).toBeVisible();
  await inspect(page, 'details');
  await city.fill('');
  await page.getByRole('textbox', { name: 'Postcode' }).fill('');
  await page.getByRole('button', { name: portal.save }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'details-problems');
  await page.getByRole('button', { name: portal.discard }).click();
  await page.getByRole('button', { name: portal.save }).click();
  await expect(page.getByText('Nothing has changed').first()).toBeVisible();
  await inspect(page, 'details-unchanged', { looks: [LOOKS[0], LOOKS[2]] });

  await page.route(`**${API}/profile`, (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 30_000 });
  await inspect(page, 'details-failed');
});

test('password, tabs, and a page that is not there', async ({ customer: page, api }) => {
  await signedIn(page, customerContact, '/password');
  await expect(heading(page, portal.changePassword)).toBeVisible();
  await inspect(page, 'password');
  await page.getByRole('button', { name: portal.changePassword }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'password-problems');

  const tabs = await api.tabs();
  const tabPage = async (name: string) => `${await portalUrl()}/tabs/${tabs.find((tab) => tab.name === name)?.id}`;
  await page.goto(await tabPage('Catalogue'));
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
  await inspect(page, 'tab-in-frame');
  await page.goto(await tabPage('Announcements'));
  await expect(page.getByText('Announcements opens in a new tab.')).toBeVisible();
  await inspect(page, 'tab-in-window');
  await page.goto(`${await portalUrl()}/no/such/page`);
  await expect(heading(page, portal.notFound)).toBeVisible();
  await inspect(page, 'not-found');
});

test('modules: lists, whole, empty, loading and failed', async ({ customer: page }) => {
  const base = await portalUrl();
  await serveShownModules(page);
  await signedIn(page, customerContact, shown.list);
  await expect(heading(page, 'Repair requests')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Grinder 1 / })).toBeVisible();
  await inspect(page, 'module-list');
  await page.getByLabel('Search').fill('nothing like this');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await inspect(page, 'module-nothing-found');
  await page.goto(`${base}${shown.empty}`);
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  await inspect(page, 'module-empty');

  await page.route(`**${API}/modules/*/records*`, () => undefined);
  await page.goto(`${base}${shown.list}`);
  await expect(page.getByText('Loading').first()).toBeAttached();
  await inspect(page, 'module-loading', { looks: [LOOKS[0], LOOKS[2]] });
  await page.unroute(`**${API}/modules/*/records*`);
  await page.route(`**${API}/modules/*/records*`, (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 30_000 });
  await inspect(page, 'module-failed');
});

test("modules: a record's form with a field of every type", async ({ customer: page }) => {
  const base = await portalUrl();
  await serveShownModules(page);
  await signedIn(page, customerContact, shown.form);
  await expect(page.getByRole('textbox', { name: 'Description' })).toBeVisible();
  await inspect(page, 'record-new');
  await page.getByRole('button', { name: 'Add: Spare part' }).click();
  await page.getByRole('button', { name: 'Choose', exact: true }).first().click();
  await expect(page.getByRole('radio').first()).toBeVisible();
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'record-problems');

  await page.goto(`${base}${shown.form}`);
  await expect(page.getByRole('button', { name: 'Continue where you left off' })).toBeVisible();
  await inspect(page, 'record-kept', { looks: [LOOKS[0], LOOKS[2]] });

  await page.goto(`${base}${shown.record('rejected')}/edit`);
  await expect(page.getByRole('textbox', { name: 'Description' })).toContainText('very loud');
  await inspect(page, 'record-edit');
  await page.getByLabel('Title').fill('Changed here');
  await page.route(`**${API}/modules/*/records/*`, (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({
          status: 409,
          json: { data: null, error: { status: 409, name: 'ConflictError', message: '', details: { code: 'conflict' } } },
        })
      : route.fallback(),
  );
  await page.getByRole('button', { name: 'Save as draft' }).click();
  await page.getByRole('button', { name: 'Show the newest version' }).click();
  await inspect(page, 'record-conflict');
});

for (const state of RECORD_STATES) {
  test(`modules: a record that is ${state}`, async ({ customer: page }) => {
    await serveShownModules(page);
    await signedIn(page, customerContact, shown.record(state));
    await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Write a comment' })).toBeVisible();
    await inspect(page, `record-${state}`);
  });
}

test('what opens over a page', async ({ customer: page }) => {
  await signedIn(page, customerContact, '/details');
  const website = page.getByRole('textbox', { name: /^Website/u });
  await expect(website).toBeVisible();
  const found: string[] = [];
  for (const look of LOOKS) {
    await show(page, look);
    const drawer = page.getByRole('dialog', { name: portal.menu });
    const suffix = `${look.device}-${look.theme}`;
    const keep = async (name: string): Promise<void> => {
      await shoot(page, 'portal', `${name}-${suffix}`, false);
      found.push(...(await findings(page)).map((finding) => `${name}, ${suffix}: ${finding}`));
    };
    if (look.device === 'phone') {
      await page.getByRole('button', { name: portal.menu }).click();
      await expect(drawer).toBeVisible();
      await keep('menu');
    }
    for (const [name, button] of [
      ['customers', /^Switch customer/u],
      ['account', /^Account/u],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await keep(`menu-${name}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toBeHidden();
    }
    if (look.device === 'phone') {
      await page.keyboard.press('Escape');
      await expect(drawer).toBeHidden();
    }
  }

  await show(page, LOOKS[0]);
  await website.fill('https://half.example');
  await page.getByRole('link', { name: portal.home }).first().click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await inspect(page, 'leave-dialog', { fullPage: false });
  await page.getByRole('button', { name: 'Stay on this page' }).click();

  await loseCookies(page);
  await page.getByRole('button', { name: portal.save }).click();
  await expect(page.getByRole('dialog', { name: portal.signInAgain })).toBeVisible();
  await inspect(page, 'sign-in-again-dialog', { fullPage: false });
  expect(found).toEqual([]);
});

test('a portal that is switched off', async ({ customer: page, api }) => {
  await api.saveGeneral({ portalEnabled: false });
  try {
    await page.goto(await portalUrl());
    await expect(heading(page, portal.closed)).toBeVisible();
    await inspect(page, 'closed');
  } finally {
    await api.saveGeneral({ portalEnabled: true });
  }
});

/** Colours that leave little room: the portal computes what stands on them and beside them. */
for (const accentColour of ['#ffe600', '#ffffff', '#000000', '#808080', '#ff4d8d']) {
  test(`everything can be read with the accent colour ${accentColour}`, async ({ customer: page, api }) => {
    await api.saveGeneral({ accentColour });
    try {
      await signedIn(page, customerContact, '/password');
      await expect(heading(page, portal.changePassword)).toBeVisible();
      for (const look of [LOOKS[0], LOOKS[1]]) {
        await show(page, look);
        await shoot(page, 'portal', `accent-${accentColour.slice(1)}-${look.theme}`);
        expect.soft(await findings(page), look.theme).toEqual([]);
      }
    } finally {
      await api.saveGeneral({ accentColour: organisation.accentColour });
    }
  });
}

test('what customers see first looks like this', async ({ open }) => {
  test.skip(process.env.UPDATE_README_IMAGES !== '1', 'set UPDATE_README_IMAGES=1 to write the images of the README');
  const page = await open({ viewport: DESKTOP, colorScheme: 'light' });
  await signedIn(page);
  await expect(page.getByRole('link', { name: 'Catalogue' }).first()).toBeVisible();
  await page.screenshot({ path: `${imagesFolder}/portal-home.png`, caret: 'initial' });
});
