import type { OutboxRow } from '../../plugin/contract/editor/outbox';
import { documentsOf } from '../../server/src/documents';
import { outboxOf } from '../../server/src/outbox/service';
import { platformOf } from '../../server/src/platform';
import { table } from '../../server/src/platform/strapi';
import { Browser } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createDraft } from '../support/documents';
import { allBut, createEditor, type Editor } from '../support/editor';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

const JOB = 'plugin::customer-portal.job';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let invoice: string;

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi));
  ({ documentId: invoice } = await createDraft(app.strapi, 'invoice', customer, { contact: contact.id }));
  await documentsOf(app.strapi).issue('invoice', invoice);
});
afterAll(() => app.stop());
const jobs = () => table(app.strapi, JOB);
beforeEach(async () => {
  app.mailbox.refuse();
  await app.settle();
  app.mailbox.clear();
  await jobs().deleteMany({ where: { queue: 'mail' } });
});

interface Box {
  rows: OutboxRow[];
  page: number;
  more: boolean;
  waiting: number;
  failed: number;
  again: number;
}
const box = async (query = '', by = editor): Promise<Box> => (await by.get(`/outbox${query}`)).body.data as Box;
const send = () => editor.post(`/documents/invoice/${invoice}/send`, { issue: false });
const codeOf = ({ body }: { body: unknown }) => (body as { error?: { details: { code: string } } }).error?.details.code;
/** Waiting mails make their last try. */
const lastTry = () => jobs().updateMany({ where: { queue: 'mail', state: 'waiting' }, data: { attempts: 7, dueAt: new Date() } });
/** A mail of the invoice that could not be sent so far, and waits for its next try. */
async function waiting(): Promise<OutboxRow> {
  app.mailbox.refuse(contact.email);
  await send();
  await app.settle();
  app.mailbox.refuse();
  const [row] = (await box('?state=waiting')).rows;
  if (!row) throw new Error('Nothing waits.');
  return row;
}
/** Waiting mails are due. */
const due = () => jobs().updateMany({ where: { queue: 'mail', state: 'waiting' }, data: { dueAt: new Date(0) } });
/** A mail of the invoice that was given up. */
async function failed(): Promise<OutboxRow> {
  app.mailbox.refuse(contact.email);
  await send();
  await lastTry();
  await app.settle();
  const [row] = (await box('?state=failed')).rows;
  if (!row) throw new Error('Nothing failed.');
  return row;
}

describe('the outbox', () => {
  it('says of each mail what it is, to whom, and what became of it, and nothing of what it says', async () => {
    await send();
    expect((await box()).rows).toMatchObject([{ channel: 'mail', kind: 'document-sent', to: contact.email, again: null }]);
    await app.settle();
    const { rows, waiting: few, failed: none } = await box();
    expect(rows).toMatchObject([{ state: 'sent', tries: 1, problem: null, answer: '', nextTryAt: null }]);
    expect([few, none]).toEqual([0, 0]);
    const row = await waiting();
    expect(row).toMatchObject({ tries: 1, problem: 'address', nextTryAt: expect.any(String) as string, again: null });
    expect(row.answer).toContain('550');
  });

  it('never shows or keeps a link that opens something', async () => {
    app.mailbox.refuse(contact.email);
    await new Browser(app).post('/password/forgotten', { email: contact.email });
    await app.settle();
    await lastTry();
    await app.settle();
    const response = await editor.get('/outbox');
    const [row] = (response.body as { data: Box }).data.rows;
    expect(row).toMatchObject({ kind: 'password-reset', state: 'failed', again: 'secret' });
    expect(response.text).not.toMatch(/token|http/u);
    expect((await jobs().findOne({ where: { documentId: row?.id } }))?.payload).toBeNull();
    app.mailbox.refuse();
    expect(codeOf(await editor.post(`/outbox/${row?.id}/again`))).toBe('conflict');
    expect((await editor.post('/outbox/again')).body).toEqual({ data: { count: 0 } });
    expect(await box()).toMatchObject({ failed: 1, again: 0 });
  });

  it('lets a secret that is over leave no more', async () => {
    app.mailbox.refuse(contact.email);
    await new Browser(app).post('/password/forgotten', { email: contact.email });
    await app.settle();
    app.mailbox.refuse();
    await atOneInstant(() => app.settle(), new Date(Date.now() + 2 * 3600 * 1000));
    expect((await box()).rows).toMatchObject([{ kind: 'password-reset', state: 'cancelled', dropped: 'expired' }]);
    expect(app.mailbox.messages).toEqual([]);
  });

  it('is searched by address, kind, state and day, and leafed through', async () => {
    const other = await createContact(app.strapi, [customer]);
    const job = { kind: 'send-mail', queue: 'mail', state: 'done', attempts: 1, topic: 'document-sent', recipient: contact.email };
    for (let index = 0; index < 51; index += 1)
      await jobs().create({ data: { ...job, dueAt: new Date(), finishedAt: new Date(), ...(index === 0 && { recipient: other.email }) } });
    const [first, second] = [await box(), await box('?page=2')];
    expect([first.rows.length, first.more, second.rows.length, second.more]).toEqual([50, true, 1, false]);
    expect((await box(`?search=${other.email.slice(0, -4).toUpperCase()}`)).rows.map(({ to }) => to)).toEqual([other.email]);
    expect((await box('?kind=invitation')).rows).toEqual([]);
    expect((await box('?state=failed')).rows).toEqual([]);
    const tomorrow = encodeURIComponent(new Date(Date.now() + 24 * 3600 * 1000).toISOString());
    expect([(await box(`?from=${tomorrow}`)).rows.length, (await box(`?to=${tomorrow}`)).rows.length]).toEqual([0, 50]);
  });

  it('asks the permission, of who changes it another one', async () => {
    const { id } = await failed();
    const reader = await createEditor(app, allBut('outbox.manage'));
    expect((await reader.get('/outbox')).status).toBe(200);
    for (const path of ['/outbox/again', `/outbox/${id}/again`, `/outbox/${id}/stop`]) expect((await reader.post(path)).status).toBe(403);
    expect((await (await createEditor(app, allBut('outbox.read'))).get('/outbox')).status).toBe(403);
  });
});

describe('a mail that failed', () => {
  it('is sent again: once, of any number of editors who ask at the same time', async () => {
    const { id, again } = await failed();
    expect(again).toBe('yes');
    app.mailbox.refuse();
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => editor.post(`/outbox/${id}/again`)),
      ...Array.from({ length: 2 }, () => editor.post('/outbox/again')),
    ]);
    const counts = answers.map(({ status, body }) => (status === 200 ? ((body as { data: { count?: number } }).data.count ?? 1) : 0));
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(1);
    await app.settle();
    expect(app.mailbox.to(contact.email)).toHaveLength(1);
    expect(app.mailbox.to(contact.email)[0]?.attachments).toHaveLength(1);
    expect((await box()).rows).toMatchObject([{ state: 'sent', problem: null }]);
    expect(codeOf(await editor.post(`/outbox/${id}/again`))).toBe('conflict');
    const activity = (await editor.get('/activity?kind=outbox-sent-again')).body.data.rows as { detail: string }[];
    expect(activity.length).toBeGreaterThan(0);
  });

  it('fails again after one try, and can be sent once more', async () => {
    const { id } = await failed();
    await editor.post(`/outbox/${id}/again`);
    await app.settle();
    expect((await box()).rows).toMatchObject([{ id, state: 'failed', tries: 9, problem: 'address', again: 'yes' }]);
  });

  it('of a document that was voided meanwhile leaves no more', async () => {
    const { documentId } = await createDraft(app.strapi, 'invoice', customer, { contact: contact.id });
    await documentsOf(app.strapi).issue('invoice', documentId);
    app.mailbox.refuse(contact.email);
    await editor.post(`/documents/invoice/${documentId}/send`, { issue: false });
    await app.settle();
    app.mailbox.refuse();
    await documentsOf(app.strapi).void('invoice', documentId, { editor: 'x@team.example' });
    await due();
    await app.settle();
    expect((await box()).rows).toMatchObject([{ state: 'cancelled', dropped: 'gone' }]);
    expect(app.mailbox.messages).toEqual([]);
  });
});

describe('a mail that waits', () => {
  it('is stopped, once, and never leaves', async () => {
    const { id } = await waiting();
    const answers = await Promise.all(Array.from({ length: 3 }, () => editor.post(`/outbox/${id}/stop`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await due();
    await app.settle();
    expect(app.mailbox.messages).toEqual([]);
    expect((await box()).rows).toMatchObject([{ state: 'cancelled', dropped: null, again: null }]);
  });

  it('is sent or stopped, never both', async () => {
    const { id } = await waiting();
    await due();
    const stopping = outboxOf(app.strapi).stop(id);
    const [stopped] = await Promise.all([
      stopping.then(
        () => true,
        () => false,
      ),
      app.settle(),
    ]);
    expect(app.mailbox.messages.length).toBe(stopped ? 0 : 1);
  });

  it('is not said to be on its way any more beside its contact, once it was stopped', async () => {
    const invited = await createContact(app.strapi, [customer], {}, null);
    app.mailbox.refuse(invited.email);
    await editor.post(`/customers/${customer.documentId}/contacts/${invited.documentId}/mail`);
    await app.settle();
    const fate = async (): Promise<{ state: string } | null | undefined> => {
      const { contacts } = (await editor.get(`/customers/${customer.documentId}/portal`)).body.data as {
        contacts: { id: string; mail: { state: string } | null }[];
      };
      return contacts.find(({ id }) => id === invited.documentId)?.mail;
    };
    expect((await fate())?.state).toBe('waiting');
    const [row] = (await box(`?search=${invited.email}`)).rows;
    expect((await editor.post(`/outbox/${row?.id}/stop`)).status).toBe(200);
    expect(await fate()).toBeNull();
    await platformOf(app.strapi).jobs.removeEnded(new Date(Date.now() + 60_000));
    expect((await box(`?search=${invited.email}`)).rows).toEqual([]);
  });

  it('is no other job', async () => {
    const job = await jobs().create({
      data: { kind: 'x', queue: 'default', state: 'waiting', attempts: 0, dueAt: new Date('2100-01-01') },
    });
    expect(codeOf(await editor.post(`/outbox/${job.documentId}/stop`))).toBe('not-found');
    await jobs().deleteMany({ where: { documentId: job.documentId } });
  });
});
