import { issued, voided } from './support/documents';
import { linkIn, mailsTo, nextMail } from './support/inbox';
import { inspect } from './support/looks';
import { accept, invite, makeCustomer, removeContact, removeCustomer } from './support/people';
import { portalUrl } from './support/places';
import { expect, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

/** An owner looks after the people of its customer. */
const OWNER = { password: 'copper-Meadow-58-drift', firstName: 'Maren', lastName: 'Holt' };
const PASSWORD = 'lantern-River-93-oak';

let customer = '';
let owner = { email: '', password: OWNER.password };
let colleague = '';
/** Whoever was sent an invoice stays in the books. */
let billed = false;

test.beforeEach(async ({ api }) => {
  await api.savePreferences({ managePeople: true });
  const mark = Date.now();
  owner = { email: `maren-${mark}@holt.example`, password: OWNER.password };
  colleague = `ines-${mark}@holt.example`;
  customer = await makeCustomer(api, 'Holt Interiors', { ...OWNER, email: owner.email });
  await accept(await invite(api, customer, owner.email), owner.password);
  const contact = await api.contact(owner.email);
  await api.send('PUT', `/customer-portal/customers/${customer}/contacts/${contact?.documentId ?? ''}`, { role: 'owner' });
});
test.afterEach(async ({ api }) => {
  for (const email of [owner.email, colleague]) await removeContact(api, email);
  if (!billed) await removeCustomer(api, customer);
  billed = false;
  await api.savePreferences({ managePeople: false });
});

const entry = (page: Page) => page.getByRole('navigation').getByRole('link', { name: 'People', exact: true });
const rowOf = (page: Page, text: string) =>
  page.getByRole('region', { name: 'People', exact: true }).getByRole('listitem').filter({ hasText: text });

async function inviteByForm(page: Page, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite a colleague' }).click();
  await page.getByLabel('First name (optional)').fill('Ines');
  await page.getByLabel('Last name (optional)').fill('Duarte');
  await page.getByLabel('Email address', { exact: true }).fill(colleague);
  await page.getByRole('radio', { name: new RegExp(`^${role} `, 'u') }).check();
  await inspect(page, 'people-invite');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByText(`${colleague} gets an invitation by email.`).first()).toBeVisible();
}

test('an owner invites a colleague, who signs in and sees what the role allows, and is removed', async ({ customer: page, open, api }) => {
  await signedIn(page, owner, '/');
  await entry(page).click();
  await expect(page.getByRole('heading', { name: 'Only you so far' })).toBeVisible();
  await inspect(page, 'people-empty');
  await inviteByForm(page, 'Viewer');
  await expect(rowOf(page, colleague)).toContainText('Invited');
  await inspect(page, 'people');

  const other = await open();
  await other.goto(linkIn(await nextMail(colleague, 0, /invitation#token=/u)));
  await other.getByLabel(portal.newPassword, { exact: true }).fill(PASSWORD);
  await other.getByRole('button', { name: portal.saveAndSignIn }).click();
  await expect(other.getByRole('heading', { level: 1 })).toContainText('Hello, Ines');
  await entry(other).click();
  await expect(rowOf(other, colleague)).toContainText('You');
  await expect(rowOf(other, owner.email)).toContainText('Owner');
  await expect(other.getByRole('button', { name: /Invite|Remove|Change/u })).toHaveCount(0);

  await page.reload();
  await expect(rowOf(page, colleague)).toContainText('Last signed in on');
  await rowOf(page, colleague).getByRole('button', { name: 'Change role: Ines Duarte' }).click();
  await page.getByRole('radio', { name: /^Billing /u }).check();
  await inspect(page, 'people-role');
  await page.getByRole('button', { name: 'Save the role' }).click();
  await expect(page.getByText('Ines Duarte now has the role Billing.').first()).toBeVisible();
  // At once: this role reads nothing of people.
  await other.reload();
  await expect(entry(other)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page, colleague)).toContainText('Viewer');

  await rowOf(page, colleague).getByRole('button', { name: 'Remove Ines Duarte' }).click();
  await inspect(page, 'people-remove');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Ines Duarte can no longer sign in for Holt Interiors.').first()).toBeVisible();
  await expect(rowOf(page, colleague)).toHaveCount(0);
  await other.reload();
  await expect(other.getByRole('button', { name: portal.signIn, exact: true })).toBeVisible();

  const { data } = await api.send<{ data: { rows: { kind: string }[] } }>('GET', `/customer-portal/activity?search=${owner.email}`);
  expect(data.rows.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['colleague-invited', 'colleague-changed', 'colleague-removed']),
  );
});

test('with the preference off there is neither entry nor page', async ({ customer: page, api }) => {
  await api.savePreferences({ managePeople: false });
  await signedIn(page, owner, '/');
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Home' })).toBeVisible();
  await expect(entry(page)).toHaveCount(0);
  await page.goto(`${await portalUrl()}/people`);
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
});

/** Loses the first answer to requests of an address, after the server has given it. */
async function loseFirstAnswer(page: Page, address: string): Promise<void> {
  await page.route(
    address,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
}

test('what is sent again after a lost answer is said, and invited, once', async ({ customer: page, api }) => {
  billed = true;
  const { id } = await issued(api, 'invoice', customer);
  await signedIn(page, owner, `/documents/invoice/${id}`);
  await loseFirstAnswer(page, '**/documents/invoice/*/comments');
  const words = 'Which workshop is this for?';
  await page.getByRole('textbox', { name: 'Write a comment' }).fill(words);
  const send = page.getByRole('button', { name: 'Send comment' });
  await send.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await send.click();
  const said = page.getByRole('listitem').filter({ hasText: words });
  await expect(said).toHaveCount(1);
  await page.reload();
  await expect(said).toHaveCount(1);
  // The same words said once more are said twice.
  await page.getByRole('textbox', { name: 'Write a comment' }).fill(words);
  await send.click();
  await expect(said).toHaveCount(2);

  await page.goto(`${await portalUrl()}/people`);
  await loseFirstAnswer(page, '**/api/customer-portal/people');
  await page.getByRole('button', { name: 'Invite a colleague' }).click();
  await page.getByLabel('Email address', { exact: true }).fill(colleague);
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByText(`${colleague} gets an invitation by email.`).first()).toBeVisible();
  await expect(rowOf(page, colleague)).toHaveCount(1);
  await nextMail(colleague, 0);
  expect(await mailsTo(colleague)).toHaveLength(1);
  await voided(api, 'invoice', id);
});
