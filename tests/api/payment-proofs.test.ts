import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import request, { type Response } from 'supertest';
import { customerContract, editorContract } from '../../plugin/contract';
import type { PaymentDetail, PaymentProof } from '../../plugin/contract/customer/payments';
import type { EditorPayment, EditorPaymentRow } from '../../plugin/contract/editor/payments';
import { LINK_HEADER } from '../../plugin/plugin-id';
import { PROOFS_MAX } from '../../plugin/payments/limits';
import { documentsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { API, Browser, signIn } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createDraft, createLinked } from '../support/documents';
import { ADMIN_API, createEditor, type Editor } from '../support/editor';
import { errorsOf, PIXEL } from '../support/modules';
import { createContact, createPair, giveRole, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const MB = 1024 * 1024;
const BY_LINK = '/public-link/payments';
const DAY = 24 * 3600 * 1000;
const TOTAL = 11900;
const PROOFS = 'plugin::customer-portal.payment-proof';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
const folder = mkdtempSync(path.join(os.tmpdir(), 'customer-portal-proofs-'));

/** What happens while a file is looked at: it was taken in by then, and is not written down yet. */
let meanwhile: (() => Promise<unknown>) | undefined;
let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;
let colleague: Browser;
let viewer: Browser;
let theirs: Browser;

const roleOf = async (role: 'billing' | 'viewer'): Promise<Browser> => {
  const one = await createContact(app.strapi, [customer]);
  await giveRole(app.strapi, one, role);
  return signIn(app, one);
};

beforeAll(async () => {
  const scan = async ({ name }: { name: string }): Promise<boolean> => {
    await meanwhile?.();
    return name !== 'virus.png';
  };
  app = await startApp({ quiet: true, config: { files: { directory: folder, maxBytes: MB, perCustomerBytes: 2 * MB, scan } } });
  editor = await createEditor(app);
  ({ customer, contact } = await createPair(app.strapi, { contact: { firstName: 'Ada', lastName: 'King' } }));
  mine = await signIn(app, contact);
  [colleague, viewer] = [await roleOf('billing'), await roleOf('viewer')];
  theirs = await signIn(app, (await createPair(app.strapi)).contact);
  await saveSettings(app, 'payments', {
    onlinePayments: true,
    bankTransfer: true,
    transferHolder: 'Halden Marsh',
    transferIban: 'DE89370400440532013000',
  });
  await saveSettings(app, 'public-links', { publicLinks: true });
});
beforeEach(() => app.settle());
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const kept = (): number => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
const dataOf = <T>(response: Response): T => (response.body as { data: T }).data;

async function transfer(): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', customer);
  await documentsOf(app.strapi).issue('invoice', documentId);
  const parts = [{ type: 'invoice', document: documentId, amount: TOTAL, left: TOTAL }];
  const response = await mine.post('/payments', { currency: 'EUR', parts, with: { provider: 'transfer', save: false } });
  expect([response.status, response.body]).toEqual([201, response.body]);
  return dataOf<PaymentDetail>(response).id;
}
async function linked() {
  const { token } = await createLinked(app.strapi, 'invoice', customer);
  const visitor = new Browser(app).with({ [LINK_HEADER]: token });
  const body = { currency: 'EUR', amount: TOTAL, left: TOTAL, provider: 'transfer' };
  return { visitor, id: dataOf<PaymentDetail>(await visitor.post('/public-link/payments', body)).id };
}

const send = (browser: Browser, payment: string, name = 'proof.png', bytes: Uint8Array = PIXEL, base = '/payments'): Promise<Response> =>
  browser
    .prepare('post', `${base}/${payment}/proofs?${new URLSearchParams({ name }).toString()}`)
    .set('content-type', 'application/octet-stream')
    .send(Buffer.from(bytes));
async function added(browser: Browser, payment: string, name?: string, bytes: Uint8Array = PIXEL, base?: string): Promise<PaymentProof> {
  const response = await send(browser, payment, name, bytes, base);
  expect([response.status, response.body]).toEqual([201, response.body]);
  return customerContract['payment-proofs'].create.response.parse(dataOf(response));
}
const seen = async (browser: Browser, payment: string, base = '/payments') =>
  customerContract[base === BY_LINK ? 'link-payments' : 'payments'].findOne.response.parse(dataOf(await browser.get(`${base}/${payment}`)))
    .proofs;
const codeOf = (response: Response): string => (response.body as { error: { details: { code: string } } }).error.details.code;
const confirmed = (payment: string): Promise<Response> =>
  editor.post(`/payments/${payment}/confirmation`, { amount: TOTAL, date: '2026-11-30', reference: '' });

describe('a contact who transfers money', () => {
  it('sends proofs, which its customer sees, downloads as attachments, and nobody else', async () => {
    const payment = await transfer();
    expect(await seen(mine, payment)).toEqual({ rows: [], mayAdd: true, most: PROOFS_MAX, fileBytes: MB });
    const { id } = await added(mine, payment, '..\\Überweisung\u202E.PDF', PDF);
    expect(await seen(mine, payment)).toMatchObject({ rows: [{ id, mime: 'application/pdf', size: PDF.length, mayRemove: true }] });
    for (const browser of [colleague, viewer]) {
      expect(await seen(browser, payment)).toMatchObject({ rows: [{ id, mayRemove: false }], mayAdd: false });
      const file = await browser.get(`/payments/${payment}/proofs/${id}`);
      expect(file.status).toBe(200);
      expect(file.headers).toMatchObject({
        'content-disposition': expect.stringMatching(/^attachment;/u),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
      });
      expect(Buffer.compare(file.body as Buffer, PDF)).toBe(0);
    }
    const row = await app.strapi.db.query(PROOFS).findOne({ where: { documentId: id } });
    expect(row.name).not.toMatch(/[\\/\u202E]/u);
    const other = await transfer();
    await expectUntouched(app, async () => {
      expect((await request(app.server).get(`${API}/payments/${payment}/proofs/${id}`)).status).toBe(401);
      expect((await send(theirs, payment)).status).toBe(404);
      for (const refused of [
        await theirs.get(`/payments/${payment}/proofs/${id}`),
        await theirs.delete(`/payments/${payment}/proofs/${id}`),
      ])
        expect(refused.status).toBe(404);
      // It is one of another payment of the same customer's.
      expect((await mine.get(`/payments/${other}/proofs/${id}`)).status).toBe(404);
      expect((await mine.delete(`/payments/${other}/proofs/${id}`)).status).toBe(404);
      for (const browser of [colleague, viewer]) expect((await send(browser, payment)).status).toBe(403);
      expect((await colleague.delete(`/payments/${payment}/proofs/${id}`)).status).toBe(403);
    });
  });

  it('says itself that the money is on its way: a proof alone does not', async () => {
    const payment = await transfer();
    await added(mine, payment);
    const before = dataOf<PaymentDetail>(await mine.get(`/payments/${payment}`));
    expect(before.next).toMatchObject({ kind: 'instructions', told: false });
    const { rows } = dataOf<{ rows: EditorPaymentRow[] }>(await editor.get('/payments'));
    expect(rows.find(({ id }) => id === payment)).toMatchObject({ attention: null, proofs: 1 });
    expect(dataOf<PaymentDetail>(await mine.post(`/payments/${payment}/transfer`)).next).toMatchObject({ told: true });
    // Still: what proves it better may come later.
    await added(mine, payment, 'second.pdf', PDF);
  });

  it.each([
    ['that is no picture and no PDF', 'page.txt', Buffer.from('paid'), 'wrong-file-kind'],
    ['whose bytes are of another type than its name says', 'proof.pdf', PIXEL, 'wrong-file-type'],
    ['of a type that browsers run', 'proof.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'wrong-file-type'],
    ['that is empty', 'proof.png', Buffer.alloc(0), 'empty-file'],
    ['that the scanner refuses', 'virus.png', PIXEL, 'unsafe-file'],
  ])('is refused a file %s, and nothing stays of it', async (_, name, bytes, code) => {
    const payment = await transfer();
    const files = kept();
    await expectUntouched(app, async () => {
      const response = await send(mine, payment, name, bytes);
      expect([response.status, errorsOf(response)[0]?.[1]]).toEqual([400, code]);
    });
    expect(kept()).toBe(files);
  });

  it('is refused a file that is too large', async () => {
    const payment = await transfer();
    expect((await send(mine, payment, 'proof.png', Buffer.concat([PIXEL, Buffer.alloc(MB)]))).status).toBe(413);
  });

  it(`sends ${PROOFS_MAX} at most, also when several come at once`, async () => {
    const payment = await transfer();
    for (let sent = 1; sent < PROOFS_MAX; sent += 1) await added(mine, payment);
    const responses = await Promise.all(Array.from({ length: 4 }, () => send(mine, payment, 'proof.pdf', PDF)));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
    expect(errorsOf(responses.find(({ status }) => status === 400)!)[0]?.[1]).toBe('too-many');
    expect((await seen(mine, payment))?.rows).toHaveLength(PROOFS_MAX);
  });

  it('removes what it sent, once, and its bytes go', async () => {
    const payment = await transfer();
    const { id } = await added(mine, payment);
    const files = kept();
    const answers = await Promise.all([1, 2].map(() => mine.delete(`/payments/${payment}/proofs/${id}`)));
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect(answers.map(({ status }) => status)).toContain(200);
    await app.settle();
    expect(kept()).toBe(files - 1);
    expect((await seen(mine, payment))?.rows).toEqual([]);
    const detail = dataOf<EditorPayment>(await editor.get(`/payments/${payment}`));
    expect(detail.events.map(({ kind }) => kind)).toEqual(['begun', 'verdict', 'proof-added', 'proof-removed']);
    const where = { email: contact.email, kind: { $startsWith: 'payment-proof' }, detail: { $endsWith: ': proof.png' } };
    expect(await app.strapi.db.query('plugin::customer-portal.activity').count({ where })).toBeGreaterThan(1);
  });

  it('sent again after an answer that was lost, it is one file', async () => {
    const payment = await transfer();
    const again = () => send(mine.with({ 'idempotency-key': `proof-${payment}` }), payment);
    const [one, two] = [await again(), await again()];
    expect(dataOf(one)).toEqual(dataOf(two));
    expect((await seen(mine, payment))?.rows).toHaveLength(1);
  });

  it('keeps the proofs once the transfer is settled or given up, and changes nothing any more', async () => {
    const [paid, ended] = [await transfer(), await transfer()];
    const [one, two] = [await added(mine, paid), await added(mine, ended)];
    expect((await confirmed(paid)).status).toBe(200);
    expect((await mine.post(`/payments/${ended}/cancellation`)).status).toBe(200);
    for (const [payment, { id }] of [
      [paid, one],
      [ended, two],
    ] as const) {
      expect(await seen(mine, payment)).toMatchObject({ rows: [{ id, mayRemove: false }], mayAdd: false });
      await expectUntouched(app, async () => {
        for (const refused of [await send(mine, payment), await mine.delete(`/payments/${payment}/proofs/${id}`)])
          expect([refused.status, codeOf(refused)]).toEqual([409, 'conflict']);
      });
      expect((await mine.get(`/payments/${payment}/proofs/${id}`)).status).toBe(200);
    }
  });

  it('has no room for more than other files have', async () => {
    const payment = await transfer();
    const big = Buffer.concat([PIXEL, Buffer.alloc(MB - PIXEL.length - 10)]);
    const statuses = [];
    for (let sent = 0; sent < 3; sent += 1) statuses.push((await send(mine, payment, 'proof.png', big)).status);
    expect(statuses).toContain(413);
    await app.strapi.db.query(PROOFS).deleteMany({ where: { payment } });
  });
});

describe('upload against what settles', () => {
  it.each([
    ['a confirmation', (payment: string) => confirmed(payment)],
    ['a cancellation', (payment: string) => mine.post(`/payments/${payment}/cancellation`)],
  ])('%s decides: what was taken in before it stays, what comes after is refused', async (_, settle) => {
    for (let round = 0; round < 4; round += 1) {
      const payment = await transfer();
      const answers = await Promise.all([send(mine, payment), settle(payment), send(mine, payment)]);
      expect(answers[1].status).toBe(200);
      const statuses = [answers[0].status, answers[2].status];
      for (const status of statuses) expect([201, 409]).toContain(status);
      const { events } = dataOf<EditorPayment>(await editor.get(`/payments/${payment}`));
      const kinds = events.map(({ kind, state }) => (kind === 'proof-added' ? kind : state));
      // No proof is written down behind what settled it.
      expect(['succeeded', 'canceled']).toContain(kinds.at(-1));
      expect(kinds.filter((kind) => kind === 'proof-added')).toHaveLength(statuses.filter((status) => status === 201).length);
      expect(await app.strapi.db.query(PROOFS).count({ where: { payment } })).toBe(statuses.filter((status) => status === 201).length);
    }
  });
});

describe('a transfer that is settled while a file arrives', () => {
  it.each([
    ['confirmed', (payment: string) => confirmed(payment)],
    ['given up', (payment: string) => mine.post(`/payments/${payment}/cancellation`)],
  ])('and %s takes it no more, and nothing stays of it', async (_, settle) => {
    const payment = await transfer();
    await app.settle();
    const files = kept();
    meanwhile = async () => {
      meanwhile = undefined;
      expect((await settle(payment)).status).toBe(200);
    };
    const response = await send(mine, payment);
    expect([response.status, codeOf(response)]).toEqual([409, 'conflict']);
    await app.settle();
    expect([kept(), await app.strapi.db.query(PROOFS).count({ where: { payment } })]).toEqual([files, 0]);
  });
});

describe('whoever holds the link by which a transfer was begun', () => {
  it('sends and removes proofs of it, sees those alone, and says that it was made; other links see nothing', async () => {
    const { visitor, id } = await linked();
    const other = await linked();
    const proof = await added(visitor, id, 'proof.pdf', PDF, BY_LINK);
    expect(await seen(visitor, id, BY_LINK)).toMatchObject({ rows: [{ id: proof.id, mayRemove: true }], mayAdd: true });
    expect((await visitor.get(`${BY_LINK}/${id}/proofs/${proof.id}`)).headers['content-disposition']).toMatch(/^attachment/u);
    await expectUntouched(app, async () => {
      expect((await send(other.visitor, id, 'a.png', PIXEL, BY_LINK)).status).toBe(404);
      expect((await other.visitor.get(`${BY_LINK}/${id}/proofs/${proof.id}`)).status).toBe(404);
      expect((await other.visitor.get(`${BY_LINK}/${other.id}/proofs/${proof.id}`)).status).toBe(404);
      expect((await other.visitor.delete(`${BY_LINK}/${id}/proofs/${proof.id}`)).status).toBe(404);
      expect((await other.visitor.post(`${BY_LINK}/${id}/transfer`)).status).toBe(404);
      expect((await theirs.get(`/payments/${id}/proofs/${proof.id}`)).status).toBe(404);
    });
    // Contacts of the customer see what came by the link, and leave it.
    expect(await seen(mine, id)).toMatchObject({ rows: [{ id: proof.id, mayRemove: false }], mayAdd: false });
    expect((await mine.delete(`/payments/${id}/proofs/${proof.id}`)).status).toBe(403);
    expect(dataOf<PaymentDetail>(await visitor.post(`${BY_LINK}/${id}/transfer`)).next).toMatchObject({ told: true });
    expect(dataOf<{ rows: EditorPaymentRow[] }>(await editor.get('/payments?attention=true')).rows).toEqual(
      expect.arrayContaining([expect.objectContaining({ id, attention: 'to-confirm', proofs: 1 })]),
    );
    expect((await visitor.delete(`${BY_LINK}/${id}/proofs/${proof.id}`)).status).toBe(200);
    // What a stranger says keeps nobody of the customer from paying.
    expect((await colleague.post(`/payments/${id}/cancellation`)).status).toBe(200);
  });

  it('sees nothing of what a contact sent who began it with the link and is signed in', async () => {
    const { token } = await createLinked(app.strapi, 'invoice', customer);
    const body = { currency: 'EUR', amount: TOTAL, left: TOTAL, provider: 'transfer' };
    const { id } = dataOf<PaymentDetail>(await mine.with({ [LINK_HEADER]: token }).post('/public-link/payments', body));
    const proof = await added(mine, id);
    const stranger = new Browser(app).with({ [LINK_HEADER]: token });
    expect(await seen(stranger, id, BY_LINK)).toMatchObject({ rows: [] });
    expect((await stranger.get(`${BY_LINK}/${id}/proofs/${proof.id}`)).status).toBe(404);
    expect((await stranger.delete(`${BY_LINK}/${id}/proofs/${proof.id}`)).status).toBe(404);
    expect(await seen(mine, id)).toMatchObject({ rows: [{ id: proof.id, mayRemove: true }] });
  });

  it('fills neither the room of the customer nor more than its own', async () => {
    const { visitor, id } = await linked();
    await added(visitor, id, 'proof.png', PIXEL, BY_LINK);
    const { link } = (await app.strapi.db.query(PROOFS).findOne({ where: { payment: id } })) as { link: number };
    const row = {
      payment: 'x',
      link,
      name: 'x',
      mime: 'image/png',
      size: 1,
      key: 'x',
      sha256: 'x',
      addedAt: new Date(),
      customer: customer.id,
    };
    await app.strapi.db.query(PROOFS).createMany({ data: Array.from({ length: 19 }, (_, at) => ({ ...row, documentId: `extra${at}` })) });
    const response = await send(visitor, id, 'proof.png', PIXEL, BY_LINK);
    expect([response.status, codeOf(response)]).toEqual([403, 'no-room']);
    await app.strapi.db.query(PROOFS).deleteMany({ where: { payment: 'x' } });
    await added(visitor, id, 'proof.png', PIXEL, BY_LINK);
  });
});

describe('editors', () => {
  it('see and download the proofs of payments that they see, and of no others', async () => {
    const payment = await transfer();
    const { id } = await added(mine, payment, 'proof.pdf', PDF);
    const detail = editorContract['editor-payments'].findOne.response.parse(dataOf(await editor.get(`/payments/${payment}`)));
    expect(detail.proofs).toEqual([expect.objectContaining({ id, name: 'proof.pdf', by: 'Ada King' })]);
    const file = await editor.get(`/payments/${payment}/proofs/${id}`);
    expect([file.status, file.headers['content-disposition']]).toEqual([200, 'attachment; filename="proof.pdf"']);
    expect((await request(app.server).get(`${ADMIN_API}/payments/${payment}/proofs/${id}`)).status).toBe(401);
    const [blind, without] = [await createEditor(app, ['payments.read']), await createEditor(app, ['payments.record'])];
    expect((await blind.get(`/payments/${payment}/proofs/${id}`)).status).toBe(403);
    expect((await without.get(`/payments/${payment}/proofs/${id}`)).status).toBe(403);
    expect((await editor.get(`/payments/${await transfer()}/proofs/${id}`)).status).toBe(404);
  });
});

describe('clean-up', () => {
  it('removes proofs of what came to nothing long ago, and keeps those of what was paid', async () => {
    const [paid, ended] = [await transfer(), await transfer()];
    await added(mine, paid);
    await added(mine, ended);
    await confirmed(paid);
    await mine.post(`/payments/${ended}/cancellation`);
    const left = () => app.strapi.db.query(PROOFS).count({ where: { payment: { $in: [paid, ended] } } });
    const clean = (days: number) => atOneInstant(() => paymentsOf(app.strapi).proofs.cleanUp(), new Date(Date.now() + days * DAY));
    await clean(89);
    expect(await left()).toBe(2);
    await clean(91);
    expect([await left(), await app.strapi.db.query(PROOFS).count({ where: { payment: paid } })]).toEqual([1, 1]);
  });

  it('removes those whose customer was deleted past Strapi, with their bytes', async () => {
    const payment = await transfer();
    await added(mine, payment);
    const files = kept();
    await app.strapi.db.query(PROOFS).updateMany({ where: { payment }, data: { customer: null } });
    await paymentsOf(app.strapi).proofs.cleanUp();
    await app.settle();
    expect([await app.strapi.db.query(PROOFS).count({ where: { payment } }), kept()]).toEqual([0, files - 1]);
  });
});
