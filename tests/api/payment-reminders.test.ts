import { plusDays } from '../../plugin/rules/calendar';
import { documentRows, documentsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { signIn, type Browser } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createDraft } from '../support/documents';
import { createGateway } from '../support/gateway';
import { createContact, createPair, giveRole, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';
const [ISSUED, DUE, TOTAL] = ['2026-11-01', '2026-11-20', 11900];
const DAY = 24 * 3600 * 1000;

let app: TestApp;
let pair: { customer: TestCustomer; contact: TestContact };
let other: { customer: TestCustomer; contact: TestContact };
let mine: Browser;
const gateway = createGateway();

beforeAll(async () => {
  app = await startApp({ config: { payments: { providers: { gateway: { provider: gateway.module } } } } });
  [pair, other] = [await createPair(app.strapi), await createPair(app.strapi)];
  mine = await signIn(app, pair.contact);
  await saveSettings(app, 'general', { timeZone: 'Europe/Berlin' });
});
beforeEach(async () => {
  await saveSettings(app, 'payments', {
    onlinePayments: true,
    savePaymentMethods: true,
    remindBeforeDays: 3,
    remindAfterDays: 7,
    remindAfterMost: 2,
  });
  for (const type of ['invoice', 'retainer-invoice'] as const)
    await documentRows(app.strapi, type).updateMany({ where: {}, data: { untilDate: '2020-01-01' } });
  await app.strapi.db.query(`${UID}.invoice-reminder`).deleteMany({});
  app.mailbox.clear();
});
afterAll(() => app.stop());

async function due(of: TestCustomer = pair.customer, untilDate = DUE, type: 'invoice' | 'retainer-invoice' = 'invoice'): Promise<string> {
  const { documentId } = await createDraft(app.strapi, type, of, { issueDate: ISSUED, untilDate });
  await documentsOf(app.strapi).issue(type, documentId);
  return documentId;
}
const daily = () => paymentsOf(app.strapi).reminders.daily();
/** The job as it runs at an instant: by the clock of Berlin in winter, an hour before UTC. */
const at = (day: string, time = '09:00:00Z'): Promise<unknown> => then(daily, new Date(`${day}T${time}`));
/** Does something at an instant, and sends its mails then: a clock that jumps would take a mail that is being sent for lost. */
const then = <T>(work: () => Promise<T>, instant: Date): Promise<T> =>
  atOneInstant(async () => {
    const result = await work();
    await app.settle();
    return result;
  }, instant);
const mails = async (contact = pair.contact) => {
  await app.settle();
  return app.mailbox.to(contact.email);
};
const subjects = async (contact = pair.contact) => (await mails(contact)).map(({ subject }) => subject?.replace(/^.*?: /u, ''));
const numberOf = async (document: string) =>
  (await documentRows(app.strapi, 'invoice').findOne({ where: { documentId: document } }))?.number;

describe('a customer is reminded', () => {
  it('before the due date and after it, by mail that says what, how much and since when', async () => {
    const document = await due();
    const number = await numberOf(document);
    for (const day of ['16', '17', '18', '20', '26', '27', '28']) await at(`2026-11-${day}`);
    for (const day of ['04', '05', '11', '18']) await at(`2026-12-${day}`);
    const [before, first, second, ...more] = await mails();
    expect(more.map(({ subject }) => subject)).toEqual([]);
    expect(before?.subject).toContain(`invoice ${number} is due on 20 November 2026`);
    expect(before?.text).toContain(`Invoice ${number} is due in 3 days, on 20 November 2026. €119.00 of it is to be paid.`);
    expect(first?.text).toContain('was due 7 days ago, on 20 November 2026. €119.00 of it is still to be paid.');
    expect(first?.text).toContain('This is the first reminder');
    expect(first?.text).toContain(`/documents/invoice/${document}?customer=${pair.customer.documentId}`);
    expect(second?.text).toContain('This is reminder 2');
    expect(await mails(other.contact)).toEqual([]);
    const history = await app.strapi.db.query(`${UID}.record-event`).findMany({ where: { document, kind: 'reminded' } });
    expect(history.map(({ internal }) => internal)).toEqual([true, true, true]);
  });

  it('not before eight by the clock of the organisation, and of a day only once', async () => {
    await due();
    await at('2026-11-17', '06:59:00Z');
    expect(await mails()).toEqual([]);
    await at('2026-11-17', '07:00:00Z');
    await at('2026-11-17', '12:00:00Z');
    expect(await mails()).toHaveLength(1);
  });

  it('with the newest reminder alone when nobody reminded for weeks', async () => {
    await due();
    await at('2026-12-06');
    const all = await mails();
    expect(all).toHaveLength(1);
    expect(all[0]?.text).toContain('This is reminder 2');
  });

  it('of a retainer invoice too, in the reader’s language', async () => {
    const contact = await createContact(app.strapi, [other.customer], { language: 'de' });
    await due(other.customer, DUE, 'retainer-invoice');
    await at('2026-11-27');
    expect((await mails(contact))[0]?.text).toMatch(
      /war vor 7 Tagen, am 20\. November 2026, fällig\. Davon sind noch 119,00\s€ zu zahlen/u,
    );
  });

  it('once, however many try at the same time', async () => {
    const documents = [await due(), await due(), await due()];
    await then(() => Promise.all(Array.from({ length: 8 }, daily)), new Date('2026-11-27T09:00:00Z'));
    expect(await mails()).toHaveLength(documents.length);
  });
});

describe('nobody is reminded', () => {
  it('of what is paid, void or a draft', async () => {
    const [paid, voided] = [await due(), await due()];
    await documentsOf(app.strapi).settling.settleOutside({ type: 'invoice', document: paid }, 0, { date: ISSUED, reference: '' });
    await documentsOf(app.strapi).void('invoice', voided);
    await createDraft(app.strapi, 'invoice', pair.customer, { issueDate: ISSUED, untilDate: DUE });
    await at('2026-11-27');
    expect(await subjects()).toEqual([]);
  });

  it('of what a payment is under way for, until that has failed', async () => {
    const document = await due();
    const body = {
      currency: 'EUR',
      parts: [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }],
      with: { provider: 'gateway', save: false },
    };
    const { data } = (await mine.prepare('post', '/payments').set('Idempotency-Key', 'pending').send(body)).body as {
      data: { id: string };
    };
    await at('2026-11-27');
    expect(await mails()).toEqual([]);
    gateway.turn(data.id, 'failed');
    await paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(data.id));
    app.mailbox.clear();
    await at('2026-11-28');
    expect((await subjects()).filter((subject) => subject?.startsWith('invoice'))).toHaveLength(1);
  });

  it('while credit in that currency covers all that is due, and again when more is', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const credit = (amount: number, currency: string) =>
      paymentsOf(app.strapi).record(
        {
          customer: customer.id,
          currency,
          amount,
          date: ISSUED,
          kind: 'cash',
          reference: '',
          parts: [],
          provider: 'manual',
          providerPayment: null,
          origin: 'editor',
        },
        { editor: 'ada@example.org' },
      );
    await due(customer);
    await credit(5 * TOTAL, 'USD');
    await credit(TOTAL, 'EUR');
    app.mailbox.clear();
    await at('2026-11-27');
    expect(await subjects(contact)).toEqual([]);
    await due(customer, '2026-11-21');
    await at('2026-11-28');
    expect(await subjects(contact)).toHaveLength(2);
  });

  it('without access to the portal, or without the right to pay', async () => {
    const closed = await createPair(app.strapi);
    await app.strapi.db.query(`${UID}.customer`).updateMany({ where: { id: closed.customer.id }, data: { portalAccess: false } });
    const reading = await createContact(app.strapi, [pair.customer]);
    await giveRole(app.strapi, reading, 'viewer');
    await due(closed.customer);
    await due();
    await at('2026-11-27');
    expect([await subjects(closed.contact), await subjects(reading)]).toEqual([[], []]);
    expect(await subjects()).toHaveLength(1);
    // Nothing of it is used up: whoever gets access is reminded then.
    await app.strapi.db.query(`${UID}.customer`).updateMany({ where: { id: closed.customer.id }, data: { portalAccess: true } });
    await at('2026-11-28');
    expect(await subjects(closed.contact)).toHaveLength(1);
  });

  it('where the settings say so', async () => {
    await saveSettings(app, 'payments', { remindBeforeDays: 0, remindAfterDays: 0 });
    await due();
    for (const day of ['2026-11-17', '2026-11-27', '2026-12-04']) await at(day);
    expect(await mails()).toEqual([]);
  });
});

describe('a saved card that ends', () => {
  const card = (of: TestCustomer, last4: string, more: object = {}) =>
    app.strapi.db.query(`${UID}.payment-method`).create({
      data: {
        customer: of.id,
        provider: 'gateway',
        reference: `card-${last4}`,
        kind: 'card',
        brand: 'Visa',
        last4,
        state: 'active',
        asked: 0,
        expiryYear: 2027,
        expiryMonth: 2,
        ...more,
      },
    });

  it('is told of once, thirty days before, the default first, with what it is used for', async () => {
    await card(pair.customer, '1111');
    await card(pair.customer, '2222', { defaultOf: pair.customer.id });
    await card(pair.customer, '3333', { expiryMonth: 3 });
    await card(pair.customer, '4444', { state: 'removed' });
    await at('2027-01-29');
    expect(await mails()).toEqual([]);
    await then(() => Promise.all([daily(), daily(), daily()]), new Date('2027-01-30T09:00:00Z'));
    await at('2027-02-10');
    const texts = (await mails()).map(({ text }) => text ?? '');
    expect(texts).toHaveLength(2);
    expect(texts.find((text) => text.includes('2222'))).toContain('It is what you pay with unless you choose otherwise.');
    expect(texts.find((text) => text.includes('1111'))).toContain('Visa •••• 1111 is good until the end of 02/2027.');
    expect(texts.join()).toContain('/payment-methods?customer=');
    expect(await mails(other.contact)).toEqual([]);
  });

  it('is told of again when it was renewed and ends once more', async () => {
    await card(other.customer, '5555', { expiryYear: 2030, toldAt: new Date(Date.parse('2027-01-30') - DAY) });
    await at(plusDays('2030-03-01', -30));
    expect(await mails(other.contact)).toHaveLength(1);
  });
});
