import { createHash, randomUUID } from 'node:crypto';
import type { DocumentDetail } from '../../plugin/contract/customer/documents';
import { signedText } from '../../server/src/documents/answers';
import { documentsOf } from '../../server/src/documents';
import type { DocumentRow } from '../../server/src/documents/rows';
import type { LinkParty } from '../../server/src/kernel/party';
import { inTransaction, table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { signIn, type Browser } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createContact, createPair, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let mine: Browser;
let theirs: Browser;
let email: string;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  const pair = await createPair(app.strapi);
  customer = pair.customer;
  email = pair.contact.email;
  mine = await signIn(app, pair.contact);
  theirs = await signIn(app, (await createPair(app.strapi)).contact);
});
afterAll(() => app.stop());

const quote = async (data: Record<string, unknown> = {}, whose: TestCustomer = customer): Promise<string> => {
  const { documentId } = await createDraft(app.strapi, 'quote', whose, data);
  await documentsOf(app.strapi).issue('quote', documentId);
  return documentId;
};
const seen = async (id: string, browser = mine): Promise<DocumentDetail> =>
  (await browser.get(`/documents/quote/${id}`)).body.data as DocumentDetail;
const rowOf = (id: string): Promise<DocumentRow | null> => table<DocumentRow>(app.strapi, UID.quote).findOne({ where: { documentId: id } });
const codeOf = ({ body }: { body: { error?: { details?: { code?: string } } } }) => body.error?.details?.code;
const accept = (id: string, body: object = {}, browser = mine) =>
  browser.post(`/documents/quote/${id}/accept`, { revision: 1, name: 'Ada Lovelace', ...body });
const decline = (id: string, body: object = {}, browser = mine) =>
  browser.post(`/documents/quote/${id}/decline`, { revision: 1, reason: 'Too dear', ...body });

describe('a customer answers a quote', () => {
  it('accepts it: name, signature, time, address, browser and the hash of what was signed are kept', async () => {
    const id = await quote({ reference: 'PO 1', notes: 'Grüße\n„Zitat“' });
    const before = await seen(id);
    expect(before).toMatchObject({ state: 'sent', may: { accept: true, decline: true }, answer: null });
    const drawing = 'M10 20L30 40L50 20M60 60';
    const answered = await accept(
      id,
      { revision: before.revision, name: '  Ada Lovelace ', drawing },
      mine.with({ 'user-agent': 'Tests' }),
    );
    expect(answered.status).toBe(200);
    expect(answered.body.data).toMatchObject({
      state: 'accepted',
      may: { accept: false, decline: false },
      answer: { kind: 'accepted', name: 'Ada Lovelace', drawing, reason: '' },
    });
    expect(await seen(id)).toEqual(answered.body.data);
    const row = await rowOf(id);
    if (!row) throw new Error('The quote is gone.');
    expect(row.answer).toMatchObject({ email, byLink: false, userAgent: 'Tests', revision: before.revision });
    expect(row.answer?.ip).toMatch(/127\.0\.0\.1|::1/u);
    expect(row.answer?.sha256).toBe(createHash('sha256').update(signedText(row)).digest('hex'));
    expect((await mine.get('/documents/quote?state=accepted')).body).toMatchObject({ data: { rows: [{ id }] } });
    const timeline = (await mine.get(`/documents/quote/${id}/timeline`)).body.data as { kind: string; mine: boolean }[];
    expect(timeline).toContainEqual(expect.objectContaining({ kind: 'accepted', mine: true }));
  });

  it('declines it with a reason, which editors read in its history', async () => {
    const id = await quote();
    expect((await decline(id, { reason: 'Too dear,\nand too late' })).body.data).toMatchObject({
      state: 'declined',
      answer: { kind: 'declined', reason: 'Too dear,\nand too late', drawing: null },
    });
    const { body } = await editor.get(`/documents/quote/${id}/timeline`);
    expect(JSON.stringify(body)).toContain('and too late');
    expect((await mine.get('/documents/quote?state=declined')).body).toMatchObject({ data: { rows: [{ id }] } });
  });

  it('answers once: what was decided on stays as it is', async () => {
    const id = await quote();
    expect((await accept(id)).status).toBe(200);
    const { answer } = await seen(id);
    for (const again of [accept(id, { name: 'Somebody else' }), decline(id)]) expect(codeOf(await again)).toBe('conflict');
    expect((await seen(id)).answer).toEqual(answer);
  });

  it('is answered the same when a request comes twice', async () => {
    const id = await quote();
    const browser = mine.with({ 'idempotency-key': randomUUID() });
    const [first, second] = [await accept(id, {}, browser), await accept(id, {}, browser)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });

  it('does not sign what it has not seen, nor what is over', async () => {
    const changed = await quote();
    await table(app.strapi, UID.quote).updateMany({ where: { documentId: changed }, data: { revision: 2 } });
    const expired = await quote({ untilDate: '2026-01-31', issueDate: '2026-01-01' });
    const voided = await quote();
    await documentsOf(app.strapi).void('quote', voided);
    for (const id of [changed, expired, voided]) {
      await expectUntouched(app, async () => {
        expect(codeOf(await accept(id))).toBe('conflict');
        expect(codeOf(await decline(id))).toBe('conflict');
      });
    }
    expect(await seen(expired)).toMatchObject({ state: 'expired', may: { accept: false, decline: false } });
    expect((await mine.get('/documents/quote?state=expired')).body).toMatchObject({ data: { rows: [{ id: expired }] } });
    expect((await accept(changed, { revision: 2 })).status).toBe(200);
  });

  it('has until the end of the last day, in the time zone of the organisation', async () => {
    const lastDay = { untilDate: '2026-06-30', issueDate: '2026-06-01' };
    const [inTime, late] = [await quote(lastDay), await quote(lastDay)];
    await saveSettings(app, 'general', { timeZone: 'Pacific/Honolulu' });
    const party = partyOf(late);
    const answer = (id: string, at: string) =>
      atOneInstant(
        () =>
          documentsOf(app.strapi).quotes.accept(
            { party: { ...party, documentId: id }, name: 'Ada', http: { ip: '192.0.2.1', userAgent: '' } },
            id,
            { revision: 1 },
            (work) => inTransaction(app.strapi, work),
          ),
        new Date(at),
      );
    await answer(inTime, '2026-07-01T09:59:59Z');
    expect(await rowOf(inTime)).toMatchObject({ state: 'accepted' });
    await expect(answer(late, '2026-07-01T10:00:00Z')).rejects.toMatchObject({ code: 'conflict' });
    await saveSettings(app, 'general', { timeZone: 'UTC' });
  });

  it("answers no other customer's, and nothing that is no quote", async () => {
    const id = await quote();
    const { documentId: draft } = await createDraft(app.strapi, 'quote', customer);
    const { documentId: invoice } = await createDraft(app.strapi, 'invoice', customer);
    await documentsOf(app.strapi).issue('invoice', invoice);
    await expectUntouched(app, async () => {
      for (const way of [accept, decline]) {
        expect((await way(id, {}, theirs)).status).toBe(404);
        for (const other of [draft, invoice]) expect((await way(other)).status).toBe(404);
      }
    });
  });

  it('wants a name, and a signature that is one', async () => {
    const id = await quote();
    for (const wrong of [
      { name: ' ' },
      { name: 'x'.repeat(101) },
      { drawing: 'M1 1"/><script>' },
      { drawing: '' },
      { drawing: 'M1 2'.repeat(5001) },
    ])
      expect((await accept(id, wrong)).status).toBe(400);
    expect((await decline(id, { reason: 'x'.repeat(2001) })).status).toBe(400);
    expect((await seen(id)).answer).toBeNull();
  });

  it('answers nothing where the role only reads', async () => {
    const id = await quote();
    const contact = await createContact(app.strapi, []);
    await app.strapi
      .documents('plugin::customer-portal.membership' as never)
      .create({ data: { customer: customer.id, contact: contact.id, role: 'viewer' } as never });
    const viewer = await signIn(app, contact);
    expect(await seen(id, viewer)).toMatchObject({ may: { accept: false, decline: false } });
    for (const way of [accept, decline]) expect((await way(id, {}, viewer)).status).toBe(403);
  });

  it('is told nothing of what proves an answer, and no copy has it', async () => {
    const id = await quote();
    await accept(id);
    expect(JSON.stringify(await seen(id))).not.toMatch(/sha256|userAgent|127\.0\.0\.1|"ip"/u);
    const { body } = await editor.post(`//content-manager/collection-types/plugin::customer-portal.quote/clone/${id}`, {});
    expect(await rowOf((body as { data: { documentId: string } }).data.documentId)).toMatchObject({ state: 'draft', answer: null });
  });
});

const partyOf = (id: string): LinkParty => ({
  by: 'link',
  contact: null,
  customer: { id: customer.id, documentId: customer.documentId },
  contentType: UID.quote,
  documentId: id,
  link: 1,
  holder: { visitor: '' },
  verified: false,
});

describe('whoever holds a link', () => {
  const http = { ip: '192.0.2.7', userAgent: 'Somewhere' };
  const once = <T>(work: () => Promise<T>): Promise<T> => inTransaction(app.strapi, work);

  it('accepts and declines its quote as a contact does, and no other', async () => {
    const [one, two, other] = [await quote(), await quote(), await quote()];
    const { quotes } = documentsOf(app.strapi);
    const signer = (id: string) => ({ party: partyOf(id), name: 'Grace Hopper', http });
    await quotes.accept(signer(one), one, { revision: 1 }, once);
    expect(await rowOf(one)).toMatchObject({ state: 'accepted' });
    await quotes.decline(signer(two), two, { revision: 1, reason: '' }, once);
    expect(await rowOf(two)).toMatchObject({ state: 'declined' });
    expect((await rowOf(one))?.answer).toMatchObject({ name: 'Grace Hopper', byLink: true, email: '', ip: '192.0.2.7' });
    await expect(quotes.accept(signer(one), other, { revision: 1 }, once)).rejects.toMatchObject({ code: 'not-found' });
    await saveSettings(app, 'preferences', { acceptQuotes: false });
    await expect(quotes.accept(signer(other), other, { revision: 1 }, once)).rejects.toMatchObject({ code: 'preference-off' });
    await saveSettings(app, 'preferences', { acceptQuotes: true });
  });
});

describe('answers that race', () => {
  it('of many at once one is kept, and the others are told so', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await quote();
      const answers = await Promise.all([accept(id), decline(id), accept(id, { name: 'Somebody else' }), decline(id, { reason: 'Other' })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      const won = answers.find(({ status }) => status === 200)?.body.data as DocumentDetail;
      expect(await seen(id)).toEqual(won);
      const timeline = (await mine.get(`/documents/quote/${id}/timeline`)).body.data as { kind: string }[];
      expect(timeline.filter(({ kind }) => kind === 'accepted' || kind === 'declined').map(({ kind }) => kind)).toEqual([won.state]);
    }
  });

  it('an answer and an editor who takes the quote back: one of both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await quote();
      const [answer, back] = await Promise.all([accept(id), editor.post(`/documents/quote/${id}/void`)]);
      // An accepted quote may be taken back as well; a void one is accepted by nobody.
      const { state } = await seen(id);
      expect([answer.status, back.status, state]).toEqual(
        answer.status === 409 ? [409, 200, 'void'] : [200, back.status, back.status === 200 ? 'void' : 'accepted'],
      );
    }
  });
});
