import { customerContact, vendorContact } from '../../scripts/seed/accounts.mjs';
import { CustomerApi } from './support/customer-api';
import { customerOf, inDays, issued, linesOf, voided } from './support/documents';
import { portalUrl } from './support/places';
import { expect, signedIn, test } from './support/test';
import { portal } from './support/words';

let customer: string;
let another: string;
test.beforeAll(async () => {
  const [mine, theirs] = await Promise.all([CustomerApi.signedIn(), CustomerApi.signedIn(vendorContact)]);
  [customer, another] = await Promise.all([customerOf(mine), customerOf(theirs)]);
  await Promise.all([mine.close(), theirs.close()]);
});

test('a customer finds an invoice by its number and state, keeps what it looked for in the address, and reads it', async ({
  customer: page,
  api,
}) => {
  const open = await issued(api, 'invoice', customer, { untilDate: inDays(3), reference: 'PO 77', lines: linesOf({ rate: '1200' }) });
  const late = await issued(api, 'invoice', customer, { issueDate: inDays(-30), untilDate: inDays(-2) });
  await signedIn(page);
  await page.getByRole('link', { name: portal.invoices }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: portal.invoices })).toBeVisible();
  await expect(page.getByRole('link', { name: open.number })).toBeVisible();

  await page.getByLabel(portal.state).selectOption({ label: 'Overdue' });
  await expect(page.getByRole('row', { name: new RegExp(`${late.number}.*2 days overdue`, 'u') })).toBeVisible();
  await expect(page.getByRole('link', { name: open.number })).toBeHidden();
  await page.getByLabel(portal.searchByNumber).fill('nothing like this');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await expect(page).toHaveURL(/state=overdue&|q=nothing/u);
  await page.reload();
  await expect(page.getByLabel(portal.searchByNumber)).toHaveValue('nothing like this');
  await page.getByRole('button', { name: 'Clear search and filter' }).click();
  await page.getByLabel('From', { exact: true }).fill(inDays(0));
  await expect(page.getByRole('link', { name: late.number })).toBeHidden();
  await page.getByLabel(portal.searchByNumber).fill(open.number.toLowerCase());
  await expect(page).toHaveURL(/q=inv-/u);
  await expect(page.getByText('1 document', { exact: true })).toBeVisible();
  await expect(page.getByText('Total in EUR')).toBeVisible();

  await page.getByRole('link', { name: open.number }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Invoice ${open.number}` })).toBeFocused();
  const standing = page.getByRole('region', { name: 'Where it stands' });
  await expect(standing).toContainText('€1,428.00');
  await expect(standing).toContainText('due in 3 days');
  await expect(page.getByText('PO 77')).toBeVisible();
  await expect(page.getByText('VAT 19% of €1,200.00')).toBeVisible();

  await voided(api, 'invoice', open.id);
  await page.reload();
  await expect(standing).toContainText('It is no longer valid.');
  await page.goBack();
  await expect(page.getByLabel(portal.searchByNumber)).toHaveValue(open.number.toLowerCase());
});

test("another customer's document is a page that does not exist", async ({ customer: page, api }) => {
  const theirs = await issued(api, 'invoice', another);
  await signedIn(page, customerContact, `/documents/invoice/${theirs.id}`);
  await expect(page.getByRole('heading', { level: 1, name: portal.notFound })).toBeVisible();
  for (const path of ['/documents/invoice/never-was', '/documents/payslip', `/documents/quote/${theirs.id}`]) {
    await page.goto(`${await portalUrl()}${path}`);
    await expect(page.getByRole('heading', { level: 1, name: portal.notFound })).toBeVisible();
  }
});

test('amounts and dates are in the language of the reader', async ({ customer: page, api }) => {
  const { id, number } = await issued(api, 'quote', another, { untilDate: '2099-03-04', lines: linesOf({ rate: '1234.5' }) });
  await signedIn(page, vendorContact, `/documents/quote/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: `Angebot ${number}` })).toBeVisible();
  const standing = page.getByRole('region', { name: 'Aktueller Stand' });
  await expect(standing).toContainText('1.469,06 €');
  await expect(standing).toContainText('4. März 2099');
});

test('a quote is accepted with a name and a signature by hand, and shows both from then on', async ({ customer: page, api }) => {
  const { id, number } = await issued(api, 'quote', customer, { untilDate: inDays(9) });
  await signedIn(page, customerContact, `/documents/quote/${id}`);
  const standing = page.getByRole('region', { name: 'Where it stands' });
  await expect(standing).toContainText('9 more days');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Accept this quote' })).toBeFocused();
  await expect(page.getByText(`You accept quote ${number}`)).toContainText('€119.00');
  const name = page.getByLabel('Your name');
  await expect(name).toHaveValue('Nora Lindqvist');
  await name.fill('');
  await page.getByRole('button', { name: 'Accept quote' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter a value.');
  await name.fill('N. Lindqvist');
  const sheet = await page.getByRole('img', { name: /^Signature by hand/u }).boundingBox();
  if (!sheet) throw new Error('There is no sheet to sign on.');
  await page.mouse.move(sheet.x + 30, sheet.y + 30);
  await page.mouse.down();
  await page.mouse.move(sheet.x + 120, sheet.y + 60, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Clear the signature' })).toBeVisible();
  await page.getByRole('button', { name: 'Accept quote' }).click();
  await expect(page.getByText('The quote is accepted.').first()).toBeVisible();
  await page.reload();
  await expect(standing).toContainText('Accepted by N. Lindqvist on');
  await expect(page.getByRole('img', { name: 'Signature of N. Lindqvist' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Accept', exact: true })).toBeHidden();
});

test('a quote is declined with a reason; who comes too late with an answer is told how it stands', async ({ customer: page, api }) => {
  const { id } = await issued(api, 'quote', customer, { untilDate: inDays(9) });
  await signedIn(page, customerContact, `/documents/quote/${id}`);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Accept', exact: true }).click();

  await page.getByRole('button', { name: 'Decline', exact: true }).click();
  await page.getByLabel(/^Reason/u).fill('Too dear');
  await page.getByRole('button', { name: 'Decline quote' }).click();
  const standing = page.getByRole('region', { name: 'Where it stands' });
  await expect(standing).toContainText('Declined by Nora Lindqvist on');
  await expect(standing).toContainText('Too dear');

  await other.getByRole('button', { name: 'Accept quote' }).click();
  await expect(other.getByText('Your answer was not taken').first()).toBeVisible();
  await expect(other.getByRole('region', { name: 'Where it stands' })).toContainText('Declined by');
});

test('what editors switch off is not offered', async ({ customer: page, api }) => {
  const { id } = await issued(api, 'quote', customer, { untilDate: inDays(9) });
  await api.savePreferences({ acceptQuotes: false });
  try {
    await signedIn(page, customerContact, `/documents/quote/${id}`);
    await expect(page.getByRole('button', { name: 'Decline', exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Accept', exact: true })).toBeHidden();
  } finally {
    await api.savePreferences({ acceptQuotes: true });
  }
});

test('Home says what is overdue and what waits, leads there, and repeats nothing of the menu', async ({ customer: page, api }) => {
  const late = await issued(api, 'invoice', customer, { issueDate: inDays(-30), untilDate: inDays(-2) });
  // Newer than whatever else there is.
  const quote = await issued(api, 'quote', customer, { issueDate: inDays(2), untilDate: inDays(9) });
  await signedIn(page);
  await expect(page.getByRole('heading', { name: 'What is waiting' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Recent documents' }).getByRole('link', { name: `Quote ${quote.number}` })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Quotes: waiting for your answer' })).toBeVisible();
  await expect(page.getByText('See what we have on file')).toBeHidden();
  await page.getByRole('link', { name: 'Invoices: overdue' }).click();
  await expect(page.getByLabel(portal.state)).toHaveValue('overdue');
  await expect(page.getByRole('link', { name: late.number })).toBeVisible();
});
