import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { signIn, type Browser } from '../support/client';
import { createEditor, saveFields, type Editor } from '../support/editor';
import { openRepairs, paragraph, repair, upload } from '../support/modules';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const MEMBERSHIP = 'plugin::customer-portal.membership';

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let repairs: string;
let pair: { customer: TestCustomer; contact: TestContact };
let member: Browser;

const make = async (browser: Browser, submit = false): Promise<{ id: string; revision: number }> => {
  const { status, body } = await browser.post(`/modules/${repairs}/records`, { key: randomUUID(), values: repair(), submit });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.data as { id: string; revision: number };
};
/** Somebody with a role at a customer, whatever was stored as one. */
async function withRole(role: string | null, customer = pair.customer): Promise<Browser> {
  const contact = await createContact(strapi, [customer]);
  await strapi.db.query(MEMBERSHIP).updateMany({ where: { id: { $in: await idsOf(contact, customer) } }, data: { role } });
  return signIn(app, contact);
}
const idsOf = async (contact: { id: number }, customer: { id: number }): Promise<number[]> =>
  (await strapi.db.query(MEMBERSHIP).findMany({ where: { contact: contact.id, customer: customer.id } })).map(
    ({ id }: { id: number }) => id,
  );

beforeAll(async () => {
  app = await startApp({ quiet: true });
  ({ strapi } = app);
  editor = await createEditor(app);
  await saveFields(editor, { contact: { phone: 'optional' } });
  repairs = (await openRepairs(editor)).id;
  pair = await createPair(strapi);
  member = await signIn(app, pair.contact);
});
afterAll(() => app.stop());

describe.each(['viewer', 'billing'])('a %s', (role) => {
  it('sees the records of its customer, and changes nothing of them', async () => {
    const reader = await withRole(role);
    const { id, revision } = await make(member, true);
    const path = `/modules/${repairs}/records/${id}`;
    expect((await reader.get(`/modules/${repairs}`)).body.data.may).toEqual({ create: false, draft: false, comment: false });
    const { status, body } = await reader.get(path);
    expect([status, body.data.may]).toEqual([200, { edit: false, draft: false, delete: false, withdraw: false, comment: false }]);
    await expectUntouched(app, async () => {
      const answers = [
        await reader.post(`/modules/${repairs}/records`, { key: randomUUID(), values: repair(), submit: true }),
        await reader.put(path, { revision, values: repair(), submit: true }),
        await reader.post(`${path}/withdraw`, { revision }),
        await reader.delete(path),
        await reader.post(`${path}/comments`, { text: paragraph('May I?') }),
        await upload(app, reader, repairs, 'photos'),
      ];
      expect(answers.map((one) => [one.status, one.body.error?.details?.code])).toEqual(answers.map(() => [403, 'not-allowed']));
    });
  });
});

describe('what is on file for a customer', () => {
  it('is read by a viewer and changed by whoever else acts for it', async () => {
    const reader = await withRole('viewer');
    const levels = async (browser: Browser): Promise<string[]> =>
      (await browser.get('/profile')).body.data.contact
        .filter(({ name }: { name: string }) => name === 'phone')
        .map(({ level }: { level: string }) => level);
    expect([await levels(reader), await levels(member)]).toEqual([['read-only'], ['optional']]);
    await expectUntouched(app, async () => {
      const { status, body } = await reader.patch('/profile', { contact: { phone: '+49 30 1' } });
      expect([status, body.error.details.code]).toEqual([403, 'not-allowed']);
    });
    for (const role of ['owner', 'billing', 'member', null, 'bookkeeper'])
      expect((await (await withRole(role)).patch('/profile', { contact: { phone: '+49 30 1' } })).status).toBe(200);
  });
});

describe('a role', () => {
  it("is one at each customer: who reads at one writes at the other, and nothing at a stranger's", async () => {
    const other = await createCustomer(strapi, { portalAccess: true });
    const contact = await createContact(strapi, [pair.customer, other]);
    await strapi.db.query(MEMBERSHIP).updateMany({ where: { id: { $in: await idsOf(contact, other) } }, data: { role: 'viewer' } });
    const browser = await signIn(app, contact);
    const stranger = await signIn(app, (await createPair(strapi)).contact);
    await browser.put('/session/customer', { customer: pair.customer.documentId });
    const { id } = await make(browser);
    const switched = await browser.put('/session/customer', { customer: other.documentId });
    expect(switched.body.data.rights).toMatchObject({ records: 'read', account: 'read' });
    expect((await browser.get('/session')).body.data.rights).toEqual(switched.body.data.rights);
    const values = { key: randomUUID(), values: repair(), submit: false };
    expect((await browser.post(`/modules/${repairs}/records`, values)).status).toBe(403);
    expect((await browser.get(`/modules/${repairs}/records/${id}`)).status).toBe(404);
    expect((await stranger.get(`/modules/${repairs}/records/${id}`)).status).toBe(404);
    const back = await browser.put('/session/customer', { customer: pair.customer.documentId });
    expect(back.body.data.rights).toMatchObject({ records: 'write', account: 'write', people: 'read' });
  });

  it('holds from the next request on', async () => {
    const contact = await createContact(strapi, [pair.customer]);
    const browser = await signIn(app, contact);
    const { id, revision } = await make(browser);
    const change = { revision, values: repair(), submit: false };
    await strapi.db.query(MEMBERSHIP).updateMany({ where: { id: { $in: await idsOf(contact, pair.customer) } }, data: { role: 'viewer' } });
    expect((await browser.put(`/modules/${repairs}/records/${id}`, change)).status).toBe(403);
    await strapi.db.query(MEMBERSHIP).updateMany({ where: { id: { $in: await idsOf(contact, pair.customer) } }, data: { role: 'member' } });
    expect((await browser.put(`/modules/${repairs}/records/${id}`, change)).status).toBe(200);
  });
});
