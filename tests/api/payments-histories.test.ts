import fc from 'fast-check';
import { creditIn, documentRows, documentsOf, minorUnitsOf, type DocumentRow } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { newDocumentId } from '../../server/src/platform/document-id';
import { PortalError } from '../../server/src/platform/errors';
import { inTransaction, tableName } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { createDraft, linesOf } from '../support/documents';
import { createGateway } from '../support/gateway';
import { createPair, partyOf, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/** Whatever two customers, their gateway and editors do, in whatever order, the books are right after each step. */
const HISTORIES = Number(process.env.PAYMENT_HISTORIES ?? 6);
const BY = { editor: 'editor@example.org' };
const REFUSALS = ['done', 'conflict', 'amount-changed', 'invalid-request', 'not-found', 'payment-pending'];
/** What one payment may be for. */
const BULK = 500;
/** Documents for which settling takes one statement more. */
const SLOPE = 100;

let app: TestApp;
const gateway = createGateway();

beforeAll(async () => {
  app = await startApp({ config: { payments: { providers: { gateway: { provider: gateway.module } } } } });
  await saveSettings(app, 'payments', {
    onlinePayments: true,
    bulkPayments: true,
    partPayments: true,
    partPaymentsLeast: 1,
    // So that more comes than is owed.
    preventDuplicatePayments: false,
  });
});
afterAll(() => app.stop());

const payments = () => paymentsOf(app.strapi);

interface Owner {
  customer: TestCustomer;
  contact: TestContact;
  invoices: string[];
  begun: string[];
}
type Wanted = Parameters<ReturnType<typeof payments>['beginning']['write']>[1];

async function invoiceOf(customer: TestCustomer, currency: string, rate: string): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', customer, { currency, lines: linesOf({ rate, tax: null }) });
  await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}

const rowsOf = ({ invoices }: Owner): Promise<DocumentRow[]> =>
  documentRows(app.strapi, 'invoice').findMany({ where: { documentId: { $in: invoices } }, orderBy: { id: 'asc' } });

async function begin({ customer, contact }: Pick<Owner, 'customer' | 'contact'>, currency: string, parts: Wanted['parts']) {
  const paying = { customer: customer.id, origin: 'portal' as const, actor: BY, contact: contact.documentId, link: null };
  const wanted: Wanted = { currency, parts, with: { provider: 'gateway', save: false } };
  const id = await inTransaction(app.strapi, () => payments().beginning.write(paying, wanted));
  await payments().asking.start(await payments().store.load(id));
  return id;
}

const COMMANDS = {
  whole: 3,
  part: 3,
  bulk: 2,
  succeed: 6,
  fail: 1,
  pend: 1,
  cancel: 1,
  late: 1,
  refund: 2,
  'refund-credit': 1,
  'use-credit': 2,
  void: 1,
  record: 1,
  'write-off': 1,
} as const;
type Command = keyof typeof COMMANDS;
interface Step {
  what: Command;
  who: number;
  which: number;
  share: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(...Object.entries(COMMANDS).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what as Command) }))),
  who: fc.nat(1),
  which: fc.nat(20),
  share: fc.integer({ min: 1, max: 100 }),
});

const made = (payment: string): Promise<number> =>
  app.strapi.db.query('plugin::customer-portal.payment-refund').count({ where: { payment } });

/** Does what a step says, as far as there is something to do it with. */
async function doStep(owner: Owner, currency: string, { what, which, share }: Step): Promise<void> {
  const purse = { customer: owner.customer.id, currency };
  const documents = await rowsOf(owner);
  const row = documents[which % documents.length]!;
  const left = minorUnitsOf(row.balance);
  const seen = { type: 'invoice' as const, document: row.documentId, left };
  const some = (of: number): number => Math.max(1, Math.floor((of * share) / 100));
  const payment = owner.begun[which % Math.max(1, owner.begun.length)];
  const turn = async (to: Parameters<typeof gateway.turn>[1]): Promise<void> => {
    if (payment === undefined) return;
    gateway.turn(payment, to);
    await payments().asking.ask(await payments().store.load(payment));
  };
  const refund = async (to: 'provider' | 'credit'): Promise<void> => {
    if (payment === undefined) return;
    const { amount, refunded } = await payments().store.load(payment);
    const had = minorUnitsOf(refunded);
    await payments().refunds.refund(
      payment,
      { refunded: had, made: await made(payment), amount: some(minorUnitsOf(amount) - had), to, note: '' },
      BY,
    );
  };
  const pay = async (parts: Wanted['parts']) => void owner.begun.push(await begin(owner, currency, parts));
  const work: Record<Command, () => Promise<unknown>> = {
    whole: () => pay([{ ...seen, amount: left }]),
    part: () => pay([{ ...seen, amount: some(left) }]),
    bulk: () =>
      pay(
        documents
          .filter(({ balance }) => minorUnitsOf(balance) > 0)
          .map(({ documentId, balance }) => {
            const owed = minorUnitsOf(balance);
            return { type: 'invoice', document: documentId, amount: some(owed), left: owed };
          }),
      ),
    succeed: () => turn('succeeded'),
    fail: () => turn('failed'),
    pend: () => turn('pending'),
    cancel: async () => payment && payments().asking.cancel(await payments().store.load(payment), { kind: 'verdict', actor: BY }),
    late: async () => {
      await turn('canceled');
      await turn('succeeded');
    },
    refund: () => refund('provider'),
    'refund-credit': () => refund('credit'),
    'use-credit': async () => payments().applyCredit(purse, { ...seen, amount: some(await creditIn(app.strapi, purse)) }, BY),
    void: () => documentsOf(app.strapi).void('invoice', row.documentId),
    record: () =>
      payments().record(
        {
          ...purse,
          amount: some(left) + (which % 3),
          date: '2026-11-30',
          kind: 'cash',
          reference: 'Till',
          parts: [{ ...seen, amount: some(left) }],
          provider: 'manual',
          providerPayment: null,
          origin: 'editor',
          despitePending: true,
        },
        BY,
      ),
    'write-off': () => payments().giveUp(purse, { ...seen, reason: 'Gone' }, BY),
  };
  const said = await work[what]().then(
    () => 'done',
    (error: unknown) => (error instanceof PortalError ? error.code : String(error)),
  );
  expect([what, REFUSALS.includes(said) ? 'known' : said]).toEqual([what, 'known']);
}

const DAY = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

async function expectBooks(owners: readonly Owner[], currency: string): Promise<void> {
  expect(await payments().check()).toEqual([]);
  for (const owner of owners) {
    const credit = await creditIn(app.strapi, { customer: owner.customer.id, currency });
    expect(credit).toBeGreaterThanOrEqual(0);
    let owed = 0;
    for (const { state, balance, gross } of await rowsOf(owner)) {
      const left = minorUnitsOf(balance);
      expect([left >= 0, left <= minorUnitsOf(gross)]).toEqual([true, true]);
      if (state === 'open') owed += left;
    }
    const period = { from: dayOf(Date.now() - 40 * DAY), to: dayOf(Date.now() + 2 * DAY), currency };
    const { closing } = await documentsOf(app.strapi).statement.find(partyOf(owner), period);
    expect(closing).toBe(owed - credit);
  }
}

it.each(['EUR', 'JPY', 'KWD'])(
  'balances, credit and statements follow from what was paid, after each step of any history (in %s)',
  async (currency) => {
    const rate = fc.constantFrom('1', '119', '9999');
    await fc.assert(
      fc.asyncProperty(
        fc.array(rate, { minLength: 2, maxLength: 3 }),
        fc.array(step, { minLength: 10, maxLength: 20 }),
        async (rates, steps) => {
          const owners: Owner[] = [];
          for (let count = 0; count < 2; count += 1) {
            const invoices: string[] = [];
            const pair = await createPair(app.strapi);
            for (const one of rates) invoices.push(await invoiceOf(pair.customer, currency, one));
            owners.push({ ...pair, invoices, begun: [] });
          }
          for (const one of steps) {
            await doStep(owners[one.who]!, currency, one);
            await expectBooks(owners, currency);
          }
        },
      ),
      { numRuns: HISTORIES, endOnFailure: true },
    );
  },
  60_000 + HISTORIES * 10_000,
);

describe('one payment of many invoices', () => {
  /** Statements that read the settings, every half second anew. */
  const SETTINGS = 4;
  interface Taken {
    begin: number;
    settle: number;
  }
  /** Issued invoices of a customer, as copies of one. */
  async function many(customer: TestCustomer, count: number): Promise<string[]> {
    const first = await invoiceOf(customer, 'EUR', '119');
    const table = () => app.strapi.db.getConnection(tableName(app.strapi, UID.invoice));
    const { id: _id, ...row } = (await table().where({ document_id: first }).first()) as Record<string, unknown>;
    const ids = [first];
    while (ids.length < count) {
      const document_id = newDocumentId();
      await table().insert({ ...row, document_id, number: `COPY-${document_id}` });
      ids.push(document_id);
    }
    return ids;
  }

  async function statements(work: () => Promise<unknown>): Promise<number> {
    let count = 0;
    const one = (): void => void (count += 1);
    app.strapi.db.connection.on('query', one);
    try {
      await work();
    } finally {
      app.strapi.db.connection.removeListener('query', one);
    }
    return count;
  }

  it('takes as many statements to begin as one of a single one, and to settle one more for each hundred at most', async () => {
    const taken: Taken[] = [];
    for (const count of [1, BULK / 2, BULK]) {
      const pair = await createPair(app.strapi);
      const documents = await many(pair.customer, count);
      let id = '';
      const begun = await statements(async () => {
        id = await begin(
          pair,
          'EUR',
          documents.map((document) => ({ type: 'invoice', document, amount: 11_900, left: 11_900 })),
        );
      });
      gateway.turn(id, 'succeeded');
      const settled = await statements(async () => payments().asking.ask(await payments().store.load(id)));
      taken.push({ begin: begun, settle: settled });
      expect(await documentRows(app.strapi, 'invoice').count({ where: { documentId: { $in: documents }, balance: 0 } })).toBe(count);
    }
    expect(await payments().check()).toEqual([]);
    const [one, half, all] = taken as [Taken, Taken, Taken];
    expect(Math.max(half.begin, all.begin)).toBeLessThanOrEqual(one.begin + SETTINGS);
    expect(all.settle).toBeLessThanOrEqual(one.settle + BULK / SLOPE);
    // Those that one takes as well: the settings, the customer, its people, mail and the audit trail.
    expect(Math.max(one.begin, one.settle)).toBeLessThan(40);
  });
});
