import { customerContact, vendorContact } from '../../scripts/seed/accounts.mjs';
import { putWebsiteBack } from './support/people';
import { API, portalUrl } from './support/places';
import { expect, loseCookies, signedIn, signInByForm, test, type Page } from './support/test';
import { portal } from './support/words';

const FIRST = 'Fjordlight Studio AB';
const SECOND = 'Lindqvist & Daughters';

test.afterEach(({ api }) => putWebsiteBack(api));

const switcher = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`Switch customer.*${name}`, 'su') });
const website = (page: Page) => page.getByRole('textbox', { name: /^Website/u });

test('a contact who acts for two customers switches between them', async ({ customer }) => {
  await signedIn(customer, customerContact, '/details');
  await expect(website(customer)).toHaveValue('https://www.fjordlight.example');

  await switcher(customer, FIRST).click();
  await customer.getByRole('menuitemradio', { name: new RegExp(SECOND, 'u') }).click();
  await expect(customer.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();
  await expect(switcher(customer, SECOND)).toBeVisible();
  await customer.getByRole('link', { name: portal.details }).first().click();
  await expect(website(customer)).toHaveValue('');
  await customer.reload();
  await expect(switcher(customer, SECOND)).toBeVisible();

  await website(customer).fill('https://half.example');
  await switcher(customer, SECOND).click();
  await customer.getByRole('menuitemradio', { name: new RegExp(FIRST, 'u') }).click();
  const question = customer.getByRole('alertdialog', { name: portal.leave });
  await question.getByRole('button', { name: 'Stay on this page' }).click();
  await expect(website(customer), 'nothing typed is lost').toHaveValue('https://half.example');
  await customer.getByRole('button', { name: portal.discard }).click();
  await switcher(customer, SECOND).click();
  await customer.getByRole('menuitemradio', { name: new RegExp(FIRST, 'u') }).click();
  await expect(switcher(customer, FIRST)).toBeVisible();
});

test('a session that ends in the middle of typing costs nothing that was typed', async ({ customer }) => {
  const typed = `https://www.fjordlight.example/${Date.now()}`;
  await signedIn(customer, customerContact, '/details');
  await website(customer).fill(typed);
  await loseCookies(customer);
  await customer.getByRole('button', { name: portal.save }).click();

  const dialog = customer.getByRole('dialog', { name: portal.signInAgain });
  await expect(dialog.getByLabel(portal.email)).toHaveValue(customerContact.email);
  await dialog.getByLabel(portal.password, { exact: true }).fill('wrong-one');
  await dialog.getByRole('button', { name: portal.signIn, exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Email or password is wrong.');
  await dialog.getByLabel(portal.password, { exact: true }).fill(customerContact.password);
  await dialog.getByRole('button', { name: portal.signIn, exact: true }).click();

  await expect(dialog).toBeHidden();
  await expect(customer.getByText(portal.saved).first(), 'what was under way goes on by itself').toBeVisible();
  await expect(website(customer)).toHaveValue(typed);
  await customer.reload();
  await expect(website(customer)).toHaveValue(typed);

  await website(customer).fill('https://www.fjordlight.example');
  await customer.getByRole('button', { name: portal.save }).click();
  await expect(customer.getByText(portal.saved).first()).toBeVisible();
});

test('somebody else who signs in over an ended session starts anew', async ({ customer }) => {
  await signedIn(customer, customerContact, '/details');
  await website(customer).fill('https://not-for-jonas.example');
  await loseCookies(customer);
  await customer.getByRole('button', { name: portal.save }).click();
  const dialog = customer.getByRole('dialog', { name: portal.signInAgain });
  await dialog.getByLabel(portal.email).fill(vendorContact.email);
  await dialog.getByLabel(portal.password, { exact: true }).fill(vendorContact.password);
  await dialog.getByRole('button', { name: portal.signIn, exact: true }).click();
  await expect(customer.getByRole('heading', { name: portal.helloInGerman(vendorContact.firstName) })).toBeVisible();
  expect(await customer.content()).not.toContain('not-for-jonas');
  expect(await customer.content()).not.toContain(FIRST);
});

test('changes that are not saved are asked about before the page is left', async ({ customer }) => {
  await signedIn(customer, customerContact, '/details');
  await website(customer).fill('https://half.example');
  await customer.getByRole('link', { name: portal.home }).first().click();
  const question = customer.getByRole('alertdialog', { name: portal.leave });
  await question.getByRole('button', { name: 'Stay on this page' }).click();
  await expect(website(customer)).toHaveValue('https://half.example');
  await customer.getByRole('link', { name: portal.home }).first().click();
  await question.getByRole('button', { name: 'Leave without saving' }).click();
  await expect(customer.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();
});

test('a link that belongs to another customer of the contact leads to that one, and says so', async ({ customer: page }) => {
  await signedIn(page, customerContact, '/details');
  const { data } = (await (await page.request.get(`${API}/session`)).json()) as { data: { customers: { id: string; name: string }[] } };
  const idOf = (name: string): string => data.customers.find((one) => one.name === name)?.id ?? '';
  const link = async (id: string): Promise<string> => `${await portalUrl()}/details?customer=${id}`;
  await website(page).fill('https://half.example');

  const other = await page.context().newPage();
  await other.goto(await link(idOf(SECOND)));
  await expect(other.getByText(`You now act for ${SECOND}.`).first()).toBeVisible();
  await expect(switcher(other, SECOND)).toBeVisible();
  await expect(website(other)).toHaveValue('');
  expect(new URL(other.url()).search).toBe('');
  await other.reload();
  await expect(other.getByText(`You now act for ${SECOND}.`), 'said once').toHaveCount(0);

  // Nobody's, and one whom the contact does not act for: as if the link said nothing.
  await other.goto(await link('a'.repeat(24)));
  await expect(switcher(other, SECOND)).toBeVisible();
  await expect(other.getByText('You now act for')).toHaveCount(0);

  await other.goto(await link(idOf(FIRST)));
  await expect(website(other), 'what was typed in the other tab was kept').toHaveValue('https://half.example');
  await other.getByRole('button', { name: portal.discard }).click();
  await other.close();
});

test('a link that was cut off says that there is no page', async ({ customer: page }) => {
  await signedIn(page, customerContact, '/modules/abc12/records/xyz');
  await expect(page.getByRole('heading', { level: 1, name: portal.notFound })).toBeVisible();
});

test.describe('on a line that breaks', () => {
  const FAILED = /This part of the portal could not be loaded/u;
  const files = (...names: string[]): RegExp => new RegExp(`/portal-assets/assets/(?:${names.join('|')})-[^/]*\\.js$`, 'u');

  test('what protects typed text was fetched before it was needed', async ({ customer: page }) => {
    const dialogs = ['LeaveDialog', 'SignInAgain', 'StepUp'].map((name) =>
      page.waitForResponse((response) => files(name).test(response.url())),
    );
    await signedIn(page, customerContact, '/details');
    await Promise.all(dialogs);
    await website(page).fill('https://half.example');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: portal.save }).click();
    await expect(page.getByRole('alert')).toContainText('could not be reached');
    await page.getByRole('link', { name: portal.home }).first().click();
    const question = page.getByRole('alertdialog', { name: portal.leave });
    await question.getByRole('button', { name: 'Stay on this page' }).click();
    await expect(website(page)).toHaveValue('https://half.example');
    await page.context().setOffline(false);
    await loseCookies(page);
    await page.getByRole('button', { name: portal.save }).click();
    await expect(page.getByRole('dialog', { name: portal.signInAgain })).toBeVisible();
  });

  test('a dialog that does not come leaves the page as it is, and comes when it is tried again', async ({ customer: page }) => {
    await page.route(files('SignInAgain', 'LeaveDialog'), (route) => route.abort());
    await signedIn(page, customerContact, '/details');
    await website(page).fill('https://half.example');
    const asked = new Promise<void>((resolve) => page.once('dialog', (question) => void question.dismiss().then(resolve)));
    await page.getByRole('link', { name: portal.home }).first().click();
    await asked;
    await expect(website(page), 'asked in the browser’s own words').toHaveValue('https://half.example');

    await loseCookies(page);
    await page.getByRole('button', { name: portal.save }).click();
    await expect(page.getByText(FAILED).first()).toBeVisible();
    await expect(website(page)).toHaveValue('https://half.example');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    const dialog = page.getByRole('dialog', { name: portal.signInAgain });
    await dialog.getByLabel(portal.password, { exact: true }).fill(customerContact.password);
    await dialog.getByRole('button', { name: portal.signIn, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(portal.saved).first(), 'what was under way goes on by itself').toBeVisible();
    await expect(website(page)).toHaveValue('https://half.example');
    await website(page).fill('https://www.fjordlight.example');
    await page.getByRole('button', { name: portal.save }).click();
    await expect(page.getByText(portal.saved).first()).toBeVisible();
  });

  test('after an update of the portal a page says so, and what was typed is there when it is loaded again', async ({ customer: page }) => {
    const ours = new RegExp(`${new URL(await portalUrl()).pathname}`, 'u');
    await page.route(files('Security'), (route) => route.fulfill({ status: 404, body: 'Not found' }));
    await page.route(ours, async (route) => {
      if (route.request().isNavigationRequest()) return route.fallback();
      return route.fulfill({
        contentType: 'text/html',
        body: '<script type="module" src="/portal-assets/assets/index-another.js"></script>',
      });
    });
    await signedIn(page);
    await page.getByRole('link', { name: portal.security }).first().click();
    await expect(page.getByText('The portal was updated while you had it open.').first()).toBeVisible();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load again' }).click();
    await expect(page.getByRole('heading', { level: 1, name: portal.security })).toBeVisible();

    await page.getByRole('link', { name: portal.details }).first().click();
    await website(page).fill('https://half.example');
    page.once('dialog', (question) => void question.accept());
    await page.reload();
    await expect(website(page)).toHaveValue('https://half.example');
    await expect(page.getByText(/is here again\. It is not saved yet/u).first()).toBeVisible();
    await page.getByRole('button', { name: portal.discard }).click();
    await page.reload();
    await expect(website(page)).toHaveValue('https://www.fjordlight.example');
  });
});

/** What the focused element is called: by its label, or by what stands in it. Runs in the page. */
function nameOfFocused(): string {
  const element = document.activeElement as HTMLElement;
  const label = (element as HTMLInputElement).labels?.[0]?.innerText;
  return label ?? element.getAttribute('aria-label') ?? element.innerText;
}

test('the keyboard alone is enough: sign in, skip to the content, use the menus, sign out', async ({ customer: page }) => {
  await page.goto(await portalUrl());
  const { keyboard } = page;
  await expect(page.getByLabel(portal.email)).toBeVisible();
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let presses = 0; presses < 25; presses += 1) {
      await keyboard.press('Tab');
      if (name.test(await page.evaluate(nameOfFocused))) return;
    }
    throw new Error(`The keyboard does not reach ${name.source}.`);
  };
  await tabTo(/^Email$/u);
  await keyboard.type(customerContact.email);
  await tabTo(/^Password$/u);
  await keyboard.type(customerContact.password);
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();
  await keyboard.press('Tab');
  const skip = page.getByRole('link', { name: portal.skip });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await tabTo(/^Your details$/u);
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: portal.details })).toBeFocused();

  await page.getByRole('link', { name: portal.home }).first().focus();
  await tabTo(/Account.*Lindqvist/su);
  await keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(page.getByRole('button', { name: /^Account/u })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: portal.signOut })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByText('You are signed out.').first()).toBeVisible();
});

test('on a phone the menu opens over the page, closes with escape and leads on', async ({ open }) => {
  const page = await open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await signedIn(page);
  const menu = page.getByRole('button', { name: portal.menu });
  await menu.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: portal.menu });
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(menu).toBeFocused();
  await menu.tap();
  await drawer.getByRole('link', { name: portal.details }).tap();
  await expect(page.getByRole('heading', { level: 1, name: portal.details })).toBeVisible();
  await expect(drawer).toBeHidden();
});

test.describe('in another language', () => {
  test.afterEach(async ({ customer }) => {
    await signedIn(customer, customerContact);
    const headers = { 'x-customer-portal': '1' };
    const { language } = customerContact;
    await customer.request.patch(`${API}/profile`, { headers, data: { contact: { language } } });
  });

  test('the portal speaks the language that somebody chooses, at once and next time', async ({ customer: page, open }) => {
    await signedIn(page, customerContact);
    await page.getByRole('button', { name: /^Account/u }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await expect(page.getByRole('heading', { name: portal.helloInGerman(customerContact.firstName) })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    const elsewhere = await open();
    await elsewhere.goto(await portalUrl());
    await signInByForm(elsewhere, customerContact);
    await expect(elsewhere.getByRole('heading', { name: portal.helloInGerman(customerContact.firstName) })).toBeVisible();

    await page.getByRole('button', { name: /^Konto/u }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();
  });
});
