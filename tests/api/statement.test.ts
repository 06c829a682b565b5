import { parse } from 'csv-parse/sync';
import { STATEMENT_MOST, type Statement } from '../../plugin/contract/customer/statement';
import type { Overview } from '../../plugin/contract/customer/overview';
import type { DocumentType } from '../../plugin/documents/types';
import { AGEING } from '../../plugin/rules/documents/statement';
import { documentsOf } from '../../server/src/documents';
import { newDocumentId } from '../../server/src/platform/document-id';
import { createLimiter } from '../../server/src/platform/limits';
import { table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { Browser, signIn } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createDraft, linesOf } from '../support/documents';
import { read } from '../support/pdf';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;
let theirs: Browser;
let numbers: Record<'first' | 'second' | 'retainer' | 'note', { id: string; number: string }>;

const issued = async (type: DocumentType, data: Record<string, unknown>, of = customer) => {
  const { documentId } = await createDraft(app.strapi, type, of, data);
  return { id: documentId, number: (await documentsOf(app.strapi).issue(type, documentId)).number };
};
/** Something that was put on a document, as it is kept. */
const put = (targetType: DocumentType, targetDocument: string, amount: number, date: string, more: Record<string, unknown> = {}) =>
  table(app.strapi, UID.allocation).create({
    data: {
      customer: customer.id,
      currency: 'EUR',
      sourceType: 'outside',
      targetType,
      targetDocument,
      amount: String(amount),
      date,
      ...more,
    },
  });
/** What the customer's contact finds at another time. */
const at = (instant: string, work: (browser: Browser) => Promise<void>): Promise<void> =>
  atOneInstant(async () => work(await signIn(app, contact)), new Date(instant));
const of = (rate: string) => ({ lines: linesOf({ rate, tax: null }) });
const find = async (query: string, browser = mine): Promise<Statement> => {
  const { status, body } = await browser.get(`/statement?${query}`);
  expect([status, body.error]).toEqual([200, undefined]);
  return body.data as Statement;
};
const YEAR = 'from=2026-01-01&to=2026-12-31';
/** All that moves, dates and signed amounts. */
const moved = ({ entries }: Statement) => entries.map(({ date, kind, amount, balance }) => [date, kind, amount, balance]);

beforeAll(async () => {
  app = await startApp();
  await saveSettings(app, 'preferences', { creditNotes: true });
  await saveSettings(app, 'general', { organisationName: 'Alpine Works' });
  const pair = await createPair(app.strapi, { customer: { name: 'Harbour & Sons' } });
  ({ customer, contact } = pair);
  mine = await signIn(app, pair.contact);
  const other = await createPair(app.strapi);
  theirs = await signIn(app, other.contact);
  const first = await issued('invoice', { ...of('1000'), issueDate: '2026-01-10', untilDate: '2026-01-24', reference: 'PO 1' });
  const second = await issued('invoice', { ...of('500'), issueDate: '2026-02-10', untilDate: '2026-06-30' });
  const retainer = await issued('retainer-invoice', { ...of('200'), issueDate: '2026-03-01', untilDate: '2026-03-15' });
  const note = await issued('credit-note', { ...of('300'), issueDate: '2026-03-10' });
  numbers = { first, second, retainer, note };
  await createDraft(app.strapi, 'invoice', customer, { ...of('77'), issueDate: '2026-03-11' });
  const gone = await issued('invoice', { ...of('66'), issueDate: '2026-03-12' });
  await documentsOf(app.strapi).void('invoice', gone.id);
  await issued('invoice', { ...of('12500'), issueDate: '2026-02-01', currency: 'JPY' });
  await issued('invoice', { ...of('1.234'), issueDate: '2026-02-01', currency: 'KWD' });
  await issued('invoice', { ...of('999'), issueDate: '2026-02-01' }, other.customer);
  // Paid in part, one payment taken back; one before its invoice was there; of a void invoice; used elsewhere.
  await put('invoice', first.id, 40000, '2026-02-01', { reference: 'SEPA 77' });
  await put('invoice', first.id, 10000, '2026-02-05', { releasedAt: new Date(), releasedOn: '2026-04-02' });
  await put('invoice', second.id, 5000, '2026-02-01');
  await put('invoice', gone.id, 6600, '2026-03-13', { releasedAt: new Date(), releasedOn: '2026-03-14' });
  await put('credit-note', note.id, 2500, '2026-03-20');
  await put('invoice', second.id, 10000, '2026-03-15', { sourceType: 'credit-note', sourceDocument: note.id });
  const refund = { customer: customer.id, creditNote: note.id, date: '2026-04-10', currency: 'EUR', amount: '4000', reference: '=R-1' };
  await table(app.strapi, UID.refund).create({ data: refund });
});
afterAll(() => app.stop());

describe('a statement of account', () => {
  it('has what moved in a period, in order, from what was owed to what is owed', async () => {
    const statement = await find(YEAR);
    expect(moved(statement)).toEqual([
      ['2026-01-10', 'charged', 100000, 100000],
      ['2026-02-01', 'settled', -40000, 60000],
      ['2026-02-05', 'settled', -10000, 50000],
      ['2026-02-10', 'charged', 50000, 100000],
      ['2026-02-10', 'settled', -5000, 95000],
      ['2026-03-01', 'charged', 20000, 115000],
      ['2026-03-10', 'credited', -30000, 85000],
      ['2026-03-20', 'used', 2500, 87500],
      ['2026-04-02', 'unsettled', 10000, 97500],
      ['2026-04-10', 'refunded', 4000, 101500],
    ]);
    expect(statement).toMatchObject({ opening: 0, closing: 101500, count: 10, currency: 'EUR', currencies: ['EUR', 'JPY', 'KWD'] });
    expect(statement.entries[0]).toMatchObject({ type: 'invoice', id: numbers.first.id, number: numbers.first.number, reference: 'PO 1' });
    expect(statement.entries[1]).toMatchObject({ type: 'invoice', id: numbers.first.id, reference: 'SEPA 77' });
    expect(statement.entries[9]).toMatchObject({ type: 'credit-note', id: numbers.note.id, number: numbers.note.number });
  });

  it('closes at what is open of invoices less what is left of credit notes, and says how old it is', async () => {
    await at('2026-12-31T12:00:00Z', async (browser) => {
      const { closing, ageing, credit } = await find(YEAR, browser);
      // First: 1000 − 400; second: 500 − 50 − 100; retainer: 200. Credit: 300 − 25 − 100 − 40.
      expect(ageing).toEqual({ on: '2026-12-31', notDue: 0, days30: 0, days60: 0, days90: 0, older: 115000 });
      expect([credit, closing]).toEqual([13500, 115000 - 13500]);
      const spring = await find('from=2026-03-01&to=2026-03-31', browser);
      expect(spring.ageing).toEqual({ on: '2026-03-31', notDue: 35000, days30: 20000, days60: 0, days90: 50000, older: 0 });
      expect(AGEING.reduce((sum, name) => sum + spring.ageing[name], 0) - spring.credit).toBe(spring.closing);
    });
    await at('2026-01-30T12:00:00Z', async (browser) => {
      // The year is not over: what falls due in it is not overdue today.
      expect((await find(YEAR, browser)).ageing).toMatchObject({ on: '2026-01-30', notDue: 55000, days30: 60000 });
    });
  });

  it('joins up with those before and after it', async () => {
    const months = ['2026-01-01&to=2026-01-31', '2026-02-01&to=2026-02-28', '2026-03-01&to=2026-04-02', '2026-04-03&to=2026-12-31'];
    const parts: Statement[] = [];
    for (const month of months) parts.push(await find(`from=${month}`));
    expect(parts.map(({ opening }) => opening)).toEqual([0, ...parts.slice(0, -1).map(({ closing }) => closing)]);
    expect(parts.flatMap(moved)).toEqual(moved(await find(YEAR)));
  });

  it('is in one currency, with its decimals, on the page as in PDF and CSV', async () => {
    for (const [currency, digits, shown] of [
      ['EUR', '1015.00', '€1,015.00'],
      ['JPY', '12500', '¥12,500'],
      ['KWD', '1.234', 'KWD 1.234'],
    ] as const) {
      const query = `${YEAR}&currency=${currency}`;
      const statement = await find(query);
      const csv = (await mine.get(`/statement/csv?${query}`)).text;
      const rows: string[][] = parse(csv, { bom: true, record_delimiter: '\r\n' });
      const places = currency === 'EUR' ? 2 : currency === 'JPY' ? 0 : 3;
      const major = (amount: number): string => (amount / 10 ** places).toFixed(places);
      expect(rows.slice(2, -7).map((row) => [row[0], row[5], row[6]])).toEqual(
        statement.entries.slice(0, rows.length - 9).map(({ date, amount, balance }) => [date, major(amount), major(balance)]),
      );
      expect(rows.find(([, what]) => what === 'Closing balance')?.slice(4)).toEqual([currency, '', digits]);
      const pdf = await mine.get(`/statement/pdf?${query}`);
      const { text } = await read(pdf.body as Buffer);
      expect(text).toContain(shown);
      const money = new Intl.NumberFormat('en', { style: 'currency', currency });
      for (const { amount, balance, number } of statement.entries)
        for (const said of [money.format(amount / 10 ** places), money.format(balance / 10 ** places), number])
          expect(text).toContain(said.replace(/\s/gu, ' '));
    }
  });

  it('as a file has a name, its words in the language of the contact, and no cell that a spreadsheet takes for a formula', async () => {
    const csv = await mine.get(`/statement/csv?${YEAR}`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="Statement of account 2026-01-01 . 2026-12-31 EUR\.csv"/u);
    expect(csv.text.startsWith('\uFEFFDate,Entry,Number,Reference,Currency,Amount,Balance\r\n')).toBe(true);
    expect(csv.text).toContain(`2026-04-10,"Refund, Credit note",${numbers.note.number},'=R-1,EUR,40.00,1015.00\r\n`);
    await mine.patch('/profile', { contact: { language: 'de' } });
    const { text } = await read((await mine.get(`/statement/pdf?${YEAR}`)).body as Buffer);
    for (const said of ['Kontoauszug', 'Alpine Works', 'Harbour & Sons', 'Anfangssaldo', '1.015,00 €', '1. Januar 2026', '-135,00 €'])
      expect(text).toContain(said);
    await mine.patch('/profile', { contact: { language: 'en' } });
  });

  it('leads to no credit note where customers do not see them, and adds up all the same', async () => {
    await saveSettings(app, 'preferences', { creditNotes: false });
    const { entries, closing } = await find(YEAR);
    await saveSettings(app, 'preferences', { creditNotes: true });
    expect(closing).toBe(101500);
    expect(entries.filter(({ id }) => id === null).map(({ type }) => type)).toEqual(['credit-note', 'credit-note', 'credit-note']);
  });

  it('is made as a PDF sixty times in ten minutes for a contact, and no more', async () => {
    const { contact: busy } = await createPair(app.strapi);
    const browser = await signIn(app, busy);
    expect((await browser.get(`/statement/pdf?${YEAR}`)).status).toBe(200);
    const limit = createLimiter(app.strapi, { name: 'statement-pdf', points: 60, windowSeconds: 600 });
    for (let count = 1; count < 60; count += 1) await limit.count(String(busy.id));
    expect((await browser.get(`/statement/pdf?${YEAR}`)).status).toBe(429);
    expect((await browser.get(`/statement?${YEAR}`)).status).toBe(200);
  });

  it('is nothing of others', async () => {
    const { entries, closing } = await find(YEAR, theirs);
    expect([entries.length, closing]).toEqual([1, 99900]);
    expect((await new Browser(app).get(`/statement?${YEAR}`)).status).toBe(401);
    const nobody = await signIn(app, (await createPair(app.strapi)).contact);
    expect(await find(YEAR, nobody)).toMatchObject({ currency: 'EUR', currencies: [], opening: 0, closing: 0, entries: [], credit: 0 });
  });

  it.each(['from=2026-02-01&to=2026-01-31', 'from=2026-02-30&to=2026-12-31', 'from=2026-01-01', `${YEAR}&currency=euro`])(
    'refuses %s',
    async (query) => {
      expect((await mine.get(`/statement?${query}`)).body).toMatchObject({ error: { details: { code: 'invalid-request' } } });
    },
  );

  it('tells of more entries than it has room for, and what is owed all the same', async () => {
    const pair = await createPair(app.strapi);
    const browser = await signIn(app, pair.contact);
    const model = await issued('invoice', { ...of('1'), issueDate: '2026-05-01' }, pair.customer);
    const knex = app.strapi.db.connection;
    const { id: _id, ...row } = await knex('customer_portal_invoices').where({ document_id: model.id }).first();
    const rows = Array.from({ length: STATEMENT_MOST }, (_, index) => ({ ...row, document_id: newDocumentId(), number: `M-${index}` }));
    for (let at = 0; at < rows.length; at += 20) await knex('customer_portal_invoices').insert(rows.slice(at, at + 20));
    const all = await find(YEAR, browser);
    expect(all).toMatchObject({ count: STATEMENT_MOST + 1, entries: [], opening: 0, closing: 100 * (STATEMENT_MOST + 1) });
    for (const file of ['pdf', 'csv']) {
      const { body } = await browser.get(`/statement/${file}?${YEAR}`);
      expect(body).toMatchObject({ error: { details: { code: 'invalid-request', errors: [{ code: 'too-many' }] } } });
    }
    expect((await find('from=2026-05-02&to=2026-12-31', browser)).opening).toBe(all.closing);
  });
});

describe('what Home plots', () => {
  it('is what was invoiced and what was put on invoices, by month and currency', async () => {
    await at('2026-04-30T12:00:00Z', async (browser) => {
      const { months } = (await browser.get('/overview')).body.data as Overview;
      const [eur, jpy, kwd] = months;
      expect([eur?.currency, jpy?.currency, kwd?.currency]).toEqual(['EUR', 'JPY', 'KWD']);
      expect(eur?.months.map(({ month }) => month)).toEqual([
        ...['05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2025-${month}`),
        ...['01', '02', '03', '04'].map((month) => `2026-${month}`),
      ]);
      expect(eur?.months.slice(-4).map(({ invoiced, settled }) => [invoiced, settled])).toEqual([
        [100000, 0],
        [50000, 55000],
        [20000, 10000],
        // What was taken back stands where that was done, as in the statement; of the void invoice nothing does.
        [0, -10000],
      ]);
      expect(months).toHaveLength(3);
    });
  });
});
