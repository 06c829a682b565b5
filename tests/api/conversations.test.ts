import { randomUUID } from 'node:crypto';
import type { DocumentTimelineLine } from '../../plugin/contract/customer/document-timeline';
import type { DocumentHistory } from '../../plugin/contract/editor/document-history';
import { DOCUMENT_TYPES } from '../../plugin/documents/types';
import { documentsOf } from '../../server/src/documents';
import { signIn, type Browser } from '../support/client';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { paragraph } from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;
let colleague: Browser;
let theirs: Browser;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi));
  mine = await signIn(app, contact);
  colleague = await signIn(app, await createContact(app.strapi, [customer]));
  theirs = await signIn(app, (await createPair(app.strapi)).contact);
  await saveSettings(app, 'preferences', { salesOrders: true, creditNotes: true });
});
afterAll(() => app.stop());

/** Runs `work`, which must write nothing, once mails of before have left. */
const untouched = async <T>(work: () => Promise<T>): Promise<T> => {
  await app.settle();
  return expectUntouched(app, work);
};
const issued = async (type: (typeof DOCUMENT_TYPES)[number] = 'invoice'): Promise<string> => {
  const { documentId } = await createDraft(app.strapi, type, customer);
  expect((await editor.post(`/documents/${type}/${documentId}/issue`)).status).toBe(200);
  return documentId;
};
const timeline = async (browser: Browser, id: string, type = 'invoice'): Promise<DocumentTimelineLine[]> => {
  const { status, body } = await browser.get(`/documents/${type}/${id}/timeline`);
  expect(status).toBe(200);
  return body.data as DocumentTimelineLine[];
};
const say = (browser: Browser, id: string, text: string) => browser.post(`/documents/invoice/${id}/comments`, { text: paragraph(text) });
const rows = (where: object): Promise<{ kind: string; by: string; internal: boolean }[]> =>
  app.strapi.db.query(`${UID}.record-event`).findMany({ where, orderBy: { id: 'asc' } });
const activities = async (kind: string): Promise<number> => app.strapi.db.query(`${UID}.activity`).count({ where: { kind } });

describe("a document's timeline", () => {
  it.each(DOCUMENT_TYPES)('tells the customer what happened to a %s, and nobody else', async (type) => {
    const id = await issued(type);
    expect((await editor.post(`/documents/${type}/${id}/void`)).status).toBe(200);
    const lines = await timeline(mine, id, type);
    expect(lines.map(({ kind }) => kind)).toEqual(['issued', 'voided']);
    expect(lines[0]).toMatchObject({ by: 'Our organisation', byEditor: true, byLink: false, mine: false, text: null, recipients: '' });
    expect(JSON.stringify(lines)).not.toContain(editor.user.email);
    expect((await theirs.get(`/documents/${type}/${id}/timeline`)).status).toBe(404);
  });

  it('is not there for a draft, for an unknown id, and for types that are switched off', async () => {
    const draft = await createDraft(app.strapi, 'invoice', customer);
    expect((await mine.get(`/documents/invoice/${draft.documentId}/timeline`)).status).toBe(404);
    expect((await say(mine, draft.documentId, 'Hello')).status).toBe(404);
    const order = await issued('sales-order');
    await saveSettings(app, 'preferences', { salesOrders: false });
    const { status, body } = await mine.get(`/documents/sales-order/${order}/timeline`);
    await saveSettings(app, 'preferences', { salesOrders: true });
    expect([status, body.error.details.code]).toEqual([403, 'preference-off']);
  });

  it('goes with a draft that is deleted, and with no other', async () => {
    const [kept, { documentId }] = [await issued(), await createDraft(app.strapi, 'invoice', customer)];
    await documentsOf(app.strapi).timeline.note('invoice', documentId, { kind: 'comment', actor: { editor: 'a' }, internal: true });
    expect(await rows({ document: documentId })).toHaveLength(1);
    expect((await editor.delete(`//content-manager/collection-types/${UID}.invoice/${documentId}`)).status).toBe(200);
    expect(await rows({ document: documentId })).toEqual([]);
    expect(await rows({ document: kept })).toHaveLength(1);
  });

  it('keeps to its bound, and comments stay', async () => {
    const id = await issued();
    const { timeline: lines } = documentsOf(app.strapi);
    expect((await say(mine, id, 'The first')).status).toBe(201);
    const [{ id: first } = { id: 0 }] = await app.strapi.db.query(`${UID}.record-event`).findMany({ where: { document: id } });
    const many = Array.from({ length: 120 }, (_, index) => ({
      documentId: `l${String(index).padStart(23, '0')}`,
      document: id,
      kind: 'sent',
    }));
    for (let part = 0; part < 5; part += 1) {
      const data = many.map((one) => ({ ...one, documentId: `${part}${one.documentId.slice(1)}`, at: new Date(Date.UTC(2090, 0, part)) }));
      await app.strapi.db.query(`${UID}.record-event`).createMany({ data: data as never });
    }
    await lines.removeSurplus('document');
    await lines.removeOrphans();
    const left = await rows({ document: id });
    expect(left.filter(({ kind }) => kind === 'comment')).toHaveLength(1);
    expect(left).toHaveLength(501);
    expect(await app.strapi.db.query(`${UID}.record-event`).count({ where: { id: first } })).toBe(0);
  });
});

describe("a customer's first look", () => {
  it('is told to editors once for each contact, however many come at once', async () => {
    const id = await issued();
    const before = await activities('document-viewed');
    const looks = await Promise.all(Array.from({ length: 8 }, () => mine.get(`/documents/invoice/${id}`)));
    expect(looks.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    await untouched(() => mine.get(`/documents/invoice/${id}`));
    expect((await colleague.get(`/documents/invoice/${id}`)).status).toBe(200);
    expect((await rows({ document: id })).map(({ kind }) => kind)).toEqual(['issued', 'viewed', 'viewed']);
    expect((await activities('document-viewed')) - before).toBe(2);
    // What somebody looked at is nothing that their colleagues are told.
    expect((await timeline(mine, id)).map(({ kind }) => kind)).toEqual(['issued']);
  });

  it('is no look of an editor, of another customer, and of a list', async () => {
    const id = await issued();
    await editor.get(`//content-manager/collection-types/${UID}.invoice/${id}`);
    expect((await theirs.get(`/documents/invoice/${id}`)).status).toBe(404);
    await mine.get('/documents/invoice');
    expect((await rows({ document: id })).map(({ kind }) => kind)).toEqual(['issued']);
  });
});

describe('a customer comments', () => {
  it('and its colleagues read it, with who it was', async () => {
    const id = await issued();
    const heard: unknown[] = [];
    const off = app.strapi.eventHub.on('customer-portal.document.commented', async (payload: unknown) => void heard.push(payload));
    const { status, body } = await say(mine, id, 'The second line is wrong');
    off();
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ kind: 'comment', mine: true, byEditor: false, text: paragraph('The second line is wrong') });
    expect(heard).toEqual([{ type: 'invoice', document: id, customer: customer.documentId }]);
    const [, line] = await timeline(colleague, id);
    expect(line).toMatchObject({ id: body.data.id, mine: false, by: expect.stringContaining('Contact') });
    expect((await theirs.get(`/documents/invoice/${id}/timeline`)).status).toBe(404);
    expect((await untouched(() => say(theirs, id, 'Mine?'))).status).toBe(404);
  });

  it('once for each key, however often and however many at once', async () => {
    const id = await issued();
    const browser = mine.with({ 'idempotency-key': randomUUID() });
    const answers = await Promise.all(Array.from({ length: 4 }, () => say(browser, id, 'Once')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => (body as { data: { id: string } }).data.id)).size).toBe(1);
    expect((await say(browser, id, 'Another')).status).toBe(422);
    expect(await rows({ document: id, kind: 'comment' })).toHaveLength(1);
  });

  it.each([
    ['nothing', []],
    ['what is no rich text', [{ type: 'image', url: 'https://example.org/x.png' }]],
    ['too much', paragraph('x'.repeat(20_000))],
  ])('but not with %s', async (_what, text) => {
    const id = await issued();
    const { status } = await untouched(() => mine.post(`/documents/invoice/${id}/comments`, { text }));
    expect(status).toBe(400);
  });

  it('where its role writes documents: a viewer reads', async () => {
    const id = await issued();
    const viewer = await createContact(app.strapi, []);
    await app.strapi
      .documents(`${UID}.membership` as never)
      .create({ data: { customer: customer.id, contact: viewer.id, role: 'viewer' } as never });
    const browser = await signIn(app, viewer);
    expect((await timeline(browser, id)).map(({ kind }) => kind)).toEqual(['issued']);
    const { status, body } = await untouched(() => say(browser, id, 'Hello'));
    expect([status, body.error.details.code]).toEqual([403, 'not-allowed']);
  });

  it('up to a bound for each document', async () => {
    const id = await issued();
    const data = Array.from({ length: 299 }, (_, index) => ({
      documentId: `c${String(index).padStart(23, '0')}`,
      contentType: `${UID}.invoice`,
      document: id,
      kind: 'comment',
      byEditor: false,
      at: new Date(0),
    }));
    for (let from = 0; from < data.length; from += 100)
      await app.strapi.db.query(`${UID}.record-event`).createMany({ data: data.slice(from, from + 100) as never });
    const answers = await Promise.all([mine, colleague, mine].map((who) => say(who, id, 'One of the last')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403]);
  });
});

describe('an editor', () => {
  const READ = { action: 'plugin::content-manager.explorer.read', subject: `${UID}.invoice` };
  const write = (who: Editor, id: string, text: string, internal: boolean) =>
    who.post(`/documents/invoice/${id}/comments`, { text: paragraph(text), internal });
  const history = async (id: string): Promise<DocumentHistory> =>
    (await editor.get(`/documents/invoice/${id}/timeline`)).body.data as DocumentHistory;
  const mailsTo = async (...people: { email: string }[]): Promise<number[]> => {
    await app.settle();
    return people.map(({ email }) => app.mailbox.to(email).length);
  };

  it('sees who it was, first looks too, and answers in the portal or among editors', async () => {
    const id = await issued();
    await mine.get(`/documents/invoice/${id}`);
    expect((await write(editor, id, 'They call often', true)).status).toBe(201);
    expect((await write(editor, id, 'We look into it', false)).status).toBe(201);
    const { lines, customer: name } = await history(id);
    expect(name).toBe(customer.name);
    expect(lines).toMatchObject([
      { kind: 'issued', by: editor.user.email, internal: false },
      { kind: 'viewed', internal: true },
      { kind: 'comment', text: paragraph('They call often'), internal: true },
      { kind: 'comment', text: paragraph('We look into it'), internal: false },
    ]);
    const seen = await timeline(mine, id);
    expect(seen.map(({ kind }) => kind)).toEqual(['issued', 'comment']);
    expect(seen[1]).toMatchObject({ by: 'Our organisation', byEditor: true, text: paragraph('We look into it') });
    expect(JSON.stringify(seen)).not.toContain('They call often');
  });

  it('keeps comments on a draft among editors', async () => {
    const { documentId } = await createDraft(app.strapi, 'invoice', customer);
    expect((await untouched(() => write(editor, documentId, 'Hello', false))).status).toBe(409);
    expect((await write(editor, documentId, 'To be checked', true)).status).toBe(201);
    expect(await history(documentId)).toMatchObject({ customer: '', mailed: false, lines: [{ internal: true }] });
    expect((await editor.post(`/documents/invoice/${documentId}/issue`)).status).toBe(200);
    expect((await timeline(mine, documentId)).map(({ kind }) => kind)).toEqual(['issued']);
  });

  it('needs the permission, and to read the document in the Content Manager', async () => {
    const id = await issued();
    const cannot = [await createEditor(app, ['documents.issue'], [READ]), await createEditor(app, ['documents.comment'])];
    const reader = await createEditor(app, ['documents.comment'], [READ]);
    await untouched(async () => {
      const statuses = [];
      for (const who of cannot)
        statuses.push((await who.get(`/documents/invoice/${id}/timeline`)).status, (await write(who, id, 'Hello', true)).status);
      expect(statuses).toEqual([403, 403, 404, 404]);
    });
    expect((await write(reader, id, 'Hello', true)).status).toBe(201);
    expect((await reader.get(`/documents/quote/${await issued('quote')}/timeline`)).status).toBe(404);
  });

  it('has a comment that is shown mailed to the contact that the document is addressed to', async () => {
    const [addressed, other] = [
      await createContact(app.strapi, [customer], { language: 'de' }),
      await createContact(app.strapi, [customer]),
    ];
    const { documentId } = await createDraft(app.strapi, 'invoice', customer, { contact: addressed.id });
    await editor.post(`/documents/invoice/${documentId}/issue`);
    expect((await history(documentId)).mailed).toBe(true);
    await write(editor, documentId, 'For editors', true);
    await write(editor, documentId, 'For you', false);
    expect(await mailsTo(addressed, other)).toEqual([1, 0]);
    const [mail] = app.mailbox.to(addressed.email);
    expect(mail?.subject).toMatch(/^Our organisation: Kommentar zu Rechnung \S+$/u);
    expect(mail?.text).toContain('For you');
    expect(mail?.text).toContain(`/documents/invoice/${documentId}?customer=${customer.documentId}`);
    expect(mail?.text).not.toContain('For editors');
  });

  it('has it mailed to all who read documents there when nobody is addressed, or that contact reads no more', async () => {
    const { customer: other, contact: first } = await createPair(app.strapi);
    const [second, blocked] = [await createContact(app.strapi, [other]), await createContact(app.strapi, [other], { blocked: true })];
    const elsewhere = await createContact(app.strapi, [customer]);
    const { documentId } = await createDraft(app.strapi, 'invoice', other, { contact: elsewhere.id });
    await editor.post(`/documents/invoice/${documentId}/issue`);
    await write(editor, documentId, 'Hello', false);
    expect(await mailsTo(first, second, blocked, elsewhere)).toEqual([1, 1, 0, 0]);
  });

  it('has nobody mailed where the preference is off, or the customer has no access', async () => {
    const { customer: other, contact: first } = await createPair(app.strapi);
    const { documentId } = await createDraft(app.strapi, 'invoice', other);
    await editor.post(`/documents/invoice/${documentId}/issue`);
    await saveSettings(app, 'preferences', { commentMails: false });
    expect((await write(editor, documentId, 'Hello', false)).status).toBe(201);
    expect((await history(documentId)).mailed).toBe(false);
    await saveSettings(app, 'preferences', { commentMails: true });
    expect((await editor.post(`/customers/${other.documentId}/disable-access`)).status).toBe(200);
    expect((await write(editor, documentId, 'Hello again', false)).status).toBe(201);
    expect(await mailsTo(first)).toEqual([0]);
  });
});
