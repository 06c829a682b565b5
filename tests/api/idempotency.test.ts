import { randomUUID } from 'node:crypto';
import type { Context } from 'koa';
import { recordsContract } from '../../plugin/contract/customer/modules';
import type { Endpoint } from '../../plugin/contract/endpoint';
import { activityOf } from '../../server/src/activity';
import { forgetKeys, idempotent } from '../../server/src/kernel/idempotency';
import type { SessionParty } from '../../server/src/kernel/party';
import { platformOf } from '../../server/src/platform';
import { tell } from '../../server/src/platform/events';
import { table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { signIn, type Browser } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createEditor } from '../support/editor';
import { openRepairs, repair } from '../support/modules';
import { createContact, createCustomer, createPair } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let repairs: string;
let first: Browser;
let stranger: Browser;
beforeAll(async () => {
  app = await startApp();
  repairs = (await openRepairs(await createEditor(app))).id;
  first = await signIn(app, (await createPair(app.strapi)).contact);
  stranger = await signIn(app, (await createPair(app.strapi)).contact);
});
afterAll(() => app.stop());

const codeOf = ({ body }: { body: { error?: { details?: { code?: string } } } }) => body.error?.details?.code;
const send = (browser: Browser, key: string, body: object) =>
  browser.with({ 'idempotency-key': key }).post(`/modules/${repairs}/records`, body);
const request = () => ({ key: randomUUID(), values: repair({ title: 'Ours' }), submit: true });
const keys = () => table(app.strapi, UID.idempotencyKey);

describe('a record that is made with an idempotency key', () => {
  it('is made once: the same request is answered as the first time, whatever became of the record', async () => {
    const [key, body] = [randomUUID(), request()];
    const made = await send(first, key, body);
    expect(made.status).toBe(201);
    const { id, revision } = made.body.data as { id: string; revision: number };
    const changed = { revision, values: repair({ title: 'Changed since' }), submit: true };
    expect((await first.put(`/modules/${repairs}/records/${id}`, changed)).status).toBe(200);
    // Bare and quoted are one key.
    const again = await send(first, `"${key}"`, body);
    expect([again.status, again.body]).toEqual([201, made.body]);
    expect(await keys().count({})).toBe(1);
  });

  it('is refused where the key came with other parameters', async () => {
    const [key, body] = [randomUUID(), request()];
    await send(first, key, body);
    const other = await send(first, key, { ...body, values: repair({ title: 'Something else' }) });
    expect([other.status, codeOf(other)]).toEqual([422, 'idempotency-key-reused']);
  });

  it("is another one under another customer's or another contact's same key", async () => {
    const [key, body] = [randomUUID(), request()];
    const ids = [await send(first, key, body), await send(stranger, key, body)].map((made) => (made.body.data as { id: string }).id);
    expect(new Set(ids).size).toBe(2);
    const customers = [await createCustomer(app.strapi, { portalAccess: true }), await createCustomer(app.strapi, { portalAccess: true })];
    const both = await signIn(app, await createContact(app.strapi, customers));
    const { customer, customers: open } = (await both.get('/session')).body.data as Record<string, { id: string }> & {
      customers: { id: string }[];
    };
    const here = await send(both, key, body);
    const elsewhere = open.find(({ id }) => id !== customer!.id)!;
    await both.put('/session/customer', { customer: elsewhere.id });
    const there = await send(both, key, { ...body, key: randomUUID() });
    expect([here.status, there.status]).toEqual([201, 201]);
  });

  it.each(['"', '"a', 'a"b', 'a b', 'x'.repeat(256), '""'])('is not made under a key that is none: %j', async (key) => {
    const refused = await send(first, key, request());
    expect([refused.status, codeOf(refused)]).toEqual([400, 'invalid-request']);
  });

  it('may be tried again under the same key where it failed', async () => {
    const [key, body] = [randomUUID(), request()];
    const before = await keys().count({});
    expect((await send(first, key, { ...body, values: {} })).status).toBe(400);
    expect(await keys().count({})).toBe(before);
    expect((await send(first, key, body)).status).toBe(201);
  });

  it('tells editors once', async () => {
    const [key, body] = [randomUUID(), request()];
    const told: unknown[] = [];
    app.strapi.eventHub.on('customer-portal.record.submitted', async (payload: unknown) => void told.push(payload));
    const all = await Promise.all(Array.from({ length: 10 }, () => send(first, key, body)));
    expect(new Set(all.map((made) => JSON.stringify([made.status, made.body]))).size).toBe(1);
    expect(told).toHaveLength(1);
  });
});

describe('work that runs once', () => {
  let serial = 0;
  const party = (contact = 'contact', customer = 'customer') =>
    ({ by: 'session', contact: { documentId: contact }, customer: { documentId: customer } }) as SessionParty;
  interface Work {
    who: SessionParty;
    endpoint: Endpoint;
    after: () => void;
  }
  /** As the binder runs a handler whose work writes a row of the activity log, under `address`. */
  const run = (
    key: string,
    address: string,
    { who = party(), endpoint = recordsContract.create, after = (): void => undefined }: Partial<Work> = {},
  ) =>
    idempotent(
      app.strapi,
      {
        ctx: { get: () => key } as unknown as Context,
        endpoint,
        proved: { party: who },
        input: { body: { address } },
      },
      (once) =>
        once(async () => {
          await activityOf(app.strapi).record({ kind: 'sign-out', email: address });
          await tell(app.strapi, 'contact.email-change', { contact: address });
          await platformOf(app.strapi).jobs.add('nothing', address);
          after();
          serial += 1;
          return { serial };
        }),
    );
  const rowsOf = (email: string): Promise<number> => table(app.strapi, UID.activity).count({ where: { email } });
  const jobs = (): Promise<number> => table(app.strapi, UID.job).count({ where: { kind: 'nothing' } });
  beforeAll(() => platformOf(app.strapi).jobs.register('nothing', () => Promise.resolve()));

  it('has one effect and one answer of twenty at once', async () => {
    const before = await jobs();
    const told: unknown[] = [];
    app.strapi.eventHub.on('customer-portal.contact.email-change', async (payload: unknown) => void told.push(payload));
    const answers = await Promise.all(Array.from({ length: 20 }, () => run('twenty', 'twenty@example.org')));
    expect(new Set(answers.map(({ serial: one }) => one)).size).toBe(1);
    expect([await rowsOf('twenty@example.org'), (await jobs()) - before, told]).toEqual([1, 1, [{ contact: 'twenty@example.org' }]]);
  });

  it('leaves nothing where it fails before the commit, also for those that waited for it', async () => {
    let failed = false;
    const after = () => {
      if (failed) return;
      failed = true;
      throw new Error('The power went.');
    };
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => run('crash', 'crash@example.org', { after })));
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await rowsOf('crash@example.org')).toBe(1);
    await run('crash', 'crash@example.org');
    expect(await rowsOf('crash@example.org')).toBe(1);
  });

  it('is done for each caller, and for each endpoint', async () => {
    for (const who of [party('one'), party('two'), party('one', 'elsewhere')]) await run('shared', 'shared@example.org', { who });
    expect(await rowsOf('shared@example.org')).toBe(3);
    await run('shared', 'shared@example.org', { who: party('one'), endpoint: recordsContract.update });
    expect(await rowsOf('shared@example.org')).toBe(4);
  });

  it('is forgotten after a day, by the clean-up at the latest', async () => {
    const tomorrow = new Date(Date.now() + 24 * 3_600_000 + 1000);
    // The hourly clean-up would be due tomorrow, too.
    const { jobs } = platformOf(app.strapi);
    await jobs.stop();
    await run('day', 'day@example.org');
    await run('day', 'day@example.org');
    expect(await rowsOf('day@example.org')).toBe(1);
    await atOneInstant(() => run('day', 'day@example.org'), tomorrow);
    expect(await rowsOf('day@example.org')).toBe(2);
    expect(await keys().count({})).toBeGreaterThan(1);
    await atOneInstant(() => forgetKeys(app.strapi), tomorrow);
    expect(await keys().count({})).toBe(1);
    jobs.start();
  });
});
