import { inDays, issued, linesOf } from './support/documents';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { inspect, LOOKS } from './support/looks';
import { choose, endAtSandbox, sandbox, setLinks, setPayments } from './support/payments';
import { accept, invite, makeCustomer, removeContact } from './support/people';
import { API, portalUrl } from './support/places';
import { expect, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

/** What happens between the moment a payment page is opened and the one in which somebody pays. */
const PERSON = { email: 'ines@linden-meanwhile.example', firstName: 'Ines', lastName: 'Linden', password: 'quiet-linden-tree-58' };
/** Of the stories' own: of one contact only so many payments are begun in an hour. */
let customer: string;
test.beforeAll(async ({ api }) => {
  await removeContact(api, PERSON.email);
  customer = await makeCustomer(api, 'Linden Meanwhile', PERSON);
  await accept(await invite(api, customer, PERSON.email), PERSON.password);
});
test.afterAll(({ api }) => removeContact(api, PERSON.email));
test.beforeEach(({ api }) => setPayments(api, { onlinePayments: true }));
test.afterEach(async ({ api }) => {
  await setPayments(api, {});
  await setLinks(api, { publicLinks: false, linkVerification: false });
  await api.saveLogin({ selfSignUp: false });
});

const payment = (page: Page) => page.getByRole('region', { name: 'Payment', exact: true });
const what = (page: Page) => page.getByRole('region', { name: 'What you pay' });
const submit = (page: Page, amount: string) => page.getByRole('button', { name: `Pay ${amount}`, exact: true });
const idIn = (page: Page): string => /\/payments\/([a-z0-9]+)/u.exec(page.url())?.[1] ?? '';

/** Opens the page on which an invoice is paid, in the browser's first tab or another one. */
async function opened(page: Page, id: string): Promise<Page> {
  await page.goto(`${await portalUrl()}/pay?invoice=${id}`);
  await expect(page.getByRole('button', { name: /^Pay €/u })).toBeVisible();
  return page;
}

test('of two tabs the second is told of the first one’s payment and since when, and pays once that has failed', async ({
  customer: page,
  api,
}) => {
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, PERSON);
  const second = await opened(await page.context().newPage(), id);
  await opened(page, id);
  await submit(page, '€119.00').click();
  await expect(page.getByRole('button', { name: sandbox.works })).toBeVisible();

  await submit(second, '€119.00').click();
  await expect(second.getByRole('alert')).toContainText('Another payment of this was begun in the meantime, and nothing was charged.');
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'Europe/Berlin' }).format(new Date());
  await expect(what(second)).toContainText(`A payment of €119.00 is under way since ${day}`);
  await expect(second.getByRole('button', { name: /^Pay €/u })).toBeHidden();
  await second.getByRole('link', { name: 'See that payment' }).click();
  await expect(payment(second)).toContainText('This is not paid yet.');
  const begun = idIn(second);

  await choose(page, sandbox.declined);
  expect(idIn(page)).toBe(begun);
  await expect(payment(page)).toContainText('Nothing was charged.');
  await expect(payment(second), 'by itself').toContainText('Nothing was charged.', { timeout: 40_000 });
  await second.getByRole('link', { name: 'Try again' }).click();
  await submit(second, '€119.00').click();
  await choose(second, sandbox.works);
  await expect(payment(second)).toContainText('Your payment of €119.00 has arrived.');
});

test('where a second payment is allowed it is warned of, and what is paid twice is credit', async ({ customer: page, api }) => {
  await setPayments(api, { onlinePayments: true, preventDuplicatePayments: false });
  const { id, number } = await issued(api, 'invoice', customer, { currency: 'CHF' });
  await signedIn(page, PERSON);
  await page.goto(`${await portalUrl()}/pay?invoice=${id}`);
  await page.getByRole('radio', { name: 'SEPA direct debit' }).check();
  await page.getByRole('button', { name: /^Pay CHF/u }).click();
  await choose(page, sandbox.debit);
  await expect(payment(page)).toContainText('Banks take up to 5 days');
  const first = idIn(page);

  await page.goto(`${await portalUrl()}/pay?invoice=${id}`);
  await expect(what(page)).toContainText(/A payment of CHF.119\.00 is under way since .*If you pay now, you may pay twice\./u);
  await inspect(page, 'pay-twice', { looks: [LOOKS[0], LOOKS[3]] });
  await page.getByRole('radio', { name: 'Card', exact: true }).check();
  await page.getByRole('button', { name: /^Pay CHF/u }).click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText(/Your payment of CHF.119\.00 has arrived\./u);
  await endAtSandbox(first, 'succeeded');
  await page.goto(`${await portalUrl()}/payments/${first}`);
  await expect(payment(page)).toContainText('has arrived', { timeout: 40_000 });
  const credit = page.getByText('Your credit', { exact: true });
  await expect(credit).toBeVisible();
  await page.goto(`${await portalUrl()}/payments`);
  await expect(page.getByText(/You have credit:.*CHF.119\.00/u).first()).toBeVisible();
  await page.goto(`${await portalUrl()}/documents/invoice/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
  await expect(page.getByRole('region', { name: 'Where it stands' })).toContainText('Nothing is left to pay.');
  // What is over is used by the next invoice.
  const next = await issued(api, 'invoice', customer, { currency: 'CHF' });
  await page.goto(`${await portalUrl()}/pay?invoice=${next.id}`);
  await page.getByRole('checkbox', { name: /^Use CHF.119\.00 of your credit/u }).check();
  await page.getByRole('button', { name: /^Use CHF.119\.00 of credit/u }).click();
  await expect(page.getByText('Your credit is used. Nothing more was charged.').first()).toBeVisible();
});

test('an invoice of which less is left than the page says is not charged: the page says so, and shows the new amount', async ({
  customer: page,
  api,
}) => {
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, PERSON);
  await opened(page, id);
  const parts = [{ type: 'invoice', document: id, amount: 4_000, left: 11_900 }];
  await api.send('POST', '/customer-portal/payments', {
    ...{ customer, currency: 'EUR', amount: 4_000, date: inDays(0), kind: 'cash', reference: '', parts },
  });
  await submit(page, '€119.00').click();
  await expect(page.getByRole('alert')).toContainText('What is left to pay has changed in the meantime, and nothing was charged.');
  await expect(what(page)).toContainText('€79.00');
  await inspect(page, 'pay-changed', { looks: [LOOKS[0], LOOKS[3]] });
  await submit(page, '€79.00').click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('Your payment of €79.00 has arrived.');
});

test('an invoice that was paid meanwhile leaves nothing to pay on a page that is still open', async ({ customer: page, api }) => {
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, PERSON);
  await opened(page, id);
  const parts = [{ type: 'invoice', document: id, amount: 11_900, left: 11_900 }];
  await api.send('POST', '/customer-portal/payments', {
    ...{ customer, currency: 'EUR', amount: 11_900, date: inDays(0), kind: 'cash', reference: '', parts },
  });
  await submit(page, '€119.00').click();
  await expect(page.getByRole('heading', { name: 'Nothing is to be paid' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Pay/u })).toBeHidden();
});

test('the invoices that were chosen stand in the address: a reload, and a tab of its own, show the same', async ({
  customer: page,
  api,
}) => {
  await setPayments(api, { onlinePayments: true, bulkPayments: true });
  const lines = (rate: string) => ({ lines: linesOf({ rate }) });
  const chosen = [await issued(api, 'invoice', customer, lines('10')), await issued(api, 'invoice', customer, lines('20'))];
  const other = await issued(api, 'invoice', customer, lines('40'));
  await signedIn(page, PERSON, '/documents/invoice?state=open');
  for (const { number } of chosen) await page.getByRole('checkbox', { name: `Choose ${number}` }).check();
  await page.getByRole('link', { name: 'Pay 2 documents' }).click();
  const second = await page.context().newPage();
  const same = async (shown: Page): Promise<void> => {
    await expect(submit(shown, '€35.70')).toBeVisible();
    for (const { number } of chosen) await expect(what(shown)).toContainText(number);
    await expect(what(shown)).not.toContainText(other.number);
  };
  await same(page);
  await page.reload();
  await same(page);
  await second.goto(page.url());
  await same(second);
});

test('adding and removing a payment method ask for a proof, and go on by themselves', async ({ customer: page, api }) => {
  await setPayments(api, { onlinePayments: true, savePaymentMethods: true });
  await signedIn(page, PERSON, '/payment-methods');
  // As after a while: the server wants a fresh proof for what is asked next.
  const error = { status: 403, name: 'ForbiddenError', message: '', details: { code: 'step-up-required' } };
  let asked = 0;
  await page.route(`**${API}/payment-methods**`, (route) => {
    if (route.request().method() === 'GET' || (asked += 1) % 2 === 0) return route.continue();
    return route.fulfill({ status: 403, json: { data: null, error } });
  });
  const proof = page.getByRole('dialog', { name: portal.confirm });
  const prove = async (): Promise<void> => {
    await proof.getByLabel(portal.password, { exact: true }).fill(PERSON.password);
    await proof.getByRole('button', { name: 'Confirm', exact: true }).click();
  };
  await page.getByRole('button', { name: 'Card', exact: true }).click();
  await expect(proof).toBeVisible();
  await prove();
  await choose(page, sandbox.works);
  await expect(page.getByText('Visa ending in 4242 is added.').first()).toBeVisible();

  await page.getByRole('button', { name: 'Remove Visa ending in 4242' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(proof).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog'), 'nothing is removed without a proof').toContainText('Confirm that it is you to continue.');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Visa ending in 4242 is removed.').first()).toBeVisible();
  expect(asked).toBe(4);
});

test('who has paid by a link and is on file comes from its sign-up to what it has paid; the page tells nobody so', async ({
  customer: page,
  api,
}) => {
  await setLinks(api, { publicLinks: true, linkVerification: false });
  await api.saveLogin({ selfSignUp: true });
  const person = { email: 'ines@rowan-linked.example', firstName: 'Ines', lastName: 'Rowan' };
  await removeContact(api, person.email);
  const rowan = await makeCustomer(api, 'Rowan Linked', person);
  await invite(api, rowan, person.email);
  const { id, number } = await issued(api, 'invoice', rowan, { language: 'en' });
  const made = await api.send<{ data: { url: string } }>('POST', `/customer-portal/documents/invoice/${id}/links`);
  await page.goto(made.data.url);
  await submit(page, '€119.00').click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('has arrived');
  await page.getByRole('link', { name: portal.createAccount }).click();
  await page.getByLabel('First name').fill(person.firstName);
  await page.getByLabel('Last name').fill(person.lastName);
  await page.getByLabel(portal.email).fill(person.email);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await expect(page.getByRole('heading', { level: 1, name: portal.checkMail })).toBeVisible();
  // The mail says what the page does not: that there is an account, for which a password can be chosen.
  await page.goto(linkIn(await nextMail(person.email, 0, /you have an account already/u)));
  const before = (await mailsTo(person.email)).length;
  await page.getByRole('link', { name: portal.forgotten }).click();
  await page.getByLabel(portal.email).fill(person.email);
  await page.getByRole('button', { name: portal.sendLink }).click();
  await page.goto(linkIn(await nextMail(person.email, before, /#token=/u)));
  await page.getByLabel(portal.newPassword, { exact: true }).fill('quiet-rowan-tree-58');
  await page.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(page.getByRole('heading', { level: 1, name: portal.hello(person.firstName) })).toBeVisible();
  await page.goto(`${await portalUrl()}/payments`);
  await expect(page.getByRole('row', { name: new RegExp(`${number}.*Paid.*€119`, 'u') })).toBeVisible();
  await removeContact(api, person.email);
});
