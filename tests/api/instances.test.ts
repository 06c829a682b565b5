import { Browser, signIn, type Served } from '../support/client';
import { createEditor, saveGeneral, type Editor } from '../support/editor';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { startSecondInstance, type SecondInstance } from '../support/second-instance';
import { createDatabase, type TestDatabase } from '../runtime/databases';
import { startApp, type TestApp } from '../support/strapi';

/**
 * Two instances of one deployment: the same database, keys and mail server, a process each. Left out on
 * SQLite (jest.config.mjs), which instances do not share.
 */
let database: TestDatabase;
let one: TestApp;
let two: SecondInstance;
let editor: Editor;

beforeAll(async () => {
  database = await createDatabase();
  one = await startApp({ database });
  two = await startSecondInstance(database, one.mailbox);
  editor = await createEditor(one);
});
afterAll(async () => {
  await two.kill();
  await one.stop();
  await database.drop();
});

const JOB = 'plugin::customer-portal.job' as never;
interface Job {
  id: string;
  state: string;
  total: number;
  done: number;
  sent: number;
  skipped: number;
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const mailsTo = (email: string): number => one.mailbox.to(email).length;
const inBoth = async <T>(ask: (app: Served) => Promise<T>): Promise<T[]> => [await ask(one), await ask(two)];
const jobsOfOne = (): { start(): void; stop(): Promise<void> } => one.strapi.plugin('customer-portal').service('platform').jobs;

describe('two instances on one database', () => {
  it('obey within a second what was saved on the other', async () => {
    const infoOf = async (app: Served): Promise<unknown> => (await new Browser(app).get('/portal')).body.data.organisation.name;
    for (const organisationName of ['First & Sons', 'Second & Daughters']) {
      await inBoth(infoOf);
      expect((await saveGeneral(editor, { organisationName })).status).toBe(200);
      expect(await infoOf(one)).toBe(organisationName);
      await pause(900);
      expect(await infoOf(two)).toBe(organisationName);
    }
  });

  it('give up an old address within a second, on both', async () => {
    const statusOf = (name: string) => async (app: Served) => (await new Browser(app).get(`/portal/${name}`)).status;
    await saveGeneral(editor, { portalName: 'old-address' });
    await pause(900);
    expect(await inBoth(statusOf('old-address'))).toEqual([200, 200]);
    await saveGeneral(editor, { portalName: 'new-address' });
    await pause(900);
    expect(await inBoth(statusOf('old-address'))).toEqual([404, 404]);
    expect(await inBoth(statusOf('new-address'))).toEqual([200, 200]);
  });

  it('show each other’s tabs within a second', async () => {
    const { contact } = await createPair(one.strapi);
    const browser = await signIn(two, contact);
    expect((await browser.get('/tabs')).body.data).toEqual([]);
    const tab = { name: 'News', url: 'https://news.example.com/', audience: 'everyone', enabled: true, opensIn: 'window' };
    const created = await editor.post('/custom-tabs', tab);
    expect(created.status).toBe(201);
    await pause(900);
    expect((await browser.get('/tabs')).body.data).toMatchObject([{ name: 'News' }]);
    expect((await editor.delete(`/custom-tabs/${created.body.data.id as string}`)).status).toBe(200);
  });

  it('know each other’s sessions, and end them at once', async () => {
    const [mine, other] = [await createPair(one.strapi), await createPair(one.strapi)];
    const browser = await signIn(one, mine.contact);
    const elsewhere = await signIn(two, other.contact);
    const at = async (app: Served, cookie: string): Promise<number> => (await new Browser(app, { cookie }).get('/session')).status;
    expect(await at(two, browser.cookieHeader)).toBe(200);
    expect(await at(one, elsewhere.cookieHeader)).toBe(200);
    const { cookieHeader } = browser;
    expect((await new Browser(two, { cookie: cookieHeader }).delete('/session')).status).toBe(200);
    expect(await at(one, cookieHeader)).toBe(401);
    expect((await editor.post(`/customers/${other.customer.documentId}/disable-access`)).status).toBe(200);
    expect(await at(two, elsewhere.cookieHeader)).toBe(401);
  });

  it('count guesses together', async () => {
    const { contact } = await createPair(one.strapi);
    const statuses = [];
    for (let guess = 0; guess < 12; guess += 1) {
      const browser = new Browser(guess % 2 === 0 ? one : two);
      statuses.push((await browser.post('/session', { email: contact.email, password: `wrong guess ${guess}` })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });

  it('send each of a hundred queued mails once', async () => {
    const emails = Array.from({ length: 100 }, (_, index) => `queued${index}@example.org`);
    const { mail } = one.strapi.plugin('customer-portal').service('platform');
    const content = { kind: 'portal-link', language: 'en', firstName: '', url: 'https://example.org', customers: ['A'] };
    const brand = { organisation: 'O', supportEmail: null, accentColour: '#000000', timeZone: 'UTC' };
    for (const email of emails) await mail.queue({ ...content, email }, brand);
    await Promise.all([one.settle(), two.settle()]);
    await Promise.all([one.settle(), two.settle()]);
    expect(emails.map(mailsTo)).toEqual(emails.map(() => 1));
    const waiting = { where: { kind: 'send-mail', state: { $ne: 'done' } } } as never;
    expect(await one.strapi.db.query(JOB).count(waiting)).toBe(0);
  });
});

describe('a job over many customers', () => {
  const customers: TestCustomer[] = [];
  const contacts: TestContact[] = [];
  beforeAll(async () => {
    for (let index = 0; index < 40; index += 1) {
      const customer = await createCustomer(one.strapi, { portalAccess: true });
      customers.push(customer);
      contacts.push(await createContact(one.strapi, [customer], {}, null));
    }
  });

  const start = async (): Promise<string> => {
    one.mailbox.clear();
    const response = await editor.post('/customers/resend-link', { customers: customers.map(({ documentId }) => documentId) });
    expect(response.status).toBe(202);
    return (response.body.data as Job).id;
  };
  const rows = () => one.strapi.db.query(JOB);
  const withCounts = (job: Record<string, unknown>) => ({ ...job, ...(job.result as object) }) as Record<string, unknown>;
  const row = async (id: string): Promise<Record<string, unknown>> =>
    withCounts((await rows().findOne({ where: { documentId: id } as never })) as Record<string, unknown>);
  const until = async (id: string, reached: (job: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> => {
    for (;;) {
      const job = await row(id);
      if (reached(job)) return job;
      await pause(5);
    }
  };
  const newestJob = async (): Promise<number> =>
    Number(((await rows().findMany({ orderBy: { id: 'desc' }, limit: 1 })) as unknown as { id: number }[])[0]?.id ?? 0);
  /** A newer mail to a contact takes the place of one that ended. */
  const mailJobsAfter = (id: number): Promise<number> => rows().count({ where: { kind: 'send-mail', id: { $gt: id } } as never });
  const expectAllMailedOnce = async (id: string): Promise<void> => {
    const job = await until(id, ({ state }) => state === 'done' || state === 'failed');
    expect(job).toMatchObject({ state: 'done', total: 40, sent: 40, skipped: 0, payload: null, lockedUntil: null });
    while (contacts.some(({ email }) => mailsTo(email) === 0)) await pause(20);
    await one.settle();
    expect(contacts.map(({ email }) => mailsTo(email))).toEqual(contacts.map(() => 1));
  };

  it('is taken over from an instance that has fallen silent, and mails nobody twice', async () => {
    const id = await start();
    const begun = await until(id, ({ sent }) => Number(sent) >= 3);
    // As if its lease had run out and another had claimed it, while the first still works on it.
    await rows().updateMany({
      where: { documentId: id } as never,
      data: { attempts: Number(begun.attempts) + 1, lockedUntil: new Date(Date.now() - 1000) } as never,
    });
    await expectAllMailedOnce(id);
  });

  it('goes on where it was when its instance stops in order', async () => {
    await jobsOfOne().stop();
    const id = await start();
    await until(id, ({ sent }) => Number(sent) >= 3);
    await two.stopJobs();
    const left = await row(id);
    expect(left).toMatchObject({ state: 'waiting', attempts: 0, lockedUntil: null });
    expect(Number(left.sent)).toBeLessThan(40);
    jobsOfOne().start();
    await expectAllMailedOnce(id);
    await two.startJobs();
  });

  it('goes on where it was when its instance dies', async () => {
    await jobsOfOne().stop();
    const before = await newestJob();
    const id = await start();
    await until(id, ({ sent }) => Number(sent) >= 3);
    await two.kill();
    const left = await row(id);
    expect(left).toMatchObject({ state: 'running', attempts: 1 });
    expect(Number(left.sent)).toBeLessThan(40);
    // What it worked on is believed to be in its hands until the lease runs out.
    jobsOfOne().start();
    await one.settle();
    expect(await row(id)).toMatchObject({ state: 'running', attempts: 1, sent: left.sent });
    await rows().updateMany({ where: { state: 'running' } as never, data: { lockedUntil: new Date(Date.now() - 1000) } as never });
    const job = await until(id, ({ state }) => state === 'done' || state === 'failed');
    expect(job).toMatchObject({ state: 'done', sent: 40, skipped: 0, attempts: 2 });
    expect(await mailJobsAfter(before)).toBe(40);
    while (contacts.some(({ email }) => mailsTo(email) === 0)) await pause(20);
  });
});
