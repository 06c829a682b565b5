import type { Core } from '@strapi/strapi';
import { signIn, type Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { openRegistrations, openRepairs, REGISTRATION } from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

/** More than any page or list of choices holds, and than is removed at once. */
const MANY = 1200;

type Pair = { customer: TestCustomer; contact: TestContact };

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let repairs: string;
let products: string;
let mine: Pair;
let theirs: Pair;
let first: Browser;
let colleague: Browser;
let stranger: Browser;

/** As Strapi's ids are: 24 small letters and digits. */
const documentOf = (serialNumber: string): string => serialNumber.toLowerCase().replace('-', '').padEnd(24, 'x');

const table = (name: string) => strapi.db.query(`plugin::customer-portal.${name}` as never);

/** Approved products of a customer, the first one the oldest, each with a line of history. */
async function approved({ customer, contact }: Pair, prefix: string, count: number): Promise<void> {
  const start = Date.UTC(2026, 0, 1);
  const serials = Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(6, '0')}`);
  await table('record').createMany({
    data: serials.map((serialNumber, index) => ({
      contentType: REGISTRATION,
      customer: customer.id,
      contact: contact.id,
      state: 'approved',
      document: documentOf(serialNumber),
      live: true,
      cells: { _: { serialNumber, model: 'Coffee grinder' } },
      folded: { _: { serialNumber: serialNumber.toLowerCase(), model: 'coffee grinder' } },
      changedAt: new Date(start + index * 60_000),
    })) as never,
  });
  const rows = (await table('record').findMany({ where: { customer: customer.id }, select: ['id'] })) as { id: number }[];
  await table('record-event').createMany({ data: rows.map(({ id }) => ({ record: id, at: new Date(start), kind: 'created' })) as never });
}

const optionsOf = async (browser: Browser, query: string) =>
  (await browser.get(`/modules/${repairs}/options/product?q=${query}`)).body.data as { id: string; title: string }[];

beforeAll(async () => {
  app = await startApp();
  ({ strapi } = app);
  editor = await createEditor(app);
  repairs = (await openRepairs(editor)).id;
  products = (await openRegistrations(editor)).id;
  mine = await createPair(strapi);
  theirs = await createPair(strapi);
  first = await signIn(app, mine.contact);
  colleague = await signIn(app, await createContact(strapi, [mine.customer]));
  stranger = await signIn(app, theirs.contact);
  await approved(mine, 'MINE', MANY);
  await approved(theirs, 'THEIRS', 3);
});
afterAll(() => app.stop());

describe('a customer with many records', () => {
  it('leafs through them, and each is counted once', async () => {
    const { rows, total } = (await first.get(`/modules/${products}/records?page=48`)).body.data;
    expect(total).toBe(MANY);
    expect(rows.at(-1).values.serialNumber).toBe('MINE-000001');
    expect((await colleague.get(`/modules/${products}/records?q=mine-000001`)).body.data).toMatchObject({ total: 1 });
    expect((await stranger.get(`/modules/${products}/records`)).body.data).toMatchObject({ total: 3 });
  });

  it('is offered the newest for a relation, and finds the oldest by its title', async () => {
    const newest = await optionsOf(first, '');
    expect(newest).toHaveLength(50);
    expect(newest[0]).toEqual({ id: documentOf(`MINE-00${MANY}`), title: `MINE-00${MANY}` });
    expect(await optionsOf(first, 'mine-000001')).toEqual([{ id: documentOf('MINE-000001'), title: 'MINE-000001' }]);
    expect(await optionsOf(colleague, 'MINE-000001')).toHaveLength(1);
    expect(await optionsOf(first, 'theirs')).toEqual([]);
    expect((await optionsOf(stranger, '')).map(({ title }) => title)).toEqual(['THEIRS-000003', 'THEIRS-000002', 'THEIRS-000001']);
    // What LIKE takes for itself is nothing special in a title.
    expect(await optionsOf(first, '%25')).toEqual([]);
  });

  it('opens a record by its own id and by its document, and no other customer does', async () => {
    const row = (await table('record').findOne({ where: { document: documentOf('MINE-000700') } })) as { documentId: string };
    for (const id of [row.documentId, documentOf('MINE-000700')]) {
      const { status, body } = await first.get(`/modules/${products}/records/${id}`);
      expect([status, body.data?.id]).toEqual([200, row.documentId]);
      expect((await stranger.get(`/modules/${products}/records/${id}`)).status).toBe(404);
    }
  });

  it('is counted in the inbox beside the others', async () => {
    const { body } = await editor.get('/approvals?state=approved');
    expect(body.data.total).toBe(MANY + 3);
    expect(body.data.rows[0].title).toBe(`MINE-00${MANY}`);
  });

  it('leaves no record and no history when it is deleted, and the other customer loses nothing', async () => {
    await strapi.documents('plugin::customer-portal.customer').delete({ documentId: mine.customer.documentId });
    expect(await table('record').count()).toBe(3);
    expect(await table('record-event').count()).toBe(3);
    expect((await stranger.get(`/modules/${products}/records`)).body.data.total).toBe(3);
  });
});
