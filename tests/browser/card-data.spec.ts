import type { Page, Route } from '@playwright/test';
import { createSearch } from '../support/traces';
import { inDays, issued } from './support/documents';
import { sandbox, setLinks, setPayments } from './support/payments';
import { accept, invite, makeCustomer, removeContact } from './support/people';
import { API, origin, portalUrl } from './support/places';
import { expect, signedIn, test } from './support/test';
import { everythingKept, recordedBy } from './support/whole-server';

/**
 * What customers type at a payment provider never reaches our server. A gateway's page asks for it (the sandbox's, with the
 * fields that real ones have), and afterwards all that the server took in, kept and said is searched for it.
 */
const TYPED = {
  card: '4929135724681350',
  other: '5425233430109903',
  cvc: 'cvc-quarzfalter-731',
  iban: 'DE44500105175407324931',
  login: 'ines&morgenrot-88',
  pin: 'pin-birkenrinde-4417',
} as const;
/** Numbers that do reach it, each by another way: else the search would find nothing anywhere. */
const PLANTED = {
  body: '4556737586899855',
  address: '4916338506082832',
  header: '4024007103939509',
  file: '4532015112830366',
} as const;

/** Somebody of the story's own: of one contact only so many payments are begun in an hour. */
const PERSON = { email: 'ines@cedar-cards.example', firstName: 'Ines', lastName: 'Cedar', password: 'quiet-cedar-tree-58' };
let customer: string;
test.beforeEach(async ({ api }) => {
  await setPayments(api, { onlinePayments: true, savePaymentMethods: true });
  await removeContact(api, PERSON.email);
  customer = await makeCustomer(api, 'Cedar Cards', PERSON);
  await accept(await invite(api, customer, PERSON.email), PERSON.password);
});
test.afterEach(async ({ api }) => {
  await removeContact(api, PERSON.email);
  await setPayments(api, {});
  await setLinks(api, { publicLinks: false, linkVerification: false });
});

const FIELDS: [name: string, label: string][] = [
  ['number', 'Card number'],
  ['cvc', 'Security code'],
  ['iban', 'IBAN'],
  ['login', 'Bank login'],
  ['pin', 'PIN'],
];

/** The gateway's page as others have it: with fields for what only a gateway may know. */
async function withFields(route: Route): Promise<void> {
  if (route.request().method() !== 'GET') return route.continue();
  const answer = await route.fetch();
  const fields = FIELDS.map(([name, label]) => `<label>${label} <input name="${name}" autocomplete="off"></label>`).join('');
  return route.fulfill({ response: answer, body: (await answer.text()).replace(/<form method="post"[^>]*>/u, `$&${fields}`) });
}

/** Fills in the gateway's form, and makes sure that the gateway is sent what was typed. */
async function type(page: Page, number: string, button: RegExp | string): Promise<void> {
  const values = { number: number.replace(/.{4}(?=.)/gu, '$& '), cvc: TYPED.cvc, iban: TYPED.iban, login: TYPED.login, pin: TYPED.pin };
  for (const [name, label] of FIELDS) await page.getByLabel(label, { exact: true }).fill(values[name as keyof typeof values]);
  const sent = page.waitForRequest((request) => request.method() === 'POST' && new URL(request.url()).pathname.startsWith('/pay/'));
  await page.getByRole('button', { name: button, ...(typeof button === 'string' && { exact: true }) }).click();
  const form = new URLSearchParams((await sent).postData() ?? '');
  expect(Object.fromEntries(FIELDS.map(([name]) => [name, form.get(name)]))).toEqual(values);
}

/** The bank's question (3-D Secure). It came by a redirect, which is not changed on its way. */
async function confirm(page: Page): Promise<void> {
  await type(page, TYPED.other, sandbox.confirms);
  await expect(page.getByRole('heading', { name: 'Your bank asks you to confirm' })).toBeVisible();
  await page.reload();
  await type(page, TYPED.other, 'Confirm');
}

const payment = (page: Page) => page.getByRole('region', { name: 'Payment', exact: true });

async function toGateway(page: Page, invoice: string, way = 'Card'): Promise<void> {
  await page.goto(`${await portalUrl()}/pay?invoice=${invoice}`);
  await page.getByRole('radio', { name: way, exact: true }).check();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
}

test('no card number, security code or bank login that is typed at the gateway is anywhere on the server', async ({
  customer: page,
  api,
}) => {
  const since = recordedBy();
  await setLinks(api, { publicLinks: true, linkVerification: false });
  await page.route((url) => url.origin !== origin && url.pathname.startsWith('/pay/'), withFields);
  const invoice = async () => (await issued(api, 'invoice', customer, { language: 'en' })).id;

  await signedIn(page, PERSON);
  // A card that is declined, another one that is saved, one that asks for a confirmation, and a bank.
  await toGateway(page, await invoice());
  await type(page, TYPED.card, sandbox.declined);
  await expect(payment(page)).toContainText('Nothing was charged.');
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('checkbox', { name: 'Use this for future payments' }).check();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await type(page, TYPED.card, sandbox.works);
  await expect(payment(page)).toContainText('has arrived');
  const next = await invoice();
  await page.goto(`${await portalUrl()}/pay?invoice=${next}`);
  await page.getByRole('radio', { name: 'Card', exact: true }).check();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await confirm(page);
  await expect(payment(page)).toContainText('has arrived');
  await toGateway(page, await invoice(), 'SEPA direct debit');
  await type(page, TYPED.card, sandbox.debit);
  await expect(payment(page)).toContainText('Banks take up to 5 days');
  // With what was saved nothing is typed; then one more is added.
  await page.goto(`${await portalUrl()}/pay?invoice=${await invoice()}`);
  await page.getByRole('radio', { name: 'Visa ending in 4242' }).check();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await expect(payment(page)).toContainText('has arrived');
  await page.goto(`${await portalUrl()}/payment-methods`);
  await page.getByRole('button', { name: 'Card', exact: true }).click();
  await confirm(page);
  await expect(page.getByText('Mastercard ending in 3184 is added.').first()).toBeVisible();
  for (const name of ['Mastercard ending in 3184', 'Visa ending in 4242']) {
    await page.getByRole('button', { name: `Remove ${name}` }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText(`${name} is removed.`).first()).toBeVisible();
  }
  // By a public link.
  const made = await api.send<{ data: { url: string } }>('POST', `/customer-portal/documents/invoice/${await invoice()}/links`);
  await page.goto(made.data.url);
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await type(page, TYPED.card, sandbox.works);
  await expect(payment(page)).toContainText('has arrived');

  // What is planted is found, where it was planted.
  const parts = [{ type: 'invoice', document: await invoice(), amount: 11_900, left: 11_900 }];
  const came = { customer, currency: 'EUR', amount: 11_900, date: inDays(0), kind: 'cash', reference: PLANTED.body, parts };
  await api.send('POST', '/customer-portal/payments', came);
  await page.request.get(`${origin}${API}/portal?card=${encodeURIComponent(PLANTED.address.replace(/.{4}(?=.)/gu, '$& '))}`);
  await page.request.get(`${origin}${API}/portal`, {
    headers: { 'x-note': Buffer.from(`{"card":"${PLANTED.header}"}`).toString('base64') },
  });
  const body = { files: { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from(`Card ${PLANTED.file}`) } };
  const uploaded = await page.request.post(`${origin}/upload`, { headers: { authorization: `Bearer ${api.token}` }, multipart: body });
  expect(uploaded.ok(), await uploaded.text()).toBe(true);
  const search = createSearch([...Object.values(TYPED), ...Object.values(PLANTED)]);
  const found: Record<string, string[]> = {};
  for await (const { where, bytes } of everythingKept(since))
    found[where] = [...new Set([...(found[where] ?? []), ...search(bytes)])].sort();
  const everywhere = Object.values(PLANTED);
  expect(found).toEqual({
    'what reached it': [...everywhere].sort(),
    'its log': [PLANTED.address],
    'its database': [PLANTED.body],
    'the bytes of its database': [PLANTED.body],
    'its files': [PLANTED.file],
  });
});
