import { editorContract } from '../../plugin/contract';
import type { BulkSending } from '../../plugin/contract/editor/document-sending';
import { documentsOf } from '../../server/src/documents';
import { platformOf } from '../../server/src/platform';
import { table } from '../../server/src/platform/strapi';
import { sendingOf } from '../../server/src/sending';
import { atOneInstant } from '../support/clock';
import { createDraft, createIssued } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app);
  ({ customer, contact } = await createPair(app.strapi));
  // Its mails are nobody's business here: none of them is of another customer's documents.
  await createPair(app.strapi);
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.settle();
  app.mailbox.clear();
});
afterEach(() => jest.restoreAllMocks());

const parsed = (body: unknown): BulkSending => editorContract['document-sending'].findMany.response.parse((body as { data: unknown }).data);
const begin = (documents: string[], issue = true, by = editor) => by.post('/document-sending', { type: 'invoice', documents, issue });
const look = async (id: string): Promise<BulkSending> => parsed((await editor.get(`/document-sending/${id}`)).body);
async function run(documents: string[], issue = true): Promise<[id: string, outcome: string][]> {
  const begun = await begin(documents, issue);
  expect(begun.status).toBe(202);
  await app.settle();
  const { state, outcomes } = await look(parsed(begun.body).id);
  expect(state).toBe('done');
  return outcomes.map(({ id, outcome }) => [id, outcome]);
}
const draft = async (data: Record<string, unknown> = {}, of: { id: number } | null = customer): Promise<string> =>
  (await createDraft(app.strapi, 'invoice', of, data)).documentId;
const stateOf = async (documentId: string): Promise<unknown> =>
  (await table(app.strapi, `${UID}.invoice`).findOne({ where: { documentId } }))?.state;
const drafts = (count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, () => draft()));

describe('many documents are sent at once', () => {
  it('each by what it is: issued with it, sent again, or left alone for a reason that is told', async () => {
    const nobody = await createCustomer(app.strapi);
    const taken = await createIssued(app.strapi, 'invoice', customer);
    await documentsOf(app.strapi).void('invoice', taken);
    const expected: [string, string][] = [
      [await draft(), 'issued'],
      [await createIssued(app.strapi, 'invoice', customer), 'sent'],
      [await draft({ lines: null }), 'no-lines'],
      [await draft({}, null), 'no-customer'],
      [await draft({}, nobody), 'no-address'],
      [taken, 'void'],
    ];
    expect(await run(expected.map(([id]) => id))).toEqual(expected);
    expect(app.mailbox.to(contact.email)).toHaveLength(2);
    expect(app.mailbox.messages).toHaveLength(2);
    expect(await Promise.all(expected.map(([id]) => stateOf(id)))).toEqual(['open', 'open', 'draft', 'draft', 'draft', 'void']);
  });

  it('and none is issued where that was not asked for', async () => {
    const id = await draft();
    expect(await run([id], false)).toEqual([[id, 'draft']]);
    expect(app.mailbox.messages).toEqual([]);
  });

  it('once each, however often somebody clicks; one that another editor issued meanwhile is only sent', async () => {
    const ids = await drafts(3);
    const [one, two] = await Promise.all([begin(ids), begin(ids)]);
    expect(parsed(one.body).id).toBe(parsed(two.body).id);
    // Somebody else sends one of them while the job waits.
    await sendingOf(app.strapi).send('invoice', ids[1] ?? '', true);
    await app.settle();
    expect((await look(parsed(one.body).id)).outcomes.map(({ outcome }) => outcome)).toEqual(['issued', 'sent', 'issued']);
    expect(app.mailbox.messages).toHaveLength(4);
    // When it has ended, the same is a new job.
    expect(parsed((await begin(ids)).body).id).not.toBe(parsed(one.body).id);
  });

  it('and by two editors at once: each document is issued once', async () => {
    const ids = await drafts(4);
    const other = await createEditor(app);
    const begun = [await begin(ids), await begin(ids, true, other)];
    expect(new Set(begun.map(({ body }) => parsed(body).id)).size).toBe(2);
    await app.settle();
    const numbers = await Promise.all(
      ids.map(async (id) => (await table(app.strapi, `${UID}.invoice`).findOne({ where: { documentId: id } }))?.number),
    );
    expect(new Set(numbers).size).toBe(4);
    for (const id of ids) {
      const count = (kind: string): Promise<number> => table(app.strapi, `${UID}.record-event`).count({ where: { document: id, kind } });
      expect([await count('issued'), await count('sent')]).toEqual([1, 2]);
    }
  });

  it('and a stop in the middle sends nothing twice', async () => {
    const ids = await drafts(4);
    const service = sendingOf(app.strapi);
    const send = service.send.bind(service);
    let calls = 0;
    jest.spyOn(service, 'send').mockImplementation((...given) => {
      calls += 1;
      return calls === 3 ? Promise.reject(new Error('The database is gone.')) : send(...given);
    });
    const { id } = parsed((await begin(ids)).body);
    await app.settle();
    expect(await look(id)).toMatchObject({ state: 'waiting', outcomes: [{ outcome: 'issued' }, { outcome: 'issued' }] });
    await atOneInstant(() => app.settle(), new Date(Date.now() + 60_000));
    expect(await look(id)).toMatchObject({ state: 'done', outcomes: ids.map((one) => ({ id: one, outcome: 'issued' })) });
    expect(app.mailbox.messages).toHaveLength(4);
  });

  it('until it is cancelled: what is under way then is taken back', async () => {
    const ids = await drafts(3);
    const service = sendingOf(app.strapi);
    const send = service.send.bind(service);
    const { id } = parsed((await begin(ids)).body);
    let calls = 0;
    jest.spyOn(service, 'send').mockImplementation(async (...given) => {
      calls += 1;
      if (calls === 2) expect((await editor.delete(`/document-sending/${id}`)).status).toBe(200);
      return send(...given);
    });
    await app.settle();
    expect(await look(id)).toMatchObject({ state: 'cancelled', outcomes: [{ id: ids[0], outcome: 'issued' }] });
    expect(await Promise.all(ids.map(stateOf))).toEqual(['open', 'draft', 'draft']);
    expect(app.mailbox.messages).toHaveLength(1);
  });

  it('by editors who may change all of them, of whom none sees the job of another', async () => {
    const READS = { action: 'plugin::content-manager.explorer.read', subject: `${UID}.invoice` };
    const [reads, none] = [await createEditor(app, ['documents.issue'], [READS]), await createEditor(app, ['documents.issue'])];
    const id = await draft();
    const { id: job } = parsed((await begin([id])).body);
    await app.settle();
    await expectUntouched(app, async () => {
      expect((await begin([id], true, reads)).status).toBe(403);
      expect((await begin([id], true, none)).status).toBe(404);
      expect((await begin([id, 'a'.repeat(24)])).status).toBe(404);
      for (const by of [reads, none]) {
        expect((await by.get(`/document-sending/${job}`)).status).toBe(404);
        expect((await by.delete(`/document-sending/${job}`)).status).toBe(404);
      }
      expect((await begin(Array.from({ length: 501 }, (_, n) => `${'a'.repeat(20)}${1000 + n}`))).status).toBe(400);
    });
    expect(await platformOf(app.strapi).jobs.findMany({ where: { kind: 'send-documents', state: 'waiting' } })).toEqual([]);
  });
});
