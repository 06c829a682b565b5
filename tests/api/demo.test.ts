import { table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { loadSeed } from '../runtime/demo-seed.cjs';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe("the demo's data", () => {
  it('fills an empty database once, with records in every state that the inbox has something to do with', async () => {
    const { seed } = await loadSeed();
    const options = { sites: 'http://localhost:4001', customers: 5, withModules: true };
    expect(await seed(app.strapi, options)).toBe(true);
    expect(await table(app.strapi, UID.customer).count({})).toBeGreaterThanOrEqual(5);
    const records = await table<{ id: number; state: string }>(app.strapi, UID.record).findMany({});
    expect(new Set(records.map(({ state }) => state))).toEqual(new Set(['submitted', 'approved', 'rejected', 'draft']));
    for (const uid of [UID.invoice, UID.quote, UID.retainerInvoice, UID.salesOrder, UID.creditNote])
      expect(await table(app.strapi, uid).count({ where: { number: { $notNull: true } } })).toBeGreaterThan(1);
    const entries = await table<{ id: number; approval: string }>(app.strapi, UID.timeEntry).findMany({});
    expect(new Set(entries.map(({ approval }) => approval))).toEqual(new Set(['none', 'waiting', 'approved', 'sent-back']));
    expect(await seed(app.strapi, options)).toBe(false);
    expect(await table(app.strapi, UID.record).count({})).toBe(records.length);
  });
});
