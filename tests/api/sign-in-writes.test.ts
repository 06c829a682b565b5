import { commitTogether } from '../../server/src/platform/group-commit';
import { inserter } from '../../server/src/platform/insert';
import { table, tableName } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { Browser, signIn } from '../support/client';
import { resetLimits } from '../support/limits';
import { createPair, TEST_PASSWORD } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

/** What a sign-in writes goes around Strapi's query layer and shares commits: it must come out as if it did neither. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
beforeEach(() => resetLimits(app));
afterAll(() => app.stop());

type Cells = Record<string, unknown>;
const rowOf = async (uid: string, where: Cells): Promise<Cells> => {
  const [row] = (await app.strapi.db.getConnection(tableName(app.strapi, uid)).where(where)) as Cells[];
  return row ?? {};
};
const kinds = (row: Cells): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === null ? 'null' : (value as object).constructor.name]));

describe('a row that is written by hand', () => {
  it('holds what the same row holds that Strapi writes', async () => {
    const { contact, customer } = await createPair(app.strapi);
    const instant = new Date('2031-05-04T03:02:01.000Z');
    const common = { contact: contact.id, customer: customer.id, method: 'password', lastSeenAt: instant, expiresAt: instant, ipAddress: '192.0.2.1' };
    await table(app.strapi, UID.session).create({ data: { ...common, tokenHash: 'by Strapi' } });
    await inserter(app.strapi, UID.session)({ ...common, tokenHash: 'by hand' });
    const [strapis, ours] = [await rowOf(UID.session, { token_hash: 'by Strapi' }), await rowOf(UID.session, { token_hash: 'by hand' })];
    expect(kinds(ours)).toEqual(kinds(strapis));
    const differing = Object.keys(ours).filter((column) => String(ours[column]) !== String(strapis[column]));
    expect(differing.filter((column) => !['id', 'document_id', 'token_hash', 'created_at', 'updated_at', 'published_at'].includes(column))).toEqual([]);
    expect(String(ours.document_id)).toMatch(/^[a-z0-9]{24}$/u);
    const read = await table(app.strapi, UID.session).findOne({ where: { tokenHash: 'by hand' }, populate: ['contact', 'customer'] });
    expect(read).toMatchObject({ provedElsewhere: false, contact: { id: contact.id }, customer: { id: customer.id } });
  });

  it('goes with the transaction that it is written in', async () => {
    const { contact } = await createPair(app.strapi);
    const insert = inserter(app.strapi, UID.activity);
    const at = new Date();
    const failing = app.strapi.db.transaction(async () => {
      await insert({ kind: 'sign-in', at, contact: contact.id, email: contact.email });
      throw new Error('thought better of it');
    });
    await expect(failing).rejects.toThrow('thought better');
    expect(await table(app.strapi, UID.activity).count({ where: { contact: contact.id } })).toBe(0);
  });
});

describe('writes that share a commit', () => {
  it('hold or fail each for itself', async () => {
    const rows = table(app.strapi, UID.activity);
    const insert = inserter(app.strapi, UID.activity);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) =>
        commitTogether(app.strapi, async () => {
          await insert({ kind: 'sign-in', at: new Date(), email: `piece-${index}@example.org` });
          if (index % 10 === 7) throw new Error(`piece ${index}`);
          await insert({ kind: 'sign-out', at: new Date(), email: `piece-${index}@example.org` });
          return index;
        }),
      ),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const fails = index % 10 === 7;
      expect(outcome).toEqual(fails ? { status: 'rejected', reason: new Error(`piece ${index}`) } : { status: 'fulfilled', value: index });
      expect(await rows.count({ where: { email: `piece-${index}@example.org` } })).toBe(fails ? 0 : 2);
    }
  });

  it('know the request that they are part of', async () => {
    const { requestContext } = app.strapi;
    const asked = Array.from({ length: 5 }, (_, index) => ({ state: { index } }) as never);
    const found = await Promise.all(
      asked.map((request) =>
        requestContext.run(request, () => commitTogether(app.strapi, async () => requestContext.get()) as Promise<never>),
      ),
    );
    expect(found).toEqual(asked);
  });
});

describe('signing in many times at once', () => {
  it('opens a session each time, writes each down and leaves nothing counted', async () => {
    const { contact } = await createPair(app.strapi);
    const { contact: other } = await createPair(app.strapi);
    const browsers = Array.from({ length: 8 }, () => new Browser(app));
    const responses = await Promise.all(
      browsers.map((browser, index) => browser.post('/session', { email: index < 6 ? contact.email : other.email, password: TEST_PASSWORD })),
    );
    expect(responses.map(({ status }) => status)).toEqual(browsers.map(() => 201));
    for (const browser of browsers) expect((await browser.get('/session')).status).toBe(200);
    expect(await table(app.strapi, UID.session).count({ where: { contact: contact.id } })).toBe(6);
    expect(await table(app.strapi, UID.activity).count({ where: { contact: contact.id, kind: 'sign-in' } })).toBe(6);
    const counters = await app.strapi.db.getConnection('customer_portal_limits').select<{ points: number }[]>('points');
    expect(counters.filter(({ points }) => points !== 0)).toEqual([]);
  });

  it('ends the session that the browser had', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    expect((await browser.post('/session', { email: contact.email, password: TEST_PASSWORD })).status).toBe(201);
    expect(await table(app.strapi, UID.session).count({ where: { contact: contact.id } })).toBe(1);
  });
});
