import { signIn, type Browser } from '../support/client';
import { createContact } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { SyncClient } from '../support/sync';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';

let app: TestApp;
let erp: SyncClient;
let mine: Browser;
let theirs: Browser;

const rows = (type: string) => app.strapi.db.query(`${UID}.${type}`);
const codes = (report: { rows: { errors?: { path: (string | number)[]; code: string }[] }[] }): unknown[] =>
  report.rows.flatMap(({ errors = [] }) => errors.map(({ path, code }) => `${path.join('.')}: ${code}`));

beforeAll(async () => {
  app = await startApp();
  await saveSettings(app, 'preferences', { projects: true });
  erp = await SyncClient.with(app, 'sync.customers', 'sync.projects', 'sync.time-entries');
  await erp.put('customers', [
    { externalId: 'C-1', name: 'Alder' },
    { externalId: 'C-2', name: 'Birch' },
  ]);
  await rows('customer').updateMany({ where: {}, data: { portalAccess: true } });
  const [alder, birch] = await rows('customer').findMany({ orderBy: { externalId: 'asc' } });
  mine = await signIn(app, await createContact(app.strapi, [alder]));
  theirs = await signIn(app, await createContact(app.strapi, [birch]));
});
afterAll(() => app.stop());

let serial = 0;
const fresh = (prefix: string): string => `${prefix}-${(serial += 1)}`;
const project = (more: object = {}) => ({ externalId: fresh('J'), name: 'Move', customer: 'C-1', state: 'active', ...more });
const entry = (of: string, more: object = {}) => ({
  externalId: fresh('T'),
  project: of,
  date: '2026-11-02',
  minutes: 90,
  person: 'Kim',
  note: 'Packing',
  approval: 'waiting',
  ...more,
});
async function synced(): Promise<string> {
  const row = project();
  expect(await erp.put('projects', [row])).toMatchObject({ created: 1 });
  return row.externalId;
}
const found = (externalId: string) => rows('time-entry').findOne({ where: { externalId } });
/** The customer's word on an entry. */
async function decide(externalId: string, decision: 'approve' | 'send-back'): Promise<void> {
  const { documentId: id, revision } = await found(externalId);
  const body = { decision, reason: decision === 'approve' ? '' : 'Too long', entries: [{ id, revision }] };
  expect((await mine.post('/time-entries/decide', body)).body.data).toEqual({ decided: [id], left: [] });
}

describe('projects of another system', () => {
  it('are made, changed and left alone, and are their customer’s', async () => {
    const [a, b] = [
      project({ billing: 'fixed', fixedCost: 150_000, currency: 'EUR', description: 'Two days' }),
      project({ customer: 'C-2' }),
    ];
    expect(await erp.put('projects', [a, b])).toMatchObject({ created: 2, refused: 0 });
    expect(await erp.put('projects', [a, b])).toMatchObject({ unchanged: 2 });
    expect(await erp.put('projects', [{ externalId: a.externalId, name: 'Great move' }])).toMatchObject({ updated: 1 });
    const shown = (browser: Browser) =>
      browser.get('/projects').then(({ body }) => body.data.rows.map(({ name }: { name: string }) => name));
    expect(await shown(mine)).toContain('Great move');
    expect(await shown(theirs)).toEqual(['Move']);
  });

  it('refuse alone what does not fit, and leave nothing of it', async () => {
    const report = await erp.put('projects', [
      project(),
      project({ customer: 'C-9' }),
      project({ name: undefined }),
      project({ billing: 'fixed' }),
      project({ hourlyRate: 1 }),
      project({ currency: 'XXQ' }),
      project({ attributes: { documentId: 'x' } }),
      project({ surprise: 1 }),
    ]);
    expect(report).toMatchObject({ created: 1, refused: 7 });
    expect(codes(report)).toEqual([
      'customer: no-such-record',
      'name: required',
      'fixedCost: refused',
      'currency: refused',
      'currency: refused',
      'attributes.documentId: unknown-key',
      'surprise: unknown-key',
    ]);
  });

  it('come once from two calls at once, and from tokens that have the scope', async () => {
    const [row, other] = [project(), await SyncClient.with(app, 'sync.customers')];
    const reports = await Promise.all([erp.put('projects', [row]), erp.put('projects', [row])]);
    expect(reports.map(({ created, refused }) => [created, refused]).sort()).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(await rows('project').count({ where: { externalId: row.externalId } })).toBe(1);
    for (const what of ['projects', 'time-entries']) expect((await other.send(what, [])).status).toBe(403);
    expect(
      (
        await erp.send(
          'projects',
          Array.from({ length: 1001 }, () => row),
        )
      ).status,
    ).toBe(400);
  });
});

describe('time of another system', () => {
  it('is logged on its project, once from two calls at once, and sums up there', async () => {
    const of = await synced();
    const [a, b] = [entry(of), entry(of, { minutes: 30, billed: true })];
    const reports = await Promise.all([erp.put('time-entries', [a, b]), erp.put('time-entries', [a, b])]);
    expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(2);
    expect(reports.every(({ refused }) => refused === 0)).toBe(true);
    const { documentId } = await rows('project').findOne({ where: { externalId: of } });
    expect((await mine.get(`/projects/${documentId}`)).body.data).toMatchObject({ logged: 120, billed: 30, unbilled: 90, waiting: 2 });
    expect((await theirs.get(`/projects/${documentId}`)).status).toBe(404);
  });

  it('refuses alone what does not fit', async () => {
    const of = await synced();
    const report = await erp.put('time-entries', [
      entry(of),
      entry('J-none'),
      entry(of, { minutes: 1441 }),
      entry(of, { date: '2026-02-30' }),
      entry(of, { approval: 'approved' }),
      entry(of, { minutes: undefined }),
    ]);
    expect(codes(report)).toEqual([
      'project: no-such-record',
      'minutes: too-big',
      'date: invalid-format',
      'approval: invalid-value',
      'minutes: required',
    ]);
    expect(report.created).toBe(1);
  });

  it('that was approved stays as it was approved, but for being billed; sent again it undoes no answer', async () => {
    const of = await synced();
    const row = entry(of);
    await erp.put('time-entries', [row]);
    await decide(row.externalId, 'approve');
    expect(await erp.put('time-entries', [row])).toMatchObject({ unchanged: 1 });
    const other = await synced();
    await expectUntouched(app, async () => {
      for (const change of [{ minutes: 95 }, { note: 'More' }, { date: '2026-11-03' }, { billable: false }, { project: other }])
        expect(codes(await erp.put('time-entries', [{ ...row, ...change }]))).toEqual([`${Object.keys(change)[0]}: fixed`]);
    });
    expect(await erp.put('time-entries', [{ externalId: row.externalId, billed: true }])).toMatchObject({ updated: 1 });
    expect(await found(row.externalId)).toMatchObject({ approval: 'approved', minutes: 90, billed: true });
  });

  it('that was sent back waits again once it is another', async () => {
    const row = entry(await synced());
    await erp.put('time-entries', [row]);
    await decide(row.externalId, 'send-back');
    expect(await erp.put('time-entries', [row])).toMatchObject({ unchanged: 1 });
    expect(await found(row.externalId)).toMatchObject({ approval: 'sent-back', reason: 'Too long' });
    expect(await erp.put('time-entries', [{ ...row, minutes: 60 }])).toMatchObject({ updated: 1 });
    expect(await found(row.externalId)).toMatchObject({ approval: 'waiting', reason: null, minutes: 60 });
  });

  it('is approved or changed, whichever comes first', async () => {
    const row = entry(await synced());
    await erp.put('time-entries', [row]);
    const { documentId: id, revision } = await found(row.externalId);
    const body = { decision: 'approve', reason: '', entries: [{ id, revision }] };
    const [decided, report] = await Promise.all([
      mine.post('/time-entries/decide', body),
      erp.put('time-entries', [{ ...row, minutes: 60 }]),
    ]);
    const approved = (decided.body.data.decided as string[]).length === 1;
    expect(report.refused === 1).toBe(approved);
    expect(await found(row.externalId)).toMatchObject(
      approved ? { approval: 'approved', minutes: 90 } : { approval: 'waiting', minutes: 60 },
    );
  });
});
