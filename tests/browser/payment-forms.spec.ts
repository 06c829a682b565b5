import { customerContact } from '../../scripts/seed/accounts.mjs';
import type { FakeStripe } from '../support/stripe';
import { CustomerApi } from './support/customer-api';
import { customerOf, issued } from './support/documents';
import { inspect } from './support/looks';
import { setDefaultCurrency, setLinks, setPayments } from './support/payments';
import { origin, portalUrl } from './support/places';
import { startStripe, STRIPE_JS, withStripe } from './support/stripe';
import { expect, signedIn, test, type Page } from './support/test';

/** Stripe's fields on a page of ours. Its script and its API are stand-ins; all else is as it is. */
const currency = 'SEK';
const FORM = `${origin}/portal-payment/`;
let customer: string;
let stripe: FakeStripe;
test.beforeAll(async () => {
  const browser = await CustomerApi.signedIn();
  customer = await customerOf(browser);
  await browser.close();
  stripe = await startStripe();
});
test.afterAll(() => stripe.stop());
test.beforeEach(({ api }) => setPayments(api, { onlinePayments: true }));
test.afterEach(async ({ api }) => {
  await setPayments(api, {});
  await setLinks(api, { publicLinks: false });
});

const payment = (page: Page) => page.getByRole('region', { name: 'Payment', exact: true });
const onForm = (page: Page) => page.waitForURL((url) => url.href.startsWith(FORM));
const card = (page: Page) => page.getByLabel('Card number');
/** The sandbox is offered beside it. */
const byStripe = (page: Page) => page.getByRole('radio', { name: /^(?:Card|Karte) \(Stripe\)$/u });
const button = (page: Page) => page.getByRole('button', { name: /^Pay SEK/u });

/** What pages ask for, and what their policies refused. */
function follow(page: Page) {
  const asked: { from: string; url: string }[] = [];
  const refused: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    const from = request.isNavigationRequest() ? url : page.url();
    if (!url.startsWith('data:')) asked.push({ from, url });
  });
  page.on('console', (message) => {
    if (/Content[ -]Security[ -]Policy|Refused to /iu.test(message.text())) refused.push(message.text());
  });
  return { asked, refused };
}

/** From an invoice's page to the form, which is gone to at once. */
async function pay(page: Page, api: Parameters<typeof issued>[0]): Promise<void> {
  const { id } = await issued(api, 'invoice', customer, { currency });
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await byStripe(page).check();
  await expect(page.getByText('You enter your details on the next page.', { exact: false })).toBeVisible();
  await button(page).click();
  await onForm(page);
}

test('a customer pays by Stripe on a bare page: a declined card first, then another one', async ({ customer: page, api }) => {
  const { asked, refused } = follow(page);
  const confirmed = await withStripe(page, stripe);
  await pay(page, api);
  await expect(page.getByRole('heading', { level: 1, name: 'Pay Halden & Marsh' })).toBeVisible();
  await expect(card(page)).toBeVisible();
  await inspect(page, 'payment-form');

  await button(page).click();
  await expect(page.getByText('Your card number is incomplete.')).toBeVisible();
  await card(page).fill('4000 0000 0000 0002');
  await button(page).click();
  await expect(page.getByRole('alert')).toHaveText('Your card was declined.');
  await expect(page.getByRole('alert')).toBeFocused();
  await inspect(page, 'payment-form-declined');
  await card(page).fill('4242 4242 4242 4242');
  await button(page).click();
  await expect(payment(page)).toContainText('has arrived');
  await expect(page).toHaveURL(new RegExp(`^${origin}/portal/[^?#]+$`, 'u'));
  expect(confirmed.at(-1)).toMatchObject({
    key: 'pk_test_fake',
    locale: 'en',
    redirect: 'if_required',
    returnUrl: expect.stringMatching(new RegExp(`^${FORM}back/payments/[a-z0-9]+$`, 'u')),
  });

  const others = asked.filter(({ url }) => !url.startsWith(`${origin}/`));
  expect(others.map(({ url }) => url)).toEqual(['https://js.stripe.com/endive/stripe.js']);
  expect(others.every(({ from }) => from.startsWith(FORM))).toBe(true);
  // Nothing of the portal's app: the page, its style, its script and the provider's.
  const own = asked.filter(({ from, url }) => from.startsWith(FORM) && url.startsWith(origin)).map(({ url }) => new URL(url).pathname);
  expect(own.filter((path) => /\.(?:js|css)$/u.test(path)).every((path) => /payment-form-|^\/portal-payment\/scripts\//u.test(path))).toBe(
    true,
  );
  expect(asked.filter(({ url }) => url.includes('_secret_'))).toEqual([]);
  expect(refused).toEqual([]);
});

test('the form speaks German, in the dark, on a phone', async ({ open, api }) => {
  const page = await open({ locale: 'de-DE', colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  await withStripe(page, stripe);
  const { id } = await issued(api, 'invoice', customer, { currency });
  await page.addInitScript(() => localStorage.setItem('customer-portal.language', '{"language":"de"}'));
  await signedIn(page, customerContact, `/pay?invoice=${id}`);
  await byStripe(page).check();
  await page
    .getByRole('button', { name: /bezahlen|Pay /u })
    .last()
    .click();
  await onForm(page);
  await page.goto(page.url().replace(/language=\w+/u, 'language=de'));
  await expect(page.getByRole('heading', { level: 1, name: 'Zahlung an Halden & Marsh' })).toBeVisible();
  await expect(page.locator('[data-theme=night]')).toBeVisible();
  await inspect(page, 'payment-form-dark-de');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test('who goes back has not paid, comes to the same form again, and is told where it does not load', async ({ customer: page, api }) => {
  await withStripe(page, stripe);
  await pay(page, api);
  await page.getByRole('link', { name: 'Back without paying' }).click();
  await expect(payment(page)).toContainText('This is not paid yet.');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await onForm(page);
  await expect(card(page)).toBeVisible();
  // The network goes while Stripe is asked: nobody knows, and the next page finds out.
  await card(page).fill('1');
  await button(page).click();
  await expect(payment(page)).toContainText('This is not paid yet.');

  await page.route(STRIPE_JS, (route) => route.abort());
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await onForm(page);
  await expect(page.getByRole('alert')).toContainText('The form did not load. Nothing was charged.');
  await expect(button(page)).toBeHidden();
  await inspect(page, 'payment-form-failed');
  await page.getByRole('link', { name: 'Back without paying' }).click();
  await page.getByRole('button', { name: 'Give up this payment' }).click();
  await expect(payment(page)).toContainText('Nothing was charged.');
});

test('whoever holds a link pays by the form without signing in', async ({ customer: page, api }) => {
  await setLinks(api, { publicLinks: true, linkVerification: false });
  await withStripe(page, stripe);
  const { asked } = follow(page);
  const { id } = await issued(api, 'invoice', customer, { currency });
  const made = await api.send<{ data: { url: string } }>('POST', `/customer-portal/documents/invoice/${id}/links`);
  await page.goto(made.data.url);
  await byStripe(page).check();
  await button(page).click();
  await onForm(page);
  await card(page).fill('4000 0000 0000 0002');
  await button(page).click();
  await expect(page.getByRole('alert')).toHaveText('Your card was declined.');
  await page.getByRole('link', { name: 'Back without paying' }).click();
  await expect(payment(page)).toContainText('This is not paid yet.');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await onForm(page);
  await card(page).fill('4242 4242 4242 4242');
  await button(page).click();
  await expect(payment(page)).toContainText('has arrived');
  const token = new URL(made.data.url).hash.replace(/^#token=/u, '');
  expect(token.length).toBeGreaterThan(20);
  expect(asked.filter(({ url }) => url.includes(token) && !url.includes('#'))).toEqual([]);
});

test('a method is added by the form', async ({ customer: page, api }) => {
  await setPayments(api, { onlinePayments: true, savePaymentMethods: true });
  await setDefaultCurrency(api, currency);
  try {
    await withStripe(page, stripe);
    await signedIn(page, customerContact, '/payment-methods');
    await page.getByRole('button', { name: 'Card (Stripe)', exact: true }).click();
    await onForm(page);
    await expect(page.getByRole('heading', { level: 1, name: 'Add a payment method' })).toBeVisible();
    await card(page).fill('4242 4242 4242 4242');
    await inspect(page, 'payment-form-method');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByText('Visa ending in 4242 is added.').first()).toBeVisible();
    await page.getByRole('button', { name: 'Remove Visa ending in 4242' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText('Visa ending in 4242 is removed.').first()).toBeVisible();
  } finally {
    await setDefaultCurrency(api, 'EUR');
  }
  expect(page.url().startsWith(await portalUrl())).toBe(true);
});
