import { customerContract } from '../../plugin/contract';
import type { ProjectRow, TimeEntry } from '../../plugin/contract/customer/projects';
import { signIn, type Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const CM = '//content-manager/collection-types/plugin::customer-portal';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;
let colleague: Browser;
let viewer: Browser;
let theirs: Browser;
let other: TestCustomer;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app);
  ({ customer, contact } = await createPair(app.strapi, { contact: { firstName: 'Ada', lastName: 'King' } }));
  mine = await signIn(app, contact);
  colleague = await signIn(app, await createContact(app.strapi, [customer]));
  const reader = await createContact(app.strapi, [customer]);
  await app.strapi.db
    .query('plugin::customer-portal.membership')
    .updateMany({ where: { label: { $contains: reader.email } }, data: { role: 'viewer' } });
  viewer = await signIn(app, reader);
  const pair = await createPair(app.strapi);
  other = pair.customer;
  theirs = await signIn(app, pair.contact);
});
beforeEach(() => saveSettings(app, 'preferences', { projects: true }));
afterAll(() => app.stop());

interface Written {
  documentId: string;
  approval: string;
  [name: string]: unknown;
}
const write = async (type: string, data: object, id?: string): Promise<{ status: number; data: Written; path: string | undefined }> => {
  const response = id ? await editor.put(`${CM}.${type}/${id}`, data) : await editor.post(`${CM}.${type}`, data);
  const body = response.body as { data?: Written; error?: { details: { errors?: { path: string[] }[] } } };
  return { status: response.status, data: body.data as Written, path: body.error?.details.errors?.[0]?.path[0] };
};
const to = ({ id, documentId }: { id?: number; documentId: string }) => ({ connect: [{ ...(id && { id }), documentId }], disconnect: [] });

let serial = 0;
/** A project as an editor writes it. */
async function project(data: object = {}, of = customer): Promise<string> {
  serial += 1;
  const made = await write('project', { name: `Project ${serial}`, state: 'active', customer: to(of), ...data });
  expect(made.status).toBe(201);
  return made.data.documentId;
}
async function entry(of: string, data: object = {}): Promise<string> {
  const made = await write('time-entry', {
    project: to({ documentId: of }),
    date: '2026-11-02',
    minutes: 60,
    approval: 'waiting',
    ...data,
  });
  expect(made.status).toBe(201);
  return made.data.documentId;
}
const list = async (browser = mine): Promise<ProjectRow[]> =>
  customerContract.projects.find.response.parse(((await browser.get('/projects')).body as { data: unknown }).data).rows;
const shown = async (id: string, browser = mine): Promise<ProjectRow | undefined> => (await list(browser)).find((row) => row.id === id);
const entries = async (id: string, query = ''): Promise<TimeEntry[]> =>
  customerContract.projects.entries.response.parse(((await mine.get(`/projects/${id}/entries${query}`)).body as { data: unknown }).data)
    .rows;
const only = async (id: string): Promise<TimeEntry> => {
  const [first] = await entries(id);
  if (!first) throw new Error('No time is logged.');
  return first;
};
type Named = Pick<TimeEntry, 'id' | 'revision'>;
const decide = (browser: Browser, decision: 'approve' | 'send-back', named: Named[], reason = '') =>
  browser.post('/time-entries/decide', { decision, reason, entries: named.map(({ id, revision }) => ({ id, revision })) });

describe('a customer', () => {
  it('sees its projects with logged, billed and unbilled time, once they are no drafts, and no other customer does', async () => {
    const id = await project({ description: 'New site', currency: 'EUR', hourlyRate: '9500' });
    const fixed = await project({ billing: 'fixed', currency: 'EUR', fixedCost: '1500000' });
    const draft = await project({ state: 'draft' });
    await entry(id, { minutes: 90, billed: true });
    await entry(id, { minutes: 45, date: '2026-11-03', approval: 'none' });
    await entry(id, { minutes: 15, billable: false, approval: 'none' });
    const row = {
      logged: 150,
      billed: 90,
      unbilled: 45,
      waiting: 1,
      billing: 'hourly',
      hourlyRate: { amount: 9500, currency: 'EUR' },
      fixedCost: null,
    };
    expect(await shown(id)).toMatchObject(row);
    expect(await shown(fixed)).toMatchObject({ logged: 0, fixedCost: { amount: 1500000, currency: 'EUR' }, hourlyRate: null });
    expect(await shown(draft)).toBeUndefined();
    expect((await mine.get(`/projects/${id}`)).body).toMatchObject({ data: { ...row, description: 'New site', mayDecide: true } });
    expect((await viewer.get(`/projects/${id}`)).body).toMatchObject({ data: { mayDecide: false } });
    expect((await entries(id)).map(({ date, minutes }) => [date, minutes])).toEqual([
      ['2026-11-03', 45],
      ['2026-11-02', 15],
      ['2026-11-02', 90],
    ]);
    expect(await entries(id, '?approval=waiting')).toHaveLength(1);

    expect(await list(theirs)).toEqual([]);
    for (const path of [`/projects/${id}`, `/projects/${id}/entries`]) expect((await theirs.get(path)).status).toBe(404);
    for (const path of [`/projects/${draft}`, `/projects/${draft}/entries`]) expect((await mine.get(path)).status).toBe(404);
  });

  it('approves entries, or sends them back with a reason, several at once', async () => {
    const id = await project();
    for (const minutes of [30, 60, 90]) await entry(id, { minutes });
    const [a, b, c] = (await entries(id)) as [TimeEntry, TimeEntry, TimeEntry];
    expect((await decide(mine, 'approve', [a, b])).body).toEqual({ data: { decided: [b.id, a.id], left: [] } });
    expect((await decide(mine, 'send-back', [c])).status).toBe(400);
    expect((await decide(mine, 'send-back', [c], 'That was an hour.')).status).toBe(200);
    const by = new Map((await entries(id)).map((one) => [one.id, one]));
    expect([a, b].map((one) => by.get(one.id))).toMatchObject([
      { approval: 'approved', decidedBy: 'Ada King' },
      { approval: 'approved', reason: '' },
    ]);
    expect(by.get(c.id)).toMatchObject({ approval: 'sent-back', reason: 'That was an hour.' });
    const seen = (await editor.get(`${CM}.time-entry/${c.id}`)).body as { data: object };
    expect(seen.data).toMatchObject({ approval: 'sent-back', reason: 'That was an hour.', decidedBy: 'Ada King' });
    // Decided is decided.
    expect((await decide(colleague, 'approve', [a, b, c])).body).toMatchObject({ data: { decided: [] } });
  });

  it('approves what it saw: what was changed since is left and named', async () => {
    const id = await project();
    const one = await entry(id);
    const seen = await only(id);
    expect((await write('time-entry', { minutes: 600 }, one)).status).toBe(200);
    expect((await decide(mine, 'approve', [seen])).body).toEqual({ data: { decided: [], left: [one] } });
    expect(await only(id)).toMatchObject({ approval: 'waiting', minutes: 600 });
  });

  it('decides once: of two contacts at the same time one is first for each entry', async () => {
    const id = await project();
    for (let made = 0; made < 4; made += 1) await entry(id);
    const seen = await entries(id);
    const answers = await Promise.all(
      [mine, colleague, mine, colleague].map((browser, at) =>
        decide(browser, at % 2 === 0 ? 'approve' : 'send-back', at < 2 ? seen : [...seen].reverse(), 'No'),
      ),
    );
    const decided = answers.map(({ status, body }) => {
      expect(status).toBe(200);
      return (body as { data: { decided: string[] } }).data.decided;
    });
    expect(decided.flat().sort()).toEqual(seen.map((one) => one.id).sort());
    const now = await entries(id);
    answers.forEach((_answer, at) => {
      const approval = at % 2 === 0 ? 'approved' : 'sent-back';
      for (const one of decided[at] ?? []) expect(now.find((row) => row.id === one)?.approval).toBe(approval);
    });
  });

  it('decides nothing of another customer, of a draft, that does not wait, or as a viewer', async () => {
    const foreign = await project({}, other);
    const foreignEntry = await entry(foreign);
    const draft = await project({ state: 'draft' });
    const hidden = await entry(draft);
    const quiet = await entry(await project(), { approval: 'none' });
    const named = [foreignEntry, hidden, quiet].map((id) => ({ id, revision: 1 }));
    await expectUntouched(app, async () => {
      expect((await decide(mine, 'approve', named)).body).toEqual({ data: { decided: [], left: named.map(({ id }) => id) } });
      expect((await decide(viewer, 'approve', named)).status).toBe(403);
    });
  });
});

describe('an editor', () => {
  it('says nothing in the name of the customer, and asks again where it changes what was approved', async () => {
    const id = await project();
    const one = await entry(id);
    for (const approval of ['approved', 'sent-back']) {
      expect(await write('time-entry', { approval, reason: 'x' }, one)).toMatchObject({ status: 400, path: 'approval' });
    }
    expect(
      (await write('time-entry', { project: to({ documentId: id }), date: '2026-11-02', minutes: 5, approval: 'approved' })).status,
    ).toBe(400);
    await decide(mine, 'approve', [await only(id)]);
    const form = ((await editor.get(`${CM}.time-entry/${one}`)).body as { data: Written }).data;
    // The form sends everything back as it came.
    expect((await write('time-entry', { ...form, project: { connect: [], disconnect: [] }, billed: true }, one)).status).toBe(200);
    expect(await write('time-entry', { minutes: 5 }, one)).toMatchObject({ status: 400, path: 'minutes' });
    expect(await only(id)).toMatchObject({ approval: 'approved', billed: true, minutes: 60 });
    expect((await write('time-entry', { minutes: 5, approval: 'waiting' }, one)).status).toBe(200);
    expect(await only(id)).toMatchObject({ approval: 'waiting', minutes: 5, decidedBy: '', decidedAt: null });
  });

  it.each([
    ['project', { billing: 'fixed', currency: 'EUR' }, 'fixedCost'],
    ['project', { billing: 'fixed', fixedCost: '100' }, 'currency'],
    ['project', { currency: 'XYZ' }, 'currency'],
    ['project', { currency: 'EUR', hourlyRate: '-1' }, 'hourlyRate'],
    ['time-entry', { project: null }, 'project'],
    ['time-entry', { minutes: 0 }, 'minutes'],
    ['time-entry', { minutes: 1441 }, 'minutes'],
  ])('is told what a %s lacks: %j', async (type, data, path) => {
    const base =
      type === 'project'
        ? { name: 'X', state: 'active', customer: to(customer) }
        : { project: to({ documentId: await project() }), date: '2026-11-02', minutes: 60 };
    expect(await write(type, { ...base, ...data })).toMatchObject({ status: 400, path });
  });

  it('moves a project with its time to another customer, and deletes what nobody approved', async () => {
    const id = await project();
    const one = await entry(id);
    expect((await write('project', { customer: to(other) }, id)).status).toBe(200);
    expect((await mine.get(`/projects/${id}`)).status).toBe(404);
    expect((await shown(id, theirs))?.waiting).toBe(1);
    await decide(theirs, 'approve', [{ id: one, revision: 1 }]);
    expect((await editor.delete(`${CM}.project/${id}`)).status).toBe(400);
    expect((await editor.delete(`${CM}.time-entry/${one}`)).status).toBe(400);
    expect((await write('time-entry', { approval: 'none' }, one)).status).toBe(200);
    expect((await editor.delete(`${CM}.project/${id}`)).status).toBe(200);
    expect(await app.strapi.db.query('plugin::customer-portal.time-entry').count({ where: { documentId: one } })).toBe(0);
  });

  it('copies an entry into one that nobody has approved', async () => {
    const id = await project();
    const one = await entry(id, { note: 'Design', minutes: 75 });
    await decide(mine, 'approve', [await only(id)]);
    const copy = await app.strapi.documents('plugin::customer-portal.time-entry' as never).clone({ documentId: one, data: {} as never });
    expect((copy as unknown as { entries: object[] }).entries).toMatchObject([
      { approval: 'none', minutes: 75, note: 'Design', decidedBy: null },
    ]);
    expect(await entries(id)).toHaveLength(2);
  });
});

describe('the switch', () => {
  it('off hides projects and lets nobody approve', async () => {
    const id = await project();
    await entry(id);
    const seen = await only(id);
    await saveSettings(app, 'preferences', { projects: false });
    await expectUntouched(app, async () => {
      for (const refused of [
        await mine.get('/projects'),
        await mine.get(`/projects/${id}`),
        await mine.get(`/projects/${id}/entries`),
        await decide(mine, 'approve', [seen]),
      ])
        expect([refused.status, (refused.body as { error: { details: { code: string } } }).error.details.code]).toEqual([
          403,
          'preference-off',
        ]);
    });
    await saveSettings(app, 'preferences', { projects: true });
    expect((await decide(mine, 'approve', [seen])).body).toMatchObject({ data: { decided: [seen.id] } });
  });
});
