import { customerContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { customerOf, inDays, issued, linesOf } from './support/documents';
import { inspect, PHONE } from './support/looks';
import { choose, endAtSandbox, sandbox, setLinks, setPayments } from './support/payments';
import { portalUrl } from './support/places';
import { expect, signedIn, test, type Page } from './support/test';

let customer: string;
test.beforeAll(async () => {
  const browser = await CustomerApi.signedIn();
  customer = await customerOf(browser);
  await browser.close();
});
test.beforeEach(({ api }) => setPayments(api, { onlinePayments: true }));
test.afterEach(async ({ api }) => {
  await setPayments(api, {});
  await setLinks(api, { publicLinks: false, linkVerification: false });
});

const TRANSFERS = {
  onlinePayments: true,
  bankTransfer: true,
  transferHolder: 'Halden & Marsh',
  transferIban: 'DE89370400440532013000',
};
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
const proof = { name: 'Transfer.pdf', mimeType: 'application/pdf', buffer: PDF };
const picture = {
  name: 'Banking app.png',
  mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64'),
};
const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('paid') };
const proofs = (page: Page) => page.getByRole('region', { name: 'Proof of the transfer' });

const standing = (page: Page) => page.getByRole('region', { name: 'Where it stands' });
/** On a payment's page, and beside a document that a link opens. */
const payment = (page: Page) => page.getByRole('region', { name: 'Payment', exact: true });
const payments = (page: Page) => page.getByRole('region', { name: 'Payments' });
/** Where a payment's page is, and so which one it is. */
const idIn = (page: Page): string => /\/payments\/([a-z0-9]+)/u.exec(page.url())?.[1] ?? '';

/** From an invoice's page to the payment provider's. */
async function pay(page: Page, way = 'Card'): Promise<void> {
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pay', exact: true })).toBeFocused();
  await page.getByRole('radio', { name: way, exact: true }).check();
  await page.getByRole('button', { name: /^Pay €/u }).click();
}

test('a customer pays an invoice with a card, and finds what it paid with a receipt', async ({ customer: page, api }) => {
  const { id, number } = await issued(api, 'invoice', customer, { untilDate: inDays(3) });
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await expect(page.getByText('due in 3 days')).toBeVisible();
  await expect(page.getByText('You go to the payment page of Sandbox and come back here.', { exact: true })).toBeVisible();
  await inspect(page, 'pay');
  await page.reload();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await choose(page, sandbox.works);

  await expect(payment(page)).toContainText('Your payment of €119.00 has arrived.');
  await expect(payment(page)).toContainText('Visa ending in 4242');
  await expect(page.getByRole('button', { name: 'Give up this payment' })).toBeHidden();
  await inspect(page, 'payment-succeeded');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download receipt' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/u);

  await page.getByRole('link', { name: `Invoice ${number}` }).click();
  await expect(standing(page)).toContainText('Nothing is left to pay.');
  await expect(page.getByRole('link', { name: 'Pay', exact: true })).toBeHidden();
  await payments(page)
    .getByRole('link', { name: /^Payment/u })
    .click();
  await page.getByRole('link', { name: 'Payments', exact: true }).last().click();
  await expect(page.getByRole('row', { name: new RegExp(`${number}.*Paid.*€119`, 'u') })).toBeVisible();
  await inspect(page, 'payments');
});

test('a declined card says what to do; the same invoice is paid with another one', async ({ customer: page, api }) => {
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await pay(page);
  await choose(page, sandbox.declined);
  await expect(payment(page)).toContainText('Your bank or card issuer declined the payment. Nothing was charged.');
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('has arrived');
});

test('who comes back without paying is told so, goes on, and gives it up', async ({ customer: page, api }) => {
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await pay(page);
  await page.getByRole('link', { name: 'Go back without choosing' }).click();
  await expect(payment(page)).toContainText('This is not paid yet.');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('button', { name: sandbox.works })).toBeVisible();
  // By the browser's button: the form is not there any more, and nothing is sent twice.
  await page.goBack();
  await expect(payment(page)).toContainText('This is not paid yet.');
  await inspect(page, 'payment-waits');
  await page.getByRole('button', { name: 'Give up this payment' }).click();
  await expect(payment(page)).toContainText('Nothing was charged.');
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Pay €119.00' })).toBeVisible();
});

test('where the team’s own code named it, the way back to its application is offered, and nobody is sent there', async ({
  customer: page,
  api,
}) => {
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  const url = 'https://shop.example.com/orders/7?payment=x';
  // Only code that runs in Strapi begins such a payment: here the answer says so of one that the customer began.
  await page.route(/\/api\/customer-portal\/payments\/[a-z0-9]+$/u, async (route) => {
    const response = await route.fetch();
    const { data } = (await response.json()) as { data: object };
    await route.fulfill({ response, json: { data: { ...data, returnTo: { host: 'shop.example.com', url } } } });
  });
  await pay(page);
  await page.getByRole('link', { name: 'Go back without choosing' }).click();
  await expect(payment(page)).toContainText('This is not paid yet.');
  await expect(page.getByRole('link', { name: 'Back to shop.example.com' })).toHaveAttribute('href', url);
  await inspect(page, 'payment-way-back');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('has arrived');
  await expect(page.getByRole('link', { name: 'Back to shop.example.com' })).toHaveAttribute('href', url);
  await page.unrouteAll({ behavior: 'wait' });
});

test('a bank debit is on its way for days, and nothing more is paid meanwhile; the page changes by itself', async ({
  customer: page,
  api,
}) => {
  const { id } = await issued(api, 'invoice', customer);
  const path = `/documents/invoice/${id}`;
  await signedIn(page, customerContact, path);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.getByRole('link', { name: 'Pay', exact: true }).click();
  await expect(second.getByRole('button', { name: 'Pay €119.00' })).toBeVisible();

  await pay(page, 'SEPA direct debit');
  await choose(page, sandbox.debit);
  await expect(payment(page)).toContainText('Banks take up to 5 days');
  const begun = idIn(page);

  // The other tab had its form open already.
  await second.getByRole('button', { name: 'Pay €119.00' }).click();
  await expect(second.getByRole('alert')).toContainText('Another payment of this was begun in the meantime, and nothing was charged.');
  await expect(second.getByRole('region', { name: 'What you pay' })).toContainText('A payment of €119.00 is under way since');
  await expect(second.getByRole('button', { name: /^Pay €/u })).toBeHidden();
  await inspect(second, 'pay-under-way');
  await second.getByRole('link', { name: 'See that payment' }).click();
  await expect(second).toHaveURL(new RegExp(`/payments/${begun}$`, 'u'));

  await endAtSandbox(begun, 'succeeded');
  await expect(payment(page)).toContainText('has arrived', { timeout: 40_000 });
  await expect(page.getByRole('link', { name: 'Download receipt' })).toBeVisible();
});

test('a bank debit that fails says why, and the invoice can be paid again', async ({ customer: page, api }) => {
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await pay(page, 'SEPA direct debit');
  await choose(page, sandbox.debit);
  await expect(payment(page)).toContainText('Banks take up to 5 days');
  await endAtSandbox(idIn(page), 'failed');
  await expect(payment(page).getByRole('link', { name: 'Try again' })).toBeVisible({ timeout: 40_000 });
});

test('several invoices of one currency are ticked and paid at once; Home offers all that is due', async ({ customer: page, api }) => {
  await setPayments(api, { onlinePayments: true, bulkPayments: true });
  const [one, other] = [await issued(api, 'invoice', customer), await issued(api, 'invoice', customer)];
  const dollars = await issued(api, 'invoice', customer, { currency: 'USD' });
  await signedIn(page, customerContact, '/documents/invoice?state=open');
  for (const { number } of [one, other, dollars]) await page.getByRole('checkbox', { name: `Choose ${number}` }).check();
  await expect(page.getByText('Tick documents of one currency to pay them at once.')).toBeVisible();
  await page.getByRole('checkbox', { name: `Choose ${dollars.number}` }).uncheck();
  await page.getByRole('link', { name: 'Pay 2 documents' }).click();
  await expect(page.getByRole('button', { name: 'Pay €238.00' })).toBeVisible();
  await inspect(page, 'pay-several');
  await page.getByRole('checkbox', { name: `Pay Invoice ${other.number}` }).uncheck();
  await expect(page.getByRole('button', { name: 'Pay €119.00' })).toBeVisible();
  await page.getByRole('checkbox', { name: `Pay Invoice ${other.number}` }).check();
  await page.getByRole('button', { name: 'Pay €238.00' }).click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('Your payment of €238.00 has arrived.');
  for (const { number } of [one, other]) await expect(page.getByRole('link', { name: `Invoice ${number}` })).toBeVisible();

  await page.goto(await portalUrl());
  const due = page.getByRole('region', { name: 'To pay' });
  await expect(due).toContainText('$119.00');
  await inspect(page, 'home-to-pay');
  await due.getByRole('link', { name: 'Pay everything due' }).first().click();
  await expect(page.getByRole('button', { name: /^Pay /u })).toBeVisible();
});

test('a part of an invoice is paid, within what is taken', async ({ customer: page, api }) => {
  await setPayments(api, { onlinePayments: true, partPayments: true });
  const { id } = await issued(api, 'invoice', customer, { lines: linesOf({ rate: '1000' }) });
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await page.getByRole('radio', { name: 'A part' }).check();
  await page.getByLabel('Amount').fill('5');
  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Enter an amount from €119.00 to €1,190.00.');
  await inspect(page, 'pay-part-refused');
  await page.getByLabel('Amount').fill('200.50');
  await page.getByRole('button', { name: 'Pay €200.50' }).click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('Your payment of €200.50 has arrived.');
  await page
    .getByRole('link', { name: /^Invoice/u })
    .last()
    .click();
  await expect(standing(page)).toContainText('€989.50');
});

test('who transfers the money finds what its bank asks for, sends a proof, and says when it is done', async ({ customer: page, api }) => {
  await setPayments(api, TRANSFERS);
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await page.getByRole('radio', { name: 'Bank transfer' }).check();
  await expect(page.getByText('You then see where to transfer the money to.')).toBeVisible();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await expect(payment(page)).toContainText('Transfer €119.00 with exactly these details.');
  await expect(payment(page)).toContainText('DE89 3704 0044 0532 0130 00');
  await expect(page.getByRole('img', { name: 'QR code for your banking app' })).toBeVisible();
  await page.getByRole('button', { name: /Copy.*IBAN/u }).click();
  await inspect(page, 'payment-transfer');

  await page.locator('input[type=file]').setInputFiles([proof, picture, note]);
  await expect(proofs(page).getByRole('link', { name: proof.name })).toBeVisible();
  await expect(proofs(page).getByRole('link', { name: picture.name })).toBeVisible();
  await expect(proofs(page)).toContainText('Files of this kind are not taken here.');
  await expect(proofs(page)).toContainText('It does not say by itself that the money is on its way');
  await expect(page.getByRole('button', { name: 'I have made the transfer' })).toBeVisible();
  await inspect(page, 'payment-transfer-proofs');
  await page.reload();
  const download = page.waitForEvent('download');
  await proofs(page).getByRole('link', { name: proof.name }).click();
  expect((await download).suggestedFilename()).toBe(proof.name);
  await proofs(page)
    .getByRole('button', { name: `Remove ${picture.name}` })
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(proofs(page).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'I have made the transfer' }).click();
  await expect(payment(page)).toContainText('Halden & Marsh looks whether the money has come.');
  await expect(payment(page)).toBeFocused();
  await expect(page.getByRole('button', { name: 'I have made the transfer' })).toBeHidden();
  await expect(proofs(page)).not.toContainText('It does not say by itself');
  await page.getByRole('button', { name: 'Give up this payment' }).click();
  await expect(payment(page)).toContainText('Whoever began this payment gave it up. Nothing was charged.');
  await expect(proofs(page).getByRole('link', { name: proof.name })).toBeVisible();
  await expect(proofs(page).getByRole('button')).toHaveCount(0);
  await inspect(page, 'payment-transfer-ended');
});

test('by a public link, on a phone, somebody transfers the money and sends what the bank shows', async ({ open, api }) => {
  await setPayments(api, TRANSFERS);
  await setLinks(api, { publicLinks: true, linkVerification: false });
  const { id } = await issued(api, 'invoice', customer, { language: 'en' });
  const made = await api.send<{ data: { url: string } }>('POST', `/customer-portal/documents/invoice/${id}/links`);
  const page = await open({ viewport: PHONE, isMobile: true, hasTouch: true });
  await page.goto(made.data.url);
  await page.getByRole('radio', { name: 'Bank transfer' }).check();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await expect(payment(page)).toContainText('Transfer €119.00 with exactly these details.');
  await page.locator('input[type=file]').setInputFiles(picture);
  await expect(proofs(page).getByRole('button', { name: picture.name, exact: true })).toBeVisible();
  const download = page.waitForEvent('download');
  await proofs(page).getByRole('button', { name: picture.name, exact: true }).click();
  expect((await download).suggestedFilename()).toBe(picture.name);
  await inspect(page, 'public-link-transfer');
  await proofs(page)
    .getByRole('button', { name: `Remove ${picture.name}` })
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(proofs(page).getByRole('listitem')).toHaveCount(0);
  await page.locator('input[type=file]').setInputFiles(proof);
  await page.getByRole('button', { name: 'I have made the transfer' }).click();
  await expect(payment(page)).toContainText('looks whether the money has come.');
});

test('credit is used first, and only the rest is charged', async ({ customer: page, api }) => {
  const earlier = await issued(api, 'invoice', customer);
  const parts = [{ type: 'invoice', document: earlier.id, amount: 11_900, left: 11_900 }];
  const came = { customer, currency: 'EUR', amount: 16_900, date: inDays(0), kind: 'cash', reference: '', parts };
  await api.send('POST', '/customer-portal/payments', came);
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, '/payments');
  await expect(page.getByText('You have credit: €50.00.').first()).toBeVisible();
  await page.goto(`${await portalUrl()}/documents/invoice/${id}`);
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Use €50.00 of your credit' }).check();
  await inspect(page, 'pay-credit');
  await page.getByRole('button', { name: 'Pay €69.00' }).click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('Your payment of €69.00 has arrived.');
  await page
    .getByRole('link', { name: /^Invoice/u })
    .last()
    .click();
  await expect(standing(page)).toContainText('Nothing is left to pay.');
  await expect(payments(page)).toContainText('Your credit');
  await inspect(page, 'invoice-paid');
});

test('a method is saved, used first the next time, and removed after a question', async ({ customer: page, api }) => {
  await setPayments(api, { onlinePayments: true, savePaymentMethods: true });
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Use this for future payments' }).check();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('has arrived');

  const next = await issued(api, 'invoice', customer);
  await page.goto(`${await portalUrl()}/documents/invoice/${next.id}`);
  await page.getByRole('link', { name: 'Pay', exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Visa ending in 4242' })).toBeChecked();
  await inspect(page, 'pay-saved');
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await expect(payment(page)).toContainText('has arrived');

  await page.goto(`${await portalUrl()}/payment-methods`);
  await page.getByRole('button', { name: 'Card', exact: true }).click();
  await page.getByRole('button', { name: sandbox.confirms }).click();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText('Mastercard ending in 3184 is added.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Use first: Mastercard ending in 3184' }).click();
  await expect(page.getByText('Mastercard ending in 3184 is used first from now on.').first()).toBeVisible();
  await inspect(page, 'payment-methods');
  for (const name of ['Mastercard ending in 3184', 'Visa ending in 4242']) {
    await page.getByRole('button', { name: `Remove ${name}` }).click();
    await expect(page.getByRole('alertdialog')).toContainText('Nothing is charged with it any more');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByText(`${name} is removed.`).first()).toBeVisible();
  }
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await inspect(page, 'payment-methods-empty');
});

test('somebody with a public link pays that one document without signing in, and comes back to what became of it', async ({
  customer: page,
  api,
}) => {
  await setLinks(api, { publicLinks: true, linkVerification: false });
  const { id, number } = await issued(api, 'invoice', customer, { language: 'en' });
  const made = await api.send<{ data: { url: string } }>('POST', `/customer-portal/documents/invoice/${id}/links`);
  await page.goto(made.data.url);
  await expect(page.getByRole('heading', { level: 1, name: `Invoice ${number}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pay €119.00' })).toBeVisible();
  await inspect(page, 'public-link-pay');
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await choose(page, sandbox.declined);
  await expect(payment(page)).toContainText('Nothing was charged.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Pay €119.00' }).click();
  await choose(page, sandbox.works);
  await expect(payment(page)).toContainText('Your payment of €119.00 has arrived.');
  await expect(standing(page)).toContainText('Nothing is left to pay.');
  await inspect(page, 'public-link-paid');
  // The link was remembered for the way back only.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Open the link again' })).toBeVisible();
});
