import { customerContact, organisation, vendorContact } from '../../scripts/seed/accounts.mjs';
import { mailsTo, nextMail, linkIn } from './support/inbox';
import { inspectPanel } from './support/looks';
import { openScreen, save, selectCustomers } from './support/panel';
import { origin } from './support/places';
import { expect, signedIn, test } from './support/test';
import { panel, portal } from './support/words';

const NEW_NAME = 'halden-customers';
const NEW_ADDRESS = /\/portal\/halden-customers/u;

test.afterEach(async ({ api }) => api.saveGeneral({ portalName: organisation.portalName, portalEnabled: true }));

test('an editor is warned before the address changes; the old one is gone at once', async ({ editor, customer, api }) => {
  // In case those who held the link were mailed another one since.
  const [fjordlight] = await api.customers({ _q: 'Fjordlight' });
  await api.send('POST', `/customer-portal/customers/${fjordlight?.documentId ?? ''}/resend-link`);
  const { linkHolders } = await api.general();
  expect(linkHolders).toBeGreaterThan(0);
  await signedIn(customer);
  await expect(customer.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();

  await openScreen(editor, 'general');
  const name = editor.getByLabel(panel.portalName);
  await name.fill('admin');
  await expect(editor.getByText('This name is reserved. Choose another one.')).toBeVisible();
  await name.fill('Halden Customers');
  await expect(name).toHaveValue(NEW_NAME);
  await expect(editor.getByText(`${origin}/portal/${NEW_NAME}`)).toBeVisible();
  await editor.getByRole('button', { name: panel.save, exact: true }).click();

  const warning = editor.getByRole('alertdialog');
  await expect(warning).toContainText(`${origin}/portal/${organisation.portalName} stops working at once`);
  await expect(warning).toContainText(new RegExp(`\\b${linkHolders} customers? holds? the old link`, 'u'));
  await warning.getByRole('button', { name: panel.cancel }).click();
  expect((await api.general()).values.portalName).toBe(organisation.portalName);

  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: panel.changeAddress }).click();
  await expect(editor.getByText('The portal has a new address')).toBeVisible();
  await inspectPanel(editor, 'general-renamed');

  const old = await customer.goto(`${origin}/portal/${organisation.portalName}`);
  expect(old?.status()).toBe(404);
  expect(await old?.text()).toBe('Not found');
  const never = await customer.request.get(`${origin}/portal/there-never-was-one`);
  expect(await never.text()).toBe(await old?.text());

  await customer.goto(`${origin}/portal/${NEW_NAME}`);
  await expect(customer.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();
});

test('the new address is mailed to everybody, with progress', async ({ editor, open, api }) => {
  await api.saveGeneral({ portalName: NEW_NAME });
  const before = (await mailsTo(customerContact.email)).length;
  const vendorBefore = (await mailsTo(vendorContact.email)).length;
  await openScreen(editor, 'general');
  await editor.getByRole('button', { name: panel.sendToAll }).click();
  const dialog = editor.getByRole('dialog');
  await expect(dialog).toContainText(`${origin}/portal/${NEW_NAME}`);
  await dialog.getByRole('button', { name: panel.sendLink }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await expect(dialog.getByRole('status')).toContainText(/Done\. Mail to \d+ customers is being sent/u, { timeout: 45_000 });
  await inspectPanel(editor, 'general-sent', '[role=dialog]');
  await dialog.getByRole('button', { name: panel.close }).last().click();
  await expect(editor.getByText(/\d+ customers were sent this address/u)).toBeVisible();

  const mail = await nextMail(customerContact.email, before, NEW_ADDRESS);
  expect(mail.subject).toContain(organisation.name);
  expect((await nextMail(vendorContact.email, vendorBefore, NEW_ADDRESS)).subject, 'in German').toContain('Kundenportal');
  expect(linkIn(mail)).toBe(`${origin}/portal/${NEW_NAME}`);
  const page = await open();
  await page.goto(linkIn(mail));
  await expect(page.getByRole('heading', { name: portal.signIn })).toBeVisible();
});

test('the address is mailed to the customers who are selected in the list, and to nobody else', async ({ editor, api }) => {
  await api.saveGeneral({ portalName: NEW_NAME });
  const before = (await mailsTo(customerContact.email)).length;
  const others = (await mailsTo(vendorContact.email)).length;
  await editor.goto('/admin/content-manager/collection-types/plugin::customer-portal.customer?page=1&pageSize=10&_q=Fjordlight');
  await expect(editor.getByRole('checkbox', { name: /^Select (?!all)/u })).toHaveCount(1);
  await selectCustomers(editor, 1);
  await editor.getByRole('button', { name: panel.resend }).click();
  const dialog = editor.getByRole('dialog');
  await dialog.getByRole('button', { name: panel.sendLink }).click();
  await expect(dialog.getByRole('status')).toContainText('Done. Mail to 1 customer is being sent.', { timeout: 30_000 });
  const mail = await nextMail(customerContact.email, before, NEW_ADDRESS);
  expect(linkIn(mail)).toBe(`${origin}/portal/${NEW_NAME}`);
  expect(await mailsTo(vendorContact.email)).toHaveLength(others);
});

test('a portal that is switched off says so to everybody, and goes on where it was afterwards', async ({ editor, customer, open }) => {
  await signedIn(customer);
  await openScreen(editor, 'general');
  const onOff = editor.getByRole('checkbox', { name: 'Open to customers' }).or(editor.getByRole('switch', { name: 'Open to customers' }));
  await onOff.click({ force: true });
  await editor.getByRole('button', { name: panel.save, exact: true }).click();
  await editor.getByRole('alertdialog').getByRole('button', { name: 'Switch off' }).click();
  await expect(editor.getByText(panel.saved)).toBeVisible();

  await customer.reload();
  await expect(customer.getByRole('heading', { name: portal.closed })).toBeVisible();
  const visitor = await open();
  await visitor.goto(customer.url());
  await expect(visitor.getByRole('heading', { name: portal.closed })).toBeVisible();

  await onOff.click({ force: true });
  await save(editor);
  await customer.getByRole('button', { name: 'Try again' }).click();
  await expect(customer.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();
});
