import fc from 'fast-check';
import { SETTLED_TYPES, type SettledType } from '../../plugin/documents/types';
import { balanceOf } from '../../plugin/rules/documents/states';
import { allocationRows, documentRows, documentsOf, minorUnitsOf, refundRows } from '../../server/src/documents';
import { migrateRows } from '../../server/src/platform/migrations';
import { ROW_MIGRATIONS } from '../../server/src/migrations';
import { PortalError } from '../../server/src/platform/errors';
import { signIn, type Browser } from '../support/client';
import { createDraft, createIssued, linesOf } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createPair, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const CM = '//content-manager/collection-types/plugin::customer-portal';
const BY = { actor: { editor: 'editor@example.org' } };
/** What a document of `createIssued` comes to. */
const TOTAL = 11900;

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let other: TestCustomer;
let mine: Browser;
let theirs: Browser;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  const [pair, second] = [await createPair(app.strapi), await createPair(app.strapi)];
  [customer, other] = [pair.customer, second.customer];
  [mine, theirs] = [await signIn(app, pair.contact), await signIn(app, second.contact)];
  await saveSettings(app, 'preferences', { salesOrders: true, creditNotes: true });
});
afterAll(() => app.stop());

const settling = () => documentsOf(app.strapi).settling;
const make = (type: SettledType, of = customer) => createIssued(app.strapi, type, of);
const put = (creditNote: string, document: string, amount: number) => ({
  creditNote,
  target: { type: 'invoice' as const, document },
  amount,
});
const rowOf = async (type: SettledType, documentId: string) => {
  const row = await documentRows(app.strapi, type).findOne({ where: { documentId } });
  return { state: row?.state, left: minorUnitsOf(row?.balance), gross: minorUnitsOf(row?.gross) };
};
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof PortalError ? error.code : String(error)),
  );

/** Every document of the customers' that is not void, by what its balance is and by what rows say. */
async function books(): Promise<{ is: number; follows: number }[]> {
  const found = [];
  for (const type of SETTLED_TYPES)
    for (const { documentId, state, gross, balance } of await documentRows(app.strapi, type).findMany({ where: {} })) {
      const standing = { releasedAt: { $null: true }, $or: [{ sourceDocument: documentId }, { targetDocument: documentId }] };
      const rows = [
        ...(await allocationRows(app.strapi).findMany({ where: standing })),
        ...(await refundRows(app.strapi).findMany({ where: { creditNote: documentId } })),
      ].map(({ amount }) => minorUnitsOf(amount));
      const follows = state === 'void' ? rows.length : balanceOf(minorUnitsOf(gross), rows);
      found.push({ is: minorUnitsOf(balance), follows });
    }
  return found;
}
async function expectBooks(): Promise<void> {
  for (const { is, follows } of await books()) expect([is, is >= 0]).toEqual([follows, true]);
}

describe('an editor', () => {
  const apply = (type: string, id: string, body: object) => editor.post(`/documents/${type}/${id}/apply`, body);

  it('puts a credit note on invoices, and takes it back; both documents follow, and the customer sees it', async () => {
    const [note, first, second] = [await make('credit-note'), await make('invoice'), await make('invoice')];
    const path = `/documents/credit-note/${note}`;
    const before = (await editor.get(`${path}/settlement`)).body.data;
    expect(before.left).toBe(TOTAL);
    expect(before.open.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([first, second]));
    const parts = [
      { type: 'invoice', document: first, amount: 10000 },
      { type: 'invoice', document: second, amount: 1900 },
    ];
    const { status, body } = await apply('credit-note', note, { left: TOTAL, parts });
    expect([status, body.data.left, body.data.applied.length]).toEqual([200, 0, 2]);
    expect(await rowOf('credit-note', note)).toMatchObject({ state: 'closed', left: 0 });
    expect(await rowOf('invoice', first)).toMatchObject({ state: 'open', left: 1900 });

    const ofNote = (await mine.get(`${path}/related`)).body.data;
    expect(ofNote.applied).toMatchObject([
      { amount: 10000, document: { id: first, type: 'invoice' } },
      { amount: 1900, document: { id: second } },
    ]);
    const ofInvoice = (await mine.get(`/documents/invoice/${first}/related`)).body.data;
    expect(ofInvoice.applied).toMatchObject([{ amount: 10000, document: { id: note, type: 'credit-note' } }]);
    expect((await mine.get(`${path}/timeline`)).body.data).toMatchObject([
      { kind: 'issued' },
      { kind: 'applied', about: { amount: 10000 } },
      { kind: 'applied' },
    ]);
    for (const one of [`${path}/related`, `/documents/invoice/${first}/related`]) expect((await theirs.get(one)).status).toBe(404);

    const { id } = body.data.applied[0];
    const [one, again] = await Promise.all([
      editor.delete(`${path}/applied/${id}`),
      editor.delete(`/documents/invoice/${first}/applied/${id}`),
    ]);
    expect([one.status, again.status].sort()).toEqual([200, expect.any(Number)]);
    expect([404, 409]).toContain(Math.max(one.status, again.status));
    expect(await rowOf('credit-note', note)).toMatchObject({ state: 'open', left: 10000 });
    expect(await rowOf('invoice', first)).toMatchObject({ left: TOTAL });
    await expectBooks();
  });

  it('puts credit notes on an invoice, and hears of what somebody else did meanwhile', async () => {
    const [note, invoice] = [await make('credit-note'), await make('invoice')];
    const body = { left: TOTAL, parts: [{ type: 'credit-note', document: note, amount: 500 }] };
    const both = await Promise.all([apply('invoice', invoice, body), apply('invoice', invoice, body)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await rowOf('invoice', invoice)).toMatchObject({ left: TOTAL - 500 });
    await saveSettings(app, 'preferences', { salesOrders: true, creditNotes: false });
    expect((await mine.get(`/documents/invoice/${invoice}/related`)).body.data.applied).toEqual([]);
    const lines = (await mine.get(`/documents/invoice/${invoice}/timeline`)).body.data;
    expect(lines.at(-1)).toMatchObject({ kind: 'credited', about: { amount: 500, number: '' } });
    expect((await mine.get(`/documents/credit-note/${note}/related`)).status).toBe(403);
    await saveSettings(app, 'preferences', { salesOrders: true, creditNotes: true });
  });

  it.each([
    ['more than is left of the invoice', async () => [await make('credit-note'), await make('invoice'), TOTAL + 1] as const],
    ["another customer's invoice", async () => [await make('credit-note'), await make('invoice', other), 1] as const],
    [
      'an invoice in another currency',
      async () => {
        const { documentId } = await createDraft(app.strapi, 'invoice', customer, { currency: 'USD' });
        await documentsOf(app.strapi).issue('invoice', documentId);
        return [await make('credit-note'), documentId, 1] as const;
      },
    ],
    ['a draft', async () => [await make('credit-note'), (await createDraft(app.strapi, 'invoice', customer)).documentId, 1] as const],
    [
      'what is void',
      async () => {
        const invoice = await make('invoice');
        await documentsOf(app.strapi).void('invoice', invoice);
        return [await make('credit-note'), invoice, 1] as const;
      },
    ],
  ])('cannot put a credit note on %s', async (_what, parts) => {
    const [note, document, amount] = await parts();
    const refused = await apply('credit-note', note, { left: TOTAL, parts: [{ type: 'invoice', document, amount }] });
    expect([refused.status, refused.body.error.details.code]).toEqual([409, 'conflict']);
    expect(await rowOf('credit-note', note)).toMatchObject({ state: 'open', left: TOTAL });
  });

  it('refunds what is left, and no more; a credit note in use is not voided, and is told why', async () => {
    const note = await make('credit-note');
    const refund = (body: object) =>
      editor.post(`/documents/credit-note/${note}/refunds`, { left: TOTAL, date: '2026-11-30', reference: 'Bank 7', ...body });
    expect((await refund({ amount: TOTAL + 1 })).status).toBe(409);
    expect((await refund({ amount: 900 })).status).toBe(201);
    expect((await refund({ amount: 900 })).status).toBe(409);
    expect((await mine.get(`/documents/credit-note/${note}/related`)).body.data.refunds).toMatchObject([
      { date: '2026-11-30', amount: 900, reference: 'Bank 7' },
    ]);
    const refused = await editor.post(`/documents/credit-note/${note}/void`);
    expect([refused.status, refused.body.error.details]).toMatchObject([409, { code: 'conflict', errors: [{ path: ['applied'] }] }]);
    expect((await editor.get('/activity?kind=credit-refunded')).status).toBe(200);
    await expectBooks();
  });

  it('puts nothing on a document before its own date', async () => {
    const draft = await createDraft(app.strapi, 'credit-note', customer, { issueDate: '2099-03-10' });
    await documentsOf(app.strapi).issue('credit-note', draft.documentId);
    const invoice = await make('invoice');
    await settling().apply([put(draft.documentId, invoice, 100)], { actor: { system: true } });
    expect((await mine.get(`/documents/invoice/${invoice}/related`)).body.data.applied).toMatchObject([{ date: '2099-03-10' }]);
  });

  it('may do nothing without changing both documents', async () => {
    const [note, invoice] = [await make('credit-note'), await make('invoice')];
    const reader = await createEditor(app, ['documents.issue', 'documents.write']);
    const body = { left: TOTAL, parts: [{ type: 'invoice', document: invoice, amount: 1 }] };
    expect((await reader.post(`/documents/credit-note/${note}/apply`, body)).status).toBe(404);
  });

  it('voids an invoice: credit notes have again what was on it', async () => {
    const [note, invoice] = [await make('credit-note'), await make('invoice')];
    await settling().apply([put(note, invoice, TOTAL)], BY);
    await settling().settleOutside({ type: 'credit-note', document: note }, 0);
    expect((await editor.post(`/documents/invoice/${invoice}/void`)).status).toBe(200);
    expect(await rowOf('credit-note', note)).toMatchObject({ state: 'open', left: TOTAL });
    await expectBooks();
  });

  it('deletes no customer that has issued documents; drafts go with one that has none', async () => {
    const { customer: kept } = await createPair(app.strapi);
    const { customer: gone } = await createPair(app.strapi);
    await make('invoice', kept);
    const draft = await createDraft(app.strapi, 'invoice', gone);
    const refused = await editor.delete(`${CM}.customer/${kept.documentId}`);
    expect([refused.status, refused.body.error.message]).toEqual([400, expect.stringContaining('portal access')]);
    expect((await editor.delete(`${CM}.customer/${gone.documentId}`)).status).toBe(200);
    expect(await documentRows(app.strapi, 'invoice').count({ where: { documentId: draft.documentId } })).toBe(0);
    expect(await documentRows(app.strapi, 'invoice').count({ where: { customer: { id: kept.id } } })).toBe(1);
  });

  it('says when a confirmed order was shipped, and nothing else of it', async () => {
    const order = await createIssued(app.strapi, 'sales-order', customer);
    const path = `${CM}.sales-order/${order}`;
    expect((await editor.put(path, { shippedOn: '2026-11-29', shipment: 'Parcel, https://parcel.example/1' })).status).toBe(200);
    expect((await editor.put(path, { notes: 'Other' })).status).toBe(400);
    const { data } = (await mine.get(`/documents/sales-order/${order}`)).body;
    expect(data).toMatchObject({ state: 'confirmed', shipment: { on: '2026-11-29', text: 'Parcel, https://parcel.example/1' } });
    const { id } = await documentsOf(app.strapi).invoiceOf('sales-order', order);
    expect((await mine.get(`/documents/sales-order/${order}/related`)).body.data.invoice).toBeNull();
    await documentsOf(app.strapi).issue('invoice', id);
    expect((await mine.get(`/documents/sales-order/${order}/related`)).body.data.invoice).toMatchObject({ id, state: 'open' });
    expect((await mine.get(`/documents/invoice/${id}/related`)).body.data.origin).toMatchObject({ id: order, type: 'sales-order' });
    await saveSettings(app, 'preferences', { salesOrders: false, creditNotes: true });
    expect((await mine.get(`/documents/invoice/${id}/related`)).body.data.origin).toBeNull();
    await saveSettings(app, 'preferences', { salesOrders: true, creditNotes: true });
  });
});

describe('at the same time', () => {
  it('a credit note is never put on more than it comes to', async () => {
    const [note, ...invoices] = await Promise.all([
      make('credit-note'),
      make('invoice'),
      make('invoice'),
      make('invoice'),
      make('invoice'),
    ]);
    const tries = Array.from({ length: 20 }, (_, index) => codeOf(settling().apply([put(note, invoices[index % 4] ?? '', 2000)], BY)));
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'done')).toHaveLength(5);
    expect(new Set(codes)).toEqual(new Set(['done', 'conflict']));
    expect(await rowOf('credit-note', note)).toMatchObject({ left: 1900 });
    await expectBooks();
  });

  it('an invoice is void, or has a credit note on it', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [note, invoice] = [await make('credit-note'), await make('invoice')];
      const codes = await Promise.all([
        codeOf(settling().apply([put(note, invoice, 100)], BY)),
        codeOf(documentsOf(app.strapi).void('invoice', invoice)),
        codeOf(documentsOf(app.strapi).void('credit-note', note)),
      ]);
      for (const code of codes) expect(['done', 'conflict']).toContain(code);
      expect(codes[1]).toBe('done');
    }
    await expectBooks();
  });
});

test('whatever happens, balances are totals less what rows say', async () => {
  const { customer: whose } = await createPair(app.strapi);
  const step = fc.record({
    what: fc.constantFrom('apply', 'apply', 'back', 'refund', 'outside', 'void-invoice', 'void-note'),
    note: fc.nat(2),
    invoice: fc.nat(2),
    amount: fc.integer({ min: 1, max: TOTAL }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
      const [notes, invoices] = [[] as string[], [] as string[]];
      for (let index = 0; index < 3; index += 1) {
        notes.push(await make('credit-note', whose));
        invoices.push(await make('invoice', whose));
      }
      for (const { what, amount, ...which } of steps) {
        const [note, invoice] = [notes[which.note] ?? '', invoices[which.invoice] ?? ''];
        const on = await allocationRows(app.strapi).findOne({ where: { sourceDocument: note, releasedAt: { $null: true } } });
        const work = {
          apply: () => settling().apply([put(note, invoice, amount)], BY),
          back: () => settling().takeBack(on?.documentId ?? 'none', BY.actor),
          refund: () => settling().refund(note, { amount, reference: '' }, BY),
          outside: () => settling().settleOutside({ type: 'invoice', document: invoice }, amount),
          'void-invoice': () => documentsOf(app.strapi).void('invoice', invoice),
          'void-note': () => documentsOf(app.strapi).void('credit-note', note),
        }[what];
        expect(['done', 'conflict', 'not-found']).toContain(await codeOf(work()));
      }
      await expectBooks();
    }),
    { numRuns: 4 },
  );
});

test('an update gives balances that were but a number the row that they follow from, once', async () => {
  const [invoice, note, closed, draft] = [
    await make('invoice', other),
    await make('credit-note', other),
    await make('credit-note', other),
    (await createDraft(app.strapi, 'invoice', other, { lines: linesOf({ rate: '10' }) })).documentId,
  ];
  const was = (type: SettledType, documentId: string, data: object) =>
    documentRows(app.strapi, type).updateMany({ where: { documentId }, data: { ...data } });
  await was('invoice', invoice, { balance: '4000', issueDate: '2026-03-01' });
  await was('credit-note', note, { balance: '0' });
  await was('credit-note', closed, { state: 'closed' });
  await was('invoice', draft, { balance: '1' });
  for (let run = 0; run < 2; run += 1) {
    await app.strapi.store({ type: 'plugin', name: 'customer-portal', key: 'balances-follow' }).delete({});
    await migrateRows(app.strapi, ROW_MIGRATIONS);
  }
  expect(await allocationRows(app.strapi).findMany({ where: { targetDocument: invoice } })).toMatchObject([
    { amount: expect.anything(), date: '2026-03-01', sourceType: 'outside' },
  ]);
  expect(await rowOf('invoice', invoice)).toMatchObject({ left: 4000 });
  expect([(await rowOf('credit-note', note)).state, (await rowOf('credit-note', closed)).left]).toEqual(['closed', 0]);
  expect(await rowOf('invoice', draft)).toMatchObject({ left: 1190 });
  await expectBooks();
});
