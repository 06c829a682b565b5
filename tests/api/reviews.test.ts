import { signIn, type Browser } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createEditor, type Editor } from '../support/editor';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';
import type { ReviewRow } from '../../plugin/contract/editor/reviews';

const READS_CUSTOMERS = { action: 'plugin::content-manager.explorer.read', subject: 'plugin::customer-portal.customer' };

interface Overview {
  rows: ReviewRow[];
  total: number;
  average: number | null;
  counts: number[];
  months: { month: string; count: number; average: number | null }[];
  open: boolean;
}

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;
let theirs: Browser;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app);
  ({ customer, contact } = await createPair(app.strapi, { contact: { firstName: 'Ada', lastName: 'King' } }));
  mine = await signIn(app, contact);
  theirs = await signIn(app, (await createPair(app.strapi)).contact);
});
beforeEach(async () => {
  await app.strapi.db.query('plugin::customer-portal.review').deleteMany({ where: {} });
  await saveSettings(app, 'preferences', { reviews: true });
});
afterAll(() => app.stop());

const overview = async (by = editor, query = ''): Promise<Overview> => (await by.get(`/reviews${query}`)).body.data as Overview;
const reviewOf = async (browser: Browser): Promise<unknown> =>
  ((await browser.get('/review')).body as { data: { review: unknown } }).data.review;
const count = (): Promise<number> => app.strapi.db.query('plugin::customer-portal.review').count({});
const write = async (browser: Browser, stars: number, words = ''): Promise<void> => {
  expect((await browser.put('/review', { stars, words })).status).toBe(200);
};
const only = async (): Promise<ReviewRow> => {
  const [row] = (await overview()).rows;
  if (!row) throw new Error('There is no review.');
  return row;
};

describe('a contact reviews the organisation', () => {
  it('once: it changes what is there, and removes it', async () => {
    expect(await reviewOf(mine)).toBeNull();
    await write(mine, 2, '  Slow answers.\nTwice.  ');
    expect(await reviewOf(mine)).toMatchObject({ stars: 2, words: 'Slow answers.\nTwice.', reply: null });
    await write(mine, 4, '');
    expect(await reviewOf(mine)).toMatchObject({ stars: 4, words: '' });
    expect(await count()).toBe(1);
    expect((await mine.delete('/review')).body).toMatchObject({ data: { review: null } });
    expect(await count()).toBe(0);
    expect((await mine.delete('/review')).status).toBe(200);
  });

  it('once, however many requests come at the same time', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map((stars) => mine.put('/review', { stars, words: '' })));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(await count()).toBe(1);
  });

  it('and nobody else sees it: not another customer, not a colleague', async () => {
    const colleague = await signIn(app, await createContact(app.strapi, [customer]));
    await write(mine, 1, 'Between us.');
    expect(await reviewOf(theirs)).toBeNull();
    expect(await reviewOf(colleague)).toBeNull();
    await theirs.delete('/review');
    await write(colleague, 5);
    expect(await reviewOf(mine)).toMatchObject({ stars: 1, words: 'Between us.' });
    expect(await count()).toBe(2);
  });

  it('has one for whichever of its customers it acts', async () => {
    const other = await createCustomer(app.strapi, { portalAccess: true });
    const both = await signIn(app, await createContact(app.strapi, [customer, other]));
    await both.put('/session/customer', { customer: customer.documentId });
    await write(both, 3);
    await both.put('/session/customer', { customer: other.documentId });
    expect(await reviewOf(both)).toMatchObject({ stars: 3 });
    await write(both, 4);
    expect([await count(), (await only()).customer.id]).toEqual([1, other.documentId]);
  });

  it.each([
    ['no stars', { stars: 0, words: '' }],
    ['six', { stars: 6, words: '' }],
    ['half of one', { stars: 2.5, words: '' }],
    ['more words than a review has', { stars: 3, words: 'x'.repeat(2001) }],
    ['control characters', { stars: 3, words: 'a\u0007b' }],
    ['somebody else as its author', { stars: 3, words: '', contact: 1 }],
  ])('and is refused %s', async (_what, body) => {
    await write(mine, 3, 'Before');
    expect((await mine.put('/review', body)).status).toBe(400);
    expect(await reviewOf(mine)).toMatchObject({ stars: 3, words: 'Before' });
  });
});

describe('the switch', () => {
  it('off keeps reviews from everybody but editors, and lets nobody write or answer', async () => {
    await write(mine, 3, 'Kept.');
    const { id, revision } = await only();
    await saveSettings(app, 'preferences', { reviews: false });
    await expectUntouched(app, async () => {
      for (const refused of [await mine.get('/review'), await mine.put('/review', { stars: 1, words: '' }), await mine.delete('/review')]) {
        expect([refused.status, (refused.body as { error: { details: { code: string } } }).error.details.code]).toEqual([
          403,
          'preference-off',
        ]);
      }
      expect((await editor.put(`/reviews/${id}/reply`, { text: 'Thanks', revision })).status).toBe(403);
    });
    expect(await overview()).toMatchObject({ total: 1, open: false });
    await saveSettings(app, 'preferences', { reviews: true });
    expect(await reviewOf(mine)).toMatchObject({ stars: 3, words: 'Kept.' });
    expect((await overview()).open).toBe(true);
  });
});

describe('editors', () => {
  it('see the average, the distribution, the trend by month and those with as many stars as they ask for', async () => {
    await saveSettings(app, 'general', { timeZone: 'Pacific/Auckland' });
    // In Auckland it is February already.
    await atOneInstant(async () => write(await signIn(app, contact), 2, 'Slow.'), new Date('2027-01-31T12:00:00Z'));
    const people = await Promise.all([5, 5, 4].map(async (stars) => ({ stars, pair: await createPair(app.strapi) })));
    await atOneInstant(async () => {
      for (const { stars, pair } of people) await write(await signIn(app, pair.contact), stars);
      const seen = await overview();
      expect(seen).toMatchObject({ total: 4, average: 4, counts: [0, 1, 0, 1, 2] });
      expect(seen.months).toHaveLength(12);
      expect([seen.months[0]?.month, seen.months[11]?.month]).toEqual(['2026-04', '2027-03']);
      expect(seen.months.slice(-3)).toEqual([
        { month: '2027-01', count: 0, average: null },
        { month: '2027-02', count: 1, average: 2 },
        { month: '2027-03', count: 3, average: 4.67 },
      ]);
      const fives = await overview(editor, '?stars=5');
      expect([fives.total, fives.rows.map(({ stars }) => stars), fives.average]).toEqual([2, [5, 5], 4]);
      expect((await overview(editor, '?stars=2')).rows).toMatchObject([
        { contact: 'Ada King', customer: { name: customer.name }, words: 'Slow.' },
      ]);
    }, new Date('2027-03-10T12:00:00Z'));
    await saveSettings(app, 'general', { timeZone: 'UTC' });
  });

  it('answer as they read it: the author reads the answer and is told by mail, nobody else', async () => {
    await write(mine, 2, 'Slow.');
    const { id, revision } = await only();
    await write(mine, 3, 'Slow, but friendly.');
    const reply = (text: string, at: number) => editor.put(`/reviews/${id}/reply`, { text, revision: at });
    expect((await reply('We are sorry.', revision)).status).toBe(409);
    expect(await reviewOf(mine)).toMatchObject({ reply: null });

    const now = (await only()).revision;
    expect((await reply('We hired somebody.', now)).body).toMatchObject({
      data: { reply: { text: 'We hired somebody.', by: editor.user.email } },
    });
    expect((await reply('We hired somebody.', now)).status).toBe(200);
    expect(await reviewOf(mine)).toMatchObject({ stars: 3, reply: { text: 'We hired somebody.' } });
    await app.settle();
    const mails = app.mailbox.to(contact.email).filter(({ subject }) => subject?.includes('answered your review'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('We hired somebody.');
    expect(mails[0]?.text).toContain('/portal/customers/review?customer=');
  });

  it('may do so by permissions of their own, for customers that their role reads', async () => {
    await write(mine, 2);
    await write(theirs, 5);
    const row = (await overview()).rows.find(({ stars }) => stars === 5);
    const reader = await createEditor(app, ['reviews.read'], [READS_CUSTOMERS]);
    expect(await overview(reader)).toMatchObject({ total: 2, average: 3.5 });
    const answer = { text: 'Thanks', revision: 1 };
    expect((await reader.put(`/reviews/${row?.id}/reply`, answer)).status).toBe(403);
    expect((await (await createEditor(app, ['reviews.read'])).get('/reviews')).status).toBe(403);

    const condition = 'plugin::test.alder';
    const permissions = app.strapi.service('admin::permission') as unknown as {
      conditionProvider: { register(condition: object): Promise<unknown> };
    };
    await permissions.conditionProvider.register({
      displayName: 'Only one customer',
      name: 'alder',
      plugin: 'test',
      handler: () => ({ id: { $eq: customer.id } }),
    });
    const narrow = await createEditor(app, ['reviews.read', 'reviews.reply'], [{ ...READS_CUSTOMERS, conditions: [condition] }]);
    expect(await overview(narrow)).toMatchObject({ total: 1, average: 2, counts: [0, 1, 0, 0, 0] });
    expect((await narrow.put(`/reviews/${row?.id}/reply`, answer)).status).toBe(404);
  });
});

describe('a review goes', () => {
  it.each(['contact', 'customer'] as const)('with its %s', async (owner) => {
    const pair = await createPair(app.strapi);
    await write(await signIn(app, pair.contact), 1);
    await write(mine, 5);
    await app.strapi.documents(`plugin::customer-portal.${owner}`).delete({ documentId: pair[owner].documentId });
    expect((await overview()).rows.map(({ stars }) => stars)).toEqual([5]);
    expect(await count()).toBe(1);
  });
});
