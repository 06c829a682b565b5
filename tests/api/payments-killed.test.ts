import request from 'supertest';
import { LINK_HEADER } from '../../plugin/plugin-id';
import { isUnsettled, type PaymentState } from '../../plugin/rules/payments/states';
import { allocationRows, documentRows, documentsOf, minorUnitsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { platformOf } from '../../server/src/platform';
import { createDatabase, type TestDatabase } from '../runtime/databases';
import { Browser, signIn, type Served } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createDraft, createLinked } from '../support/documents';
import { ADMIN_API, createEditor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { SANDBOX_SECRET, startSandboxProcess, type SandboxProcess } from '../support/sandbox';
import { startSecondInstance, type SecondInstance } from '../support/second-instance';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/**
 * A Strapi that takes payments is killed again and again, at any point of its work, while the gateway loses answers and
 * sends webhooks late, doubled and in another order. KILLS says how often; `npm run test:long` says a thousand.
 */
const KILLS = Number(process.env.KILLS ?? 4);
/** Statements that write, and milliseconds, after which an instance is dead at the latest. */
const WRITES = 300;
const LIFE = 8000;
const TOTAL = 11_900;
const UID = 'plugin::customer-portal';
const HOUR = 3_600_000;
/** Lives after which customers sign in anew: what changes saved methods asks for a proof of the last minutes. */
const SIGN_IN = 20;

let database: TestDatabase;
let one: TestApp;
let sandbox: SandboxProcess;
let pairs: { customer: TestCustomer; contact: TestContact }[];
let config: Record<string, unknown>;
let editor: string;
/** Whoever is served, by the instance that lives. */
const served: Served = { server: '' };
let browsers: Browser[];
let keys = 0;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
  const providers = { sandbox: { provider: 'sandbox', providerOptions: { url: sandbox.url, secret: SANDBOX_SECRET } } };
  config = { payments: { providers, perContact: 10_000, perAddress: 100_000, failuresPerPortal: 1_000_000 } };
  database = await createDatabase();
  one = await startApp({ database, config });
  // It only prepares, and looks afterwards: of one SQLite file only one process may be at work.
  await platformOf(one.strapi).jobs.stop();
  editor = (await createEditor(one)).token;
  pairs = [await createPair(one.strapi), await createPair(one.strapi)];
  const on = ['onlinePayments', 'preventDuplicatePayments', 'bulkPayments', 'partPayments', 'savePaymentMethods'];
  await saveSettings(one, 'payments', Object.fromEntries(on.map((name) => [name, true])));
  await saveSettings(one, 'public-links', { publicLinks: true });
});
afterAll(async () => {
  await one.stop();
  await database.drop();
  await sandbox.stop();
});

const below = (most: number): number => Math.floor(Math.random() * most);
const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** What is asked of a process that dies is answered or not. */
const perhaps = <T>(work: PromiseLike<T>): Promise<T | undefined> => Promise.resolve(work).catch(() => undefined);

/** What a customer does on the gateway's page, and a bank afterwards. */
async function onThePage(reference: string): Promise<void> {
  if (below(5) === 0) await sandbox.behave({ loseAnswers: 1 });
  const choice = pick(['card', 'card', 'card', 'debit', 'card-declined', 'card-confirm'] as const);
  await perhaps(sandbox.choose(reference, choice, below(4) > 0));
  // `succeeded` after a decline: late.
  if (choice !== 'card' && below(3) > 0) await perhaps(sandbox.settle(reference, pick(['succeeded', 'failed'] as const)));
}

async function begun(browser: Browser, path: string, body: object): Promise<string | undefined> {
  const key = `key-${(keys += 1)}`;
  const ask = () => perhaps(browser.prepare('post', path).set('Idempotency-Key', key).send(body));
  const first = await ask();
  const { data } = ((below(3) === 0 ? await ask() : first)?.body ?? {}) as { data?: { id: string } };
  return data?.id;
}

type Method = { id: string; state: string };
const methodsOf = async (browser: Browser): Promise<Method[]> =>
  ((await perhaps(browser.get('/payment-methods')))?.body as { data?: { rows: Method[] } } | undefined)?.data?.rows ?? [];

/** With what a customer pays: something new, which it may want to keep, or what it has kept. */
async function means(browser: Browser): Promise<object> {
  const usual = { provider: 'sandbox', save: below(3) === 0 };
  if (below(2) === 0) return usual;
  const kept = (await methodsOf(browser)).filter(({ state }) => state === 'active');
  return kept.length > 0 ? { saved: pick(kept).id } : usual;
}

/** A customer adds methods and removes them, while it pays with them. */
async function customerKeeps(browser: Browser, dead: () => boolean): Promise<void> {
  while (!dead()) {
    const key = `key-${(keys += 1)}`;
    const body = { provider: 'sandbox', method: 'card' };
    const made = await perhaps(browser.prepare('post', '/payment-methods').set('Idempotency-Key', key).send(body));
    const { data } = (made?.body ?? {}) as { data?: { method: { id: string } } };
    if (data) {
      await perhaps(sandbox.choose(data.method.id, pick(['card', 'card-confirm', 'card-declined', 'card-expired'] as const), below(4) > 0));
      await perhaps(browser.get(`/payment-methods/${data.method.id}`));
    }
    const kept = await methodsOf(browser);
    if (kept.length > 0 && below(2) === 0) await perhaps(browser.send('delete', `/payment-methods/${pick(kept).id}`));
    await pause(30);
  }
}

/** A customer pays what it owes, one after the other or several at once, and gives some of it up. */
async function customerPays(browser: Browser, invoices: readonly string[], dead: () => boolean): Promise<void> {
  for (let index = 0; index < invoices.length && !dead(); index += 1) {
    const documents = invoices.slice(index, index + (below(4) === 0 ? 4 : 1));
    const amount = below(3) === 0 ? 5000 : TOTAL;
    const parts = documents.map((document) => ({ type: 'invoice', document, amount, left: TOTAL }));
    if (below(5) === 0)
      await perhaps(browser.post('/credit-uses', { currency: 'EUR', parts: parts.map((part) => ({ ...part, amount: 100 })) }));
    const id = await begun(browser, '/payments', { currency: 'EUR', parts, with: await means(browser) });
    if (!id) continue;
    const path = `/payments/${id}`;
    if (below(6) === 0) await perhaps(browser.post(`${path}/cancellation`));
    await Promise.all([onThePage(id), below(4) === 0 && perhaps(browser.post(`${path}/cancellation`))]);
    await perhaps(browser.get(path));
  }
}

async function linkPays(tokens: readonly string[], dead: () => boolean): Promise<void> {
  for (const token of tokens) {
    if (dead()) return;
    const browser = new Browser(served).with({ [LINK_HEADER]: token });
    const id = await begun(browser, '/public-link/payments', { currency: 'EUR', amount: TOTAL, left: TOTAL, provider: 'sandbox' });
    if (!id) continue;
    await onThePage(id);
    await perhaps(browser.get(`/public-link/payments/${id}`));
  }
}

/** Editors record, refund, cancel, use credit. */
async function editorWorks(invoices: readonly string[], dead: () => boolean): Promise<void> {
  const ask = (path: string, body?: object) => {
    const test = request(served.server)[body ? 'post' : 'get'](`${ADMIN_API}${path}`).set('authorization', `Bearer ${editor}`);
    return perhaps(body ? test.send(body) : test);
  };
  const recorded = [...invoices];
  while (!dead()) {
    const document = recorded.pop();
    const parts = [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }];
    const cash = { customer: pairs[0]?.customer.documentId, currency: 'EUR', amount: TOTAL + 100, date: '2026-11-30', kind: 'cash' };
    if (document) await ask('/payments', { ...cash, reference: 'Till', parts });
    const { data } = ((await ask('/payments'))?.body ?? {}) as {
      data?: { rows: { id: string; provider: string; state: PaymentState; refunded: number }[] };
    };
    const madeOf = async (id: string): Promise<number> =>
      ((await ask(`/payments/${id}`))?.body as { data?: { refunds: object[] } } | undefined)?.data?.refunds.length ?? 0;
    for (const { id, provider, state, refunded } of (data?.rows ?? []).slice(0, 6)) {
      const amount = pick([1000, TOTAL - refunded]);
      const to = provider === 'sandbox' && below(3) > 0 ? 'provider' : 'credit';
      if (state === 'succeeded' && below(2) === 0)
        await ask(`/payments/${id}/refunds`, { refunded, made: await madeOf(id), amount, to, note: 'Returned' });
      else if (isUnsettled(state) && below(4) === 0) await ask(`/payments/${id}/cancellation`, {});
    }
    await pause(20);
  }
}

async function signInAnew(): Promise<void> {
  await resetLimits(one);
  served.server = one.server;
  browsers = [];
  for (const { contact } of pairs) browsers.push(await signIn(served, contact));
}

async function invoicesOf(customer: TestCustomer, count: number): Promise<string[]> {
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { documentId } = await createDraft(one.strapi, 'invoice', customer);
    await documentsOf(one.strapi).issue('invoice', documentId);
    made.push(documentId);
  }
  return made;
}

/**
 * An instance that waits for the one before it to be dead: most of what a start takes is done by then. Of one SQLite file
 * only one process may be at work, so there it has loaded everything and no more.
 */
function standby(): () => Promise<SecondInstance> {
  let begin = (): void => undefined;
  const asked = new Promise<void>((resolve) => (begin = resolve));
  const isFile = database.environment.DATABASE_CLIENT === 'sqlite';
  const coming = startSecondInstance(database, one.mailbox, isFile ? () => asked : undefined, config).then(async (instance) => {
    await instance.stopJobs();
    return instance;
  });
  // Said where it is waited for.
  coming.catch(() => undefined);
  return async () => {
    begin();
    const instance = await coming;
    await instance.startJobs();
    return instance;
  };
}

async function aLife(start: () => Promise<SecondInstance>): Promise<void> {
  const owed: string[][] = [];
  for (const { customer } of pairs) owed.push(await invoicesOf(customer, 6));
  const tokens: string[] = [];
  for (const { customer } of pairs) tokens.push((await createLinked(one.strapi, 'invoice', customer)).token);
  const cash = await invoicesOf(pairs[0]!.customer, 2);
  const two = await start();
  served.server = two.server;
  await sandbox.behave({
    webhookUrl: `${two.server}/api/customer-portal/payment-webhooks/sandbox`,
    webhookCopies: 2,
    webhookReorder: below(2) === 0,
    webhookDelayMs: below(100),
    answerDelayMs: below(15),
    loseAnswers: below(3),
    failAnswers: pick([0, 0, 0, 2]),
    refunds: pick(['succeed', 'succeed', 'wait', 'fail'] as const),
  });
  // The first requests of a process take far longer than those that follow.
  await browsers[0]?.get('/payments');
  let isDead = false;
  const dead = () => isDead;
  const work = Promise.all([
    ...browsers.map((browser, index) => customerPays(browser, owed[index] ?? [], dead)),
    customerKeeps(browsers[1]!, dead),
    linkPays(tokens, dead),
    editorWorks(cash, dead),
  ]);
  two.dieAt(1 + below(WRITES));
  await Promise.race([two.ended, pause(LIFE)]);
  isDead = true;
  await two.kill();
  await work;
}

/** Whoever waits decides, webhooks come, and what is due to be asked about is asked about as time goes by. */
async function comeToRest(): Promise<void> {
  served.server = one.server;
  // It works off what webhooks hint at: of a payment that failed and succeeded late nobody else tells.
  platformOf(one.strapi).jobs.start();
  const address = one.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const webhookUrl = `http://127.0.0.1:${port}/api/customer-portal/payment-webhooks/sandbox`;
  await sandbox.behave({
    webhookUrl,
    webhookReorder: false,
    webhookDelayMs: 0,
    answerDelayMs: 0,
    loseAnswers: 0,
    failAnswers: 0,
    refunds: 'succeed',
  });
  for (const { reference, state } of await sandbox.payments()) {
    if (state === 'open') await sandbox.choose(reference, pick(['card', 'card-declined'] as const));
    if (state === 'pending') await sandbox.settle(reference, pick(['succeeded', 'failed'] as const));
    // Whatever was told to an instance that was dead: gateways try for days, and always the same address.
    await sandbox.resend(reference);
  }
  // A webhook is believed for some minutes, so that all must be here before the clock goes on.
  for (let time = 0; time < 500 && (await sandbox.webhooks()).some(({ tries }) => tries === 0); time += 1) await pause(10);
  await pause(500);
  // Banks decide about refunds, customers about what they were adding.
  const waiting = { state: { $in: ['created', 'pending', 'unknown'] } };
  for (const { documentId } of await all<{ documentId: string }>('payment-refund', waiting))
    await perhaps(sandbox.settle(documentId, 'succeeded'));
  for (const { documentId } of await all<{ documentId: string }>('payment-method', { state: 'setting-up' }))
    await perhaps(sandbox.choose(documentId, pick(['card', 'card-expired'] as const)));
  await one.settle();
  for (const hours of [1, 2, 30, 60, 90]) {
    const instant = new Date(Date.now() + hours * HOUR);
    // Of refunds and methods some are asked about at a time.
    const due = { askAt: { $lte: instant } };
    do
      await atOneInstant(async () => {
        await paymentsOf(one.strapi).askDue();
        await one.settle();
      }, instant);
    while ((await all('payment-refund', due)).length + (await all('payment-method', due)).length > 0);
  }
}

interface Payment {
  documentId: string;
  provider: string;
  providerPayment: string | null;
  state: PaymentState;
  number: string | null;
  amount: string;
  refunded: string;
}
interface Refund {
  payment: string;
  to: string;
  state: string;
  amount: string;
}
const all = <T>(type: string, where: object = {}) => one.strapi.db.query(`${UID}.${type}`).findMany({ where }) as Promise<T[]>;
function by<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row]);
  return found;
}
const sum = (amounts: readonly (number | string)[]): number => amounts.reduce<number>((total, amount) => total + Number(amount), 0);

it(
  `killed ${KILLS} times while customers and editors pay, refund and cancel, a portal and its gateway agree to the cent`,
  async () => {
    const began = Date.now();
    let next = standby();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const start = next;
      if (kill % SIGN_IN === 0) await signInAnew();
      const life = aLife(start);
      if (kill + 1 < KILLS) next = standby();
      await life;
    }
    const lived = Date.now();
    await comeToRest();
    if (process.env.KILLS) console.log(`${(lived - began) / KILLS} ms a kill, ${Date.now() - lived} ms to come to rest`);

    const held = await sandbox.payments();
    const ours = await all<Payment>('payment');
    const online = ours.filter(({ provider }) => provider === 'sandbox');
    const refunds = await all<Refund>('payment-refund', { to: 'provider' });
    // Else nothing was in the middle.
    expect([online.length > KILLS, held.some(({ state }) => state === 'succeeded')]).toEqual([true, true]);

    const told = await all<{ payment: string }>('payment-event', { kind: 'verdict', state: 'succeeded' });
    const atGateway = by(held, ({ reference }) => reference);
    const [verdicts, given] = [by(told, ({ payment }) => payment), by(refunds, ({ payment }) => payment)];
    const seen = ({ documentId: id }: Payment) => ({
      id,
      taken: (atGateway.get(id) ?? []).filter(({ state }) => state === 'succeeded').map(({ amount }) => amount),
      givenBack: sum((atGateway.get(id) ?? []).map(({ refunded }) => refunded)),
      settled: (verdicts.get(id) ?? []).length,
    });
    const kept = ({ documentId: id, state, amount }: Payment) => ({
      id,
      taken: state === 'succeeded' ? [Number(amount)] : [],
      givenBack: sum((given.get(id) ?? []).filter((refund) => refund.state === 'succeeded').map((refund) => refund.amount)),
      settled: state === 'succeeded' ? 1 : 0,
    });
    expect(online.map(kept)).toEqual(online.map(seen));
    const known = new Set(online.map(({ documentId }) => documentId));
    expect(held.map(({ reference }) => reference).filter((id) => !known.has(id))).toEqual([]);
    expect(new Set(held.map(({ reference }) => reference)).size).toBe(held.length);
    expect(ours.filter(({ state }) => isUnsettled(state))).toEqual([]);
    expect(refunds.filter(({ state }) => state !== 'succeeded' && state !== 'failed')).toEqual([]);
    expect(await all('payment-lock')).toEqual([]);
    const numbers = ours.flatMap(({ number }) => number ?? []).map((number) => Number(number.slice(4)));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));

    expect(await paymentsOf(one.strapi).check()).toEqual([]);
    const invoices = await documentRows(one.strapi, 'invoice').findMany({ where: {} });
    const standing = await allocationRows(one.strapi).findMany({ where: { releasedAt: { $null: true } } });
    expect(sum(invoices.map(({ balance }) => minorUnitsOf(balance))) + sum(standing.map(({ amount }) => minorUnitsOf(amount)))).toBe(
      sum(invoices.map(({ gross }) => minorUnitsOf(gross))),
    );
    // All money that came and was not given back is on a document or is credit, and credit is what its entries come to.
    const credits = await all<{ amount: string }>('customer-credit');
    const entries = await all<{ amount: string }>('credit-entry');
    const paid = ours.filter(({ state }) => state === 'succeeded').map(({ amount, refunded }) => Number(amount) - Number(refunded));
    expect(sum(standing.map(({ amount }) => minorUnitsOf(amount))) + sum(credits.map(({ amount }) => amount))).toBe(sum(paid));
    expect(sum(entries.map(({ amount }) => amount))).toBe(sum(credits.map(({ amount }) => amount)));
    expect(Math.min(0, ...credits.map(({ amount }) => Number(amount)))).toBe(0);

    const methods = await all<{
      provider: string;
      reference: string | null;
      state: string;
      askAt: string | null;
      defaultOf: number | null;
    }>('payment-method');
    const references = methods.flatMap(({ reference }) => reference ?? []);
    expect(new Set(references).size).toBe(references.length);
    // None is still being added, and none is gone here of which the gateway was not told.
    expect(methods.filter(({ state, askAt }) => state === 'setting-up' || (state === 'removed' && askAt !== null))).toEqual([]);
    const firsts = methods.flatMap(({ defaultOf }) => defaultOf ?? []);
    expect(new Set(firsts).size).toBe(firsts.length);

    for (const { balance, gross } of invoices) {
      expect(minorUnitsOf(balance)).toBeGreaterThanOrEqual(0);
      expect(minorUnitsOf(balance)).toBeLessThanOrEqual(minorUnitsOf(gross));
    }
  },
  120_000 + KILLS * 30_000,
);
