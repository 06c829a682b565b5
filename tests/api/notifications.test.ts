import { randomUUID } from 'node:crypto';
import { activityOf } from '../../server/src/activity';
import { documentsOf } from '../../server/src/documents';
import { notificationsOf } from '../../server/src/notifications';
import { signIn, type Browser } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { changeModule, openRepairs, paragraph, PIXEL, repair } from '../support/modules';
import { createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';
const [FIRST, SECOND] = ['first@team.example', 'second@team.example'];

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi));
  mine = await signIn(app, contact);
});
afterAll(() => app.stop());
afterEach(() =>
  saveSettings(app, 'notifications', {
    notifyAddresses: '',
    notifyComments: 'at-once',
    notifyDecisions: 'at-once',
    notifyForwarded: 'daily',
    notifyRecords: 'daily',
    notifyFiles: 'daily',
    notifyReviews: 'daily',
    notifyTime: 'at-once',
    notifyCommentsTo: '',
    notifyReviewsTo: '',
  }),
);

const issued = async (): Promise<{ id: string; number: string }> => {
  const { documentId: id } = await createDraft(app.strapi, 'invoice', customer);
  return { id, ...(await documentsOf(app.strapi).issue('invoice', id)) };
};
const say = (id: string, text = 'A secret of ours') => mine.post(`/documents/invoice/${id}/comments`, { text: paragraph(text) });
const mails = async (address: string) => {
  await app.settle();
  return app.mailbox.to(address);
};

describe('the team hears at once', () => {
  it('of a comment, who wrote it and about what, and not what', async () => {
    await saveSettings(app, 'notifications', { notifyAddresses: `${FIRST}\n${SECOND}` });
    const { id, number } = await issued();
    expect((await say(id)).status).toBe(201);
    for (const address of [FIRST, SECOND]) {
      const [mail, ...others] = await mails(address);
      expect(others).toEqual([]);
      expect(mail?.subject).toBe(`${customer.name}: a comment on Invoice ${number}`);
      expect(mail?.text).toContain(`/admin/content-manager/collection-types/${UID}.invoice/${id}`);
      expect(`${mail?.text} ${String(mail?.html)}`).not.toContain('secret');
    }
  });

  it('of nothing that an editor does, that was refused, or that is kept among editors', async () => {
    await saveSettings(app, 'notifications', { notifyAddresses: FIRST });
    const { id } = await issued();
    const before = (await mails(FIRST)).length;
    await editor.post(`/documents/invoice/${id}/comments`, { text: paragraph('For you'), internal: false });
    await editor.post(`/documents/invoice/${id}/comments`, { text: paragraph('For us'), internal: true });
    expect((await mine.post(`/documents/invoice/${id}/comments`, { text: [] })).status).toBe(400);
    await mine.get(`/documents/invoice/${id}`);
    expect(await mails(FIRST)).toHaveLength(before);
  });

  it('of records too, once where a module names the same address', async () => {
    const { id: module } = await openRepairs(editor);
    await changeModule(editor, module, { notify: ['third@team.example'] });
    await saveSettings(app, 'notifications', { notifyAddresses: 'third@team.example\nfourth@team.example', notifyRecords: 'at-once' });
    const made = await mine.post(`/modules/${module}/records`, { key: randomUUID(), values: repair(), submit: true });
    expect(made.status).toBe(201);
    expect(await mails('third@team.example')).toHaveLength(1);
    expect(await mails('fourth@team.example')).toHaveLength(1);
  });
});

describe('the team hears what it chose', () => {
  const ACTS = ['notifyFiles', 'notifyReviews', 'notifyTime'] as const;
  const timeOn = async (): Promise<{ id: string; revision: number }> => {
    const db = app.strapi.db;
    const data = { name: 'Roof', state: 'active', billing: 'hourly', customer: customer.id };
    const project = (await db.query(`${UID}.project`).create({ data })) as { id: number };
    const entry = { date: '2026-11-02', minutes: 60, approval: 'waiting', revision: 1, billable: true, billed: false };
    const { documentId } = (await db
      .query(`${UID}.time-entry`)
      .create({ data: { ...entry, project: project.id, customer: customer.id } })) as { documentId: string };
    return { id: documentId, revision: 1 };
  };
  /** A file is shared, a review written, time approved. */
  const actAll = async (): Promise<void> => {
    await saveSettings(app, 'preferences', { sharedFiles: true, reviews: true, projects: true });
    const shared = await mine.prepare('post', '/shared-files?name=ours.png').set('content-type', 'application/octet-stream').send(PIXEL);
    const reviewed = await mine.put('/review', { stars: 2, words: 'Of our own' });
    const decided = await mine.post('/time-entries/decide', { decision: 'approve', reason: '', entries: [await timeOn()] });
    expect([shared.status, reviewed.status, decided.status]).toEqual([201, 200, 200]);
  };

  it('of files, reviews and time: at once, in words of ours alone, or not', async () => {
    const address = 'acts@team.example';
    await saveSettings(app, 'notifications', { notifyAddresses: address, ...Object.fromEntries(ACTS.map((key) => [key, 'at-once'])) });
    await actAll();
    const told = await mails(address);
    expect(told.map(({ subject }) => subject).sort()).toEqual([
      `${customer.name}: a file was shared`,
      `${customer.name}: a review`,
      `${customer.name}: time on Roof was approved`,
    ]);
    expect(told.map(({ text }) => text).join()).not.toMatch(/ours\.png|Of our own/u);
    await saveSettings(app, 'notifications', Object.fromEntries(ACTS.map((key) => [key, 'never'])));
    await actAll();
    expect(await mails(address)).toHaveLength(3);
  });

  it('at addresses of a topic, in the place of the others', async () => {
    const [all, comments, reviews] = ['all@team.example', 'comments@team.example', 'reviews@team.example'];
    await saveSettings(app, 'notifications', { notifyAddresses: all, notifyCommentsTo: comments, notifyReviewsTo: reviews });
    const { id } = await issued();
    await say(id);
    expect([(await mails(all)).length, (await mails(comments)).length]).toEqual([0, 1]);
  });
});

describe('the summary of a day', () => {
  const ADDRESS = 'daily@team.example';
  const daily = { notifyAddresses: ADDRESS, notifyComments: 'daily', notifyDecisions: 'daily' } as const;
  const at = (instant: string) => atOneInstant(() => notificationsOf(app.strapi).digest(), new Date(instant));
  const act = async (instant: string, kind: 'accepted' | 'declined' | 'forwarded' | 'comment'): Promise<void> => {
    const { id } = await issued();
    const actor = { contact: { id: contact.id, name: 'Somebody', email: contact.email } };
    await atOneInstant(async () => void (await documentsOf(app.strapi).timeline.note('invoice', id, { kind, actor })), new Date(instant));
  };
  // Days that are over: their mails are due. Today's summary may be made by now.
  beforeAll(async () => {
    await saveSettings(app, 'general', { timeZone: 'Europe/Berlin' });
    await app.settle();
    await app.strapi.db.query(`${UID}.digest`).deleteMany({});
  });
  beforeEach(() => saveSettings(app, 'notifications', daily));

  it('counts what there was since the last one, in the morning of the organisation, and once however many make it', async () => {
    await act('2021-03-01T10:00:00Z', 'comment');
    await act('2021-03-01T11:00:00Z', 'comment');
    await act('2021-03-01T12:00:00Z', 'accepted');
    expect(await mails(ADDRESS)).toEqual([]);
    await at('2021-03-02T05:30:00Z');
    expect(await mails(ADDRESS)).toEqual([]);
    await Promise.all(Array.from({ length: 4 }, () => at('2021-03-02T06:30:00Z')));
    await at('2021-03-02T20:00:00Z');
    const [mail, ...others] = await mails(ADDRESS);
    expect(others).toEqual([]);
    expect(mail?.text).toContain('2 comments\n1 quote accepted\n');
    expect(mail?.text).not.toMatch(/declined|forwarded|record/u);
    expect(mail?.text).toContain('/admin/settings/customer-portal/activity');
  });

  it('tells nothing twice, and leaves nothing out', async () => {
    const before = (await mails(ADDRESS)).length;
    await act('2021-03-02T06:31:00Z', 'declined');
    await at('2021-03-03T07:00:00Z');
    const [mail] = (await mails(ADDRESS)).slice(before);
    expect(mail?.text).toContain('summary:\n\n1 quote declined\n');
    await at('2021-03-04T07:00:00Z');
    expect(await mails(ADDRESS)).toHaveLength(before + 1);
  });

  it('tells each address of its own topics', async () => {
    const reviewers = 'reviewers@team.example';
    await saveSettings(app, 'notifications', { ...daily, notifyReviewsTo: reviewers });
    const before = (await mails(ADDRESS)).length;
    await act('2021-03-04T10:00:00Z', 'comment');
    const instant = new Date('2021-03-04T11:00:00Z');
    await atOneInstant(
      () => activityOf(app.strapi).record({ kind: 'review-written', email: contact.email, contactId: contact.id }),
      instant,
    );
    await at('2021-03-05T07:00:00Z');
    expect((await mails(ADDRESS)).slice(before).map(({ text }) => /summary:\n\n(.*)\n/u.exec(text ?? '')?.[1])).toEqual(['1 comment']);
    expect((await mails(reviewers)).map(({ text }) => /summary:\n\n(.*)\n/u.exec(text ?? '')?.[1])).toEqual(['1 review']);
  });

  it('has nothing of what is told at once, or never', async () => {
    await saveSettings(app, 'notifications', { ...daily, notifyComments: 'at-once', notifyDecisions: 'never' });
    const before = (await mails(ADDRESS)).length;
    await act('2021-03-05T10:00:00Z', 'comment');
    await act('2021-03-05T10:00:00Z', 'declined');
    await at('2021-03-06T07:00:00Z');
    const told = (await mails(ADDRESS)).slice(before);
    expect(told.map(({ subject }) => subject)).toEqual([expect.stringContaining('a comment on Invoice')]);
  });
});

describe('addresses', () => {
  it.each([
    ['none', 'not an address'],
    ['one that is none among others', `${FIRST}\nnobody`],
    ['too many', Array.from({ length: 11 }, (_, index) => `a${index}@team.example`).join('\n')],
  ])('are refused: %s', async (_what, notifyAddresses) => {
    const { values, revision } = (await editor.get('/settings/notifications')).body.data as { values: object; revision: number };
    const { status, body } = await editor.put('/settings/notifications', { values: { ...values, notifyAddresses }, revision });
    expect([status, body.error?.details?.errors?.[0]]).toMatchObject([400, { code: 'not-an-email' }]);
  });
});
