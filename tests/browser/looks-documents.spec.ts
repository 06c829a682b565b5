import { customerContact, vendorContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { customerOf, inDays, issued, linesOf } from './support/documents';
import { inspect, LOOKS } from './support/looks';
import { API, portalUrl } from './support/places';
import { expect, signedIn, test } from './support/test';

/** Documents in the portal, in every look: lists and pages, full, empty, loading and failed. */
let customer: string;
test.beforeAll(async () => {
  const browser = await CustomerApi.signedIn();
  customer = await customerOf(browser);
  await browser.close();
});

test('lists of documents, whole, empty, loading and failed', async ({ customer: page, api }) => {
  const { number } = await issued(api, 'invoice', customer, { issueDate: inDays(1), untilDate: inDays(3) });
  await issued(api, 'invoice', customer, { issueDate: inDays(-40), untilDate: inDays(-10), lines: linesOf({ rate: '123456.78' }) });
  await issued(api, 'invoice', customer, { currency: 'JPY', lines: linesOf({ rate: '12500' }) });
  await signedIn(page, customerContact, '/documents/invoice');
  await expect(page.getByRole('link', { name: number })).toBeVisible();
  await inspect(page, 'documents-list');
  await page.getByRole('checkbox', { name: `Choose ${number}` }).check();
  await inspect(page, 'documents-list-chosen', { looks: [LOOKS[0], LOOKS[3]] });
  await page.getByLabel('Search by number').fill('nothing like this');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await inspect(page, 'documents-nothing-found', { looks: [LOOKS[0], LOOKS[2]] });
  const none = { rows: [], page: 1, pageSize: 25, total: 0, sums: [] };
  await page.route(`**${API}/documents/retainer-invoice`, (route) => route.fulfill({ json: { data: none } }));
  await page.goto(`${await portalUrl()}/documents/retainer-invoice`);
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  await inspect(page, 'documents-empty', { looks: [LOOKS[0], LOOKS[2]] });

  await page.route(`**${API}/documents/*`, () => undefined);
  await page.goto(`${await portalUrl()}/documents/invoice`);
  await expect(page.getByText('Loading').first()).toBeAttached();
  await inspect(page, 'documents-loading', { looks: [LOOKS[0], LOOKS[2]] });
  await page.unroute(`**${API}/documents/*`);
  await page.route(`**${API}/documents/*`, (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 30_000 });
  await inspect(page, 'documents-failed', { looks: [LOOKS[0], LOOKS[2]] });
});

test('an invoice with everything that one can have', async ({ customer: page, api }) => {
  const lines = linesOf(
    {
      item: 'Coffee grinder with an unusually long name, Donaudampfschifffahrtsgesellschaft edition',
      description: 'Serial AB-123456\nColour: black',
      quantity: '3',
      rate: '333.335',
      unit: 'pcs',
    },
    { item: 'Fitting', quantity: '2.5', discount: { percent: '10' } },
    { item: 'Old machine taken back', quantity: '-1', rate: '50', tax: null, unit: '' },
  );
  const { id, number } = await issued(api, 'invoice', customer, {
    reference: 'PO 2026-0815',
    untilDate: inDays(3),
    notes: 'The machines were delivered on Monday.\nThe old ones are gone.',
    terms: 'Payable within 14 days without deduction.',
    lines: {
      ...lines,
      discounts: [{ id: 'discount', name: 'Loyalty', value: { percent: '2' }, tax: 'as-lines' }],
      charges: [{ id: 'charge', name: 'Delivery', value: { amount: 1250 }, tax: null }],
    },
  });
  await signedIn(page, customerContact, `/documents/invoice/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: `Invoice ${number}` })).toBeVisible();
  await inspect(page, 'document-invoice');
});

test('a quote that waits, is being accepted, and is accepted', async ({ customer: page, api }) => {
  const { id } = await issued(api, 'quote', customer, {
    untilDate: inDays(9),
    pricesIncludeTax: true,
    lines: linesOf({}, { rate: '49.9' }),
  });
  await signedIn(page, customerContact, `/documents/quote/${id}`);
  await expect(page.getByRole('button', { name: 'Accept', exact: true })).toBeVisible();
  await inspect(page, 'document-quote');
  await page.getByRole('button', { name: 'Decline', exact: true }).click();
  await inspect(page, 'document-quote-declining', { looks: [LOOKS[0], LOOKS[2]] });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByLabel('Your name').fill('');
  await page.getByRole('button', { name: 'Accept quote' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  const sheet = await page.getByRole('img', { name: /^Signature by hand/u }).boundingBox();
  if (!sheet) throw new Error('There is no sheet to sign on.');
  await page.mouse.move(sheet.x + 30, sheet.y + 60);
  await page.mouse.down();
  for (const [x, y] of [
    [80, 20],
    [90, 90],
    [140, 30],
    [200, 70],
  ] as const) {
    await page.mouse.move(sheet.x + x, sheet.y + y, { steps: 6 });
  }
  await page.mouse.up();
  await inspect(page, 'document-quote-accepting');
  await page.getByLabel('Your name').fill('Nora Lindqvist');
  await page.getByRole('button', { name: 'Accept quote' }).click();
  await expect(page.getByText('The quote is accepted.').first()).toBeVisible();
  await inspect(page, 'document-quote-accepted');
});

test('Home with documents', async ({ customer: page, api }) => {
  await issued(api, 'invoice', customer, { issueDate: inDays(-40), untilDate: inDays(-10), lines: linesOf({ rate: '123456.78' }) });
  await issued(api, 'invoice', customer, { untilDate: inDays(3), currency: 'JPY', lines: linesOf({ rate: '12500' }) });
  await issued(api, 'quote', customer, { untilDate: inDays(9) });
  await signedIn(page);
  await expect(page.getByRole('heading', { name: 'Recent documents' })).toBeVisible();
  await inspect(page, 'home-documents');
  await page.route(`**${API}/overview`, () => undefined);
  await page.reload();
  await expect(page.getByText('Loading').first()).toBeAttached();
  await inspect(page, 'home-documents-loading', { looks: [LOOKS[0], LOOKS[2]] });
});

test('a statement of account, whole, in German, and of a period with nothing', async ({ customer: page, api }) => {
  await issued(api, 'invoice', customer, {
    issueDate: inDays(-80),
    untilDate: inDays(-50),
    lines: linesOf({ rate: '123456.78' }),
    reference: 'PO 7',
  });
  await issued(api, 'invoice', customer, { issueDate: inDays(-1), untilDate: inDays(20) });
  await signedIn(page, customerContact, '/statement?currency=EUR');
  await expect(page.getByRole('heading', { name: /^Open on/u })).toBeVisible();
  await inspect(page, 'statement');
  await page.goto(`${await portalUrl()}/statement?from=1999-01-01&to=1999-12-31`);
  await expect(page.getByText('Nothing was invoiced')).toBeVisible();
  await inspect(page, 'statement-nothing', { looks: [LOOKS[0], LOOKS[2]] });
});

test('a statement, a list with some chosen and Home in German', async ({ customer: page, api }) => {
  const theirs = await CustomerApi.signedIn(vendorContact);
  await issued(api, 'invoice', await customerOf(theirs), { issueDate: inDays(-80), untilDate: inDays(-50) });
  await theirs.close();
  await signedIn(page, vendorContact, '/statement');
  await expect(page.getByRole('heading', { level: 1, name: 'Kontoauszug' })).toBeVisible();
  await inspect(page, 'statement-german', { looks: [LOOKS[0], LOOKS[2]] });
  await page.goto(`${await portalUrl()}/documents/invoice`);
  await page.getByRole('checkbox').nth(1).check();
  await inspect(page, 'documents-list-german', { looks: [LOOKS[0], LOOKS[2]] });
  await page.goto(`${await portalUrl()}/`);
  await expect(page.getByRole('img', { name: /^Balken/u })).toBeVisible();
  await inspect(page, 'home-german', { looks: [LOOKS[0], LOOKS[2]] });
});
