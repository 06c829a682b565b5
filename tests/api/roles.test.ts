import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { customerEndpoints } from '../../plugin/contract';
import { allows, rightsOf, ROLES } from '../../plugin/rights';
import { signIn, type Browser } from '../support/client';
import { createEditor, saveFields, type Editor } from '../support/editor';
import { call, expectRefusal } from '../support/endpoints';
import { openRepairs, paragraph, repair, upload } from '../support/modules';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { contractSamples } from '../support/samples';
import { expectUntouched } from '../support/snapshot';
import { addRoutes } from '../support/team-rights';
import { saveSettings } from '../support/settings';
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
  app = await startApp({ quiet: true, prepare: addRoutes });
  ({ strapi } = app);
  editor = await createEditor(app);
  await saveFields(editor, { contact: { phone: 'optional' } });
  repairs = (await openRepairs(editor)).id;
  pair = await createPair(strapi);
  member = await signIn(app, pair.contact);
  await saveSettings(app, 'preferences', { forwardDocuments: true, managePeople: true, projects: true, reviews: true, sharedFiles: true });
  await saveSettings(app, 'payments', { onlinePayments: true, savePaymentMethods: true });
});
afterAll(() => app.stop());

describe('of what customers call', () => {
  const nothing = { values: {}, revision: 0 };

  it.each(ROLES)('a contact who is %s may do what the table says, and looks after its own sign-in whatever it is', async (role) => {
    const browser = await withRole(role);
    const samples = contractSamples({
      mine: pair,
      theirs: pair,
      general: nothing,
      fields: nothing,
      login: nothing,
      preferences: nothing,
      documents: nothing,
      notifications: nothing,
      publicLinks: nothing,
      payments: nothing,
      link: '',
    });
    await expectUntouched(app, async () => {
      for (const endpoint of customerEndpoints()) {
        if (!['signed-in', 'stepped-up'].includes(endpoint.access.kind)) continue;
        // What is let through is refused for a parameter that nobody declared, before it does anything.
        const response = await call(app, endpoint, browser, samples[endpoint.id] ?? {}, { search: '?surprise=1' });
        const allowed = !endpoint.right || allows(rightsOf(role), endpoint.right);
        expectRefusal(endpoint, response, allowed ? 'invalid-request' : 'not-allowed');
      }
    });
  });
});

describe('a role that an editor chooses', () => {
  const contactsPath = (customer: TestCustomer) => `/customers/${customer.documentId}/contacts`;
  const rolesOf = async (customer: TestCustomer): Promise<unknown> =>
    (await editor.get(`/customers/${customer.documentId}/portal`)).body.data.contacts.map((one: { role: string }) => one.role);

  it.each(ROLES)('may be %s: for somebody new, for who is there, and in the Content Manager', async (role) => {
    const customer = await createCustomer(strapi, { portalAccess: true });
    const person = { email: `${randomUUID()}@example.org`, firstName: '', lastName: '', role, invite: false };
    expect((await editor.post(contactsPath(customer), person)).status).toBe(201);
    const contact = await createContact(strapi, []);
    const path = `${contactsPath(customer)}/${contact.documentId}`;
    expect((await editor.post(path, { email: contact.email, role: 'member', invite: false })).status).toBe(201);
    expect((await editor.put(path, { role })).status).toBe(200);
    expect(await rolesOf(customer)).toEqual([role, role]);
    const browser = await signIn(app, contact);
    expect((await browser.get('/session')).body.data.rights).toEqual(rightsOf(role));

    const [row] = await strapi.db.query(MEMBERSHIP).findMany({ where: { contact: contact.id } });
    const manager = `//content-manager/collection-types/${MEMBERSHIP}/${row.documentId}`;
    for (const next of ['viewer', role]) {
      expect((await editor.put(manager, { role: next })).status).toBe(200);
      expect((await browser.get('/session')).body.data.rights).toEqual(rightsOf(next));
    }
  });

  it('is one of those, and a role that was stored otherwise is shown as it is', async () => {
    const customer = await createCustomer(strapi, { portalAccess: true });
    const contact = await createContact(strapi, [customer]);
    const path = `${contactsPath(customer)}/${contact.documentId}`;
    for (const role of ['bookkeeper', 'Owner', '', null]) expect((await editor.put(path, { role })).status).toBe(400);
    for (const [stored, shown] of [
      ['bookkeeper', 'bookkeeper'],
      [null, 'member'],
    ] as const) {
      await strapi.db.query(MEMBERSHIP).updateMany({ where: { id: { $in: await idsOf(contact, customer) } }, data: { role: stored } });
      expect(await rolesOf(customer)).toEqual([shown]);
    }
  });
});

describe("a team's own route", () => {
  const code = ({ status, body }: Awaited<ReturnType<Browser['get']>>): unknown => [status, body.error?.details?.code];

  it('refuses by the right that it names, in its policy or in its code', async () => {
    const [reader, owner, billing] = [await withRole('viewer'), await withRole('owner'), await withRole('billing')];
    for (const path of ['/api/team/records/policy', '/api/team/records/scope', '/api/team/records/owned']) {
      expect([path, code(await reader.send('post', path, {}))]).toEqual([path, [403, 'not-allowed']]);
      expect([path, code(await billing.send('post', path, {}))]).toEqual([path, [403, 'not-allowed']]);
      expect([path, code(await owner.send('post', path, {}))]).toEqual([path, [200, undefined]]);
    }
    expect(code(await billing.send('post', '/api/team/payments/policy', {}))).toEqual([200, undefined]);
    // A name that is none lets nobody through.
    for (const browser of [reader, owner]) expect((await browser.send('post', '/api/team/misspelt/policy', {})).status).toBe(500);
  });

  it('writes for nobody whose role may not, though it names no right, and reads for everybody', async () => {
    const reader = await withRole('viewer');
    expect((await reader.get('/api/team/rights')).body).toEqual({ rights: rightsOf('viewer'), name: expect.any(String) });
    await expectUntouched(app, async () => {
      for (const path of ['customer', 'contact', 'update', 'claim'])
        expect([path, code(await reader.send('post', `/api/team/write/${path}`, {}))]).toEqual([path, [403, 'not-allowed']]);
    });
    expect(code(await member.send('post', '/api/team/write/customer', {}))).toEqual([200, undefined]);
    expect(code(await member.send('post', '/api/team/write/update', {}))).toEqual([200, undefined]);
    // Paying an invoice is no matter of records: the route says so.
    expect(code(await (await withRole('billing')).send('post', '/api/team/payments/owned', {}))).toEqual([200, undefined]);
  });
});

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
    const mayChange = async (browser: Browser): Promise<boolean> => (await browser.get('/profile')).body.data.may.change;
    expect([await levels(reader), await levels(member)]).toEqual([['read-only'], ['optional']]);
    expect([await mayChange(reader), await mayChange(member)]).toEqual([false, true]);
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
