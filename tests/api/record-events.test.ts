import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '@strapi/strapi';
import { platformOf } from '../../server/src/platform';
import { signIn, type Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { changeModule, openRegistrations, openRepairs, paragraph, REGISTRATION, registration, REPAIR, repair } from '../support/modules';
import { createContact, createPair } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

interface Told {
  event: string;
  payload: Record<string, unknown>;
}

const EVENTS = ['submitted', 'approved', 'rejected', 'commented'].map((name) => `customer-portal.record.${name}`);
/** What no listener is told: fields that customers do not see, and words that were meant for somebody. */
const HUSH = 'hush-hush';

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let repairs: string;
let products: string;
let first: Browser;
let colleague: Browser;
let stranger: Browser;
/** What the team's listener heard. */
let told: Told[];

beforeAll(async () => {
  app = await startApp({ quiet: true });
  ({ strapi } = app);
  editor = await createEditor(app);
  repairs = (await openRepairs(editor)).id;
  products = (await openRegistrations(editor)).id;
  const { customer, contact } = await createPair(strapi);
  first = await signIn(app, contact);
  colleague = await signIn(app, await createContact(strapi, [customer]));
  stranger = await signIn(app, (await createPair(strapi)).contact);
  for (const event of EVENTS) strapi.eventHub.on(event, async (payload: Record<string, unknown>) => void told.push({ event, payload }));
  strapi.eventHub.on(
    'customer-portal.activity',
    async (payload: Record<string, unknown>) => void told.push({ event: 'activity', payload }),
  );
});
afterAll(() => app.stop());
beforeEach(() => {
  told = [];
});

const heard = (event: string): unknown[] =>
  told.filter((one) => one.event === `customer-portal.record.${event}`).map(({ payload }) => payload);
const make = async (
  browser: Browser,
  values: object = repair(),
  module = repairs,
  submit = true,
): Promise<{ id: string; revision: number }> => {
  const { status, body } = await browser.post(`/modules/${module}/records`, { key: randomUUID(), values, submit });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.data as { id: string; revision: number };
};
const decide = async (id: string, decision: 'approve' | 'reject', note = HUSH) =>
  editor.post(`/approvals/${id}/${decision}`, { revision: (await editor.get(`/approvals/${id}`)).body.data.revision, note });
const documentOf = async (id: string): Promise<string> => (await editor.get(`/approvals/${id}`)).body.data.document as string;

describe("a team's listener", () => {
  it('hears what was submitted, rejected, submitted again, approved and edited, each once and with its ids only', async () => {
    const { id, revision } = await make(first, repair({ contactEmail: `${HUSH}@example.org` }), repairs, false);
    expect(heard('submitted')).toEqual([]);
    const submitted = await first.put(`/modules/${repairs}/records/${id}`, {
      revision,
      values: repair({ contactEmail: `${HUSH}@example.org` }),
      submit: true,
    });
    expect(submitted.status).toBe(200);
    const before = { record: id, contentType: REPAIR, document: null };
    expect(heard('submitted')).toEqual([before]);
    await decide(id, 'reject');
    expect(heard('rejected')).toEqual([before]);
    const again = (await first.get(`/modules/${repairs}/records/${id}`)).body.data;
    await first.put(`/modules/${repairs}/records/${id}`, { revision: again.revision, values: repair(), submit: true });
    await decide(id, 'approve');
    const document = await documentOf(id);
    expect(heard('approved')).toEqual([{ record: id, contentType: REPAIR, document }]);
    const approved = (await first.get(`/modules/${repairs}/records/${id}`)).body.data;
    await first.put(`/modules/${repairs}/records/${id}`, {
      revision: approved.revision,
      values: repair({ title: 'Edited' }),
      submit: true,
    });
    expect(heard('submitted')).toEqual([before, before, { record: id, contentType: REPAIR, document }]);
    expect(told.map(({ payload }) => Object.keys(payload).sort().join())).toEqual(
      expect.arrayContaining(['contentType,document,record', 'at,detail,editor,email,kind']),
    );
    expect(JSON.stringify(told)).not.toContain(HUSH);
  });

  it('hears of comments that both sides read, not what they say, and of none that editors keep to themselves', async () => {
    const { id } = await make(stranger);
    told = [];
    await stranger.post(`/modules/${repairs}/records/${id}/comments`, { text: paragraph(HUSH) });
    await editor.post(`/approvals/${id}/comments`, { text: paragraph(HUSH), internal: true });
    const payload = { record: id, contentType: REPAIR, document: null };
    expect(heard('commented')).toEqual([payload]);
    expect(told.filter(({ event }) => event === 'activity')).toHaveLength(1);
    await editor.post(`/approvals/${id}/comments`, { text: paragraph(HUSH), internal: false });
    expect(heard('commented')).toEqual([payload, payload]);
    expect(JSON.stringify(told)).not.toContain(HUSH);
  });

  it('hears of what is published at once with the document that it became', async () => {
    const { id } = await make(colleague, registration('EV-000001'), products);
    expect(heard('submitted')).toEqual([{ record: id, contentType: REGISTRATION, document: await documentOf(id) }]);
    expect(heard('approved')).toEqual([]);
  });

  it('hears of nothing that was refused', async () => {
    const { id, revision } = await make(first);
    told = [];
    expect((await stranger.post(`/modules/${repairs}/records/${id}/comments`, { text: paragraph('x') })).status).toBe(404);
    expect((await first.put(`/modules/${repairs}/records/${id}`, { revision: revision + 1, values: repair(), submit: true })).status).toBe(
      409,
    );
    expect((await first.post(`/modules/${repairs}/records`, { key: randomUUID(), values: { title: 'x' }, submit: true })).status).toBe(400);
    expect((await editor.post(`/approvals/${id}/approve`, { revision: revision + 1 })).status).toBe(409);
    expect(told).toEqual([]);
  });

  it('finds what it is told of in the database, and is told nothing that was taken back', async () => {
    const states: unknown[] = [];
    const off = strapi.eventHub.on('customer-portal.record.approved', async ({ record }: { record: string }) => {
      const row = await strapi.db.query('plugin::customer-portal.record').findOne({ where: { documentId: record } });
      states.push([strapi.db.inTransaction(), row?.state, row?.live]);
    });
    const { id } = await make(first);
    told = [];
    // The last step of an approval fails: the mail cannot be queued.
    const queue = jest.spyOn(platformOf(strapi).mail, 'queue').mockRejectedValue(new Error('No room'));
    expect((await decide(id, 'approve')).status).toBe(500);
    expect([states, told]).toEqual([[], []]);
    expect((await editor.get(`/approvals/${id}`)).body.data).toMatchObject({ state: 'submitted', live: false, document: null });
    queue.mockRestore();
    expect((await decide(id, 'approve')).status).toBe(200);
    await new Promise(setImmediate);
    off();
    expect(states).toEqual([[false, 'approved', true]]);
  });

  it('takes nothing back by failing', async () => {
    const fail = async (): Promise<void> => Promise.reject(new Error('The listener failed'));
    const offs = ['customer-portal.record.submitted', 'customer-portal.record.approved', 'customer-portal.activity'].map((event) =>
      strapi.eventHub.on(event, fail),
    );
    const { id } = await make(first);
    expect((await decide(id, 'approve')).status).toBe(200);
    for (const off of offs) off();
    expect((await first.get(`/modules/${repairs}/records/${id}`)).body.data).toMatchObject({ state: 'approved', live: true });
  });

  it('hears of changes of modules', async () => {
    const modules: unknown[] = [];
    const off = strapi.eventHub.on('customer-portal.module.update', async (payload: unknown) => void modules.push(payload));
    await changeModule(editor, products, { icon: 'list' });
    off();
    expect(modules).toEqual([{ module: products }]);
  });
});

describe("Strapi's webhooks", () => {
  let server: http.Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('can subscribe to all four, and get the same', async () => {
    const got: { event: unknown; body: Record<string, unknown> }[] = [];
    server = http.createServer((incoming, answer) => {
      let text = '';
      incoming.on('data', (part: Buffer) => (text += part.toString()));
      incoming.on('end', () => {
        got.push({ event: incoming.headers['x-strapi-event'], body: JSON.parse(text) as Record<string, unknown> });
        answer.end();
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const made = await editor.post('//admin/webhooks', { name: 'Team', url, headers: {}, events: EVENTS });
    expect([made.status, made.body.data?.events]).toEqual([201, EVENTS]);
    const { id } = await make(stranger, repair({ contactEmail: `${HUSH}@example.org` }));
    await stranger.post(`/modules/${repairs}/records/${id}/comments`, { text: paragraph(HUSH) });
    await decide(id, 'reject');
    const { revision } = (await stranger.get(`/modules/${repairs}/records/${id}`)).body.data;
    await stranger.put(`/modules/${repairs}/records/${id}`, { revision, values: repair(), submit: true });
    await decide(id, 'approve');
    for (let attempt = 0; got.length < 5 && attempt < 100; attempt += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    const [contentType, createdAt] = [REPAIR, expect.any(String) as string];
    const before = { record: id, contentType, document: null, createdAt };
    expect(got).toEqual(
      ['submitted', 'commented', 'rejected', 'submitted', 'approved'].map((name) => {
        const event = `customer-portal.record.${name}`;
        return { event, body: { event, ...before, ...(name === 'approved' && { document: expect.any(String) as string }) } };
      }),
    );
    expect(JSON.stringify(got)).not.toContain(HUSH);
  });
});
