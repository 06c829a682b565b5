import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { signIn, type Browser } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { errorsOf, moduleBody } from '../support/modules';
import { createContact, createPair } from '../support/people';
import { documents } from '../support/publicity';
import { startApp, type TestApp } from '../support/strapi';
import { addComponent, addType } from '../support/team-types';

const MACHINE = 'api::machine.machine';

/** A type with what customers are shown and never write: JSON, a dynamic zone, a uid, and JSON within a component that they do write. */
function define({ strapi }: { strapi: Core.Strapi }): void {
  addComponent(strapi, 'machine.service', 'Service visit', {
    what: { type: 'string' },
    readings: { type: 'json' },
    hours: { type: 'decimal' },
    cost: { type: 'decimal', private: true },
    inside: { type: 'string', pluginOptions: { 'customer-portal': { levels: [] } } },
  });
  addComponent(strapi, 'machine.notice', 'Notice', { text: { type: 'blocks' }, seen: { type: 'boolean' } });
  addComponent(strapi, 'machine.part', 'Part', { name: { type: 'string', required: true }, data: { type: 'json' } });
  addType(strapi, {
    singularName: 'machine',
    pluralName: 'machines',
    displayName: 'Machine',
    attributes: {
      name: { type: 'string', required: true },
      slug: { type: 'uid', targetField: 'name' },
      specs: { type: 'json' },
      secrets: { type: 'json' },
      log: { type: 'dynamiczone', components: ['machine.service', 'machine.notice'] },
      parts: { type: 'component', repeatable: true, component: 'machine.part' },
    },
  });
}

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let machines: string;
let first: Browser;
let colleague: Browser;
let stranger: Browser;

const FIELDS = {
  name: 'mandatory',
  slug: 'read-only',
  specs: 'read-only',
  secrets: 'hidden',
  log: 'read-only',
  parts: 'optional',
} as const;
const body = (more: Parameters<typeof moduleBody>[2] = {}) => ({
  contentType: MACHINE,
  ...moduleBody('Machines', ['name'], { fields: FIELDS, ...more }),
});

beforeAll(async () => {
  app = await startApp({ define });
  ({ strapi } = app);
  editor = await createEditor(app);
  const { customer, contact } = await createPair(strapi);
  first = await signIn(app, contact);
  colleague = await signIn(app, await createContact(strapi, [customer]));
  stranger = await signIn(app, (await createPair(strapi)).contact);
});
afterAll(() => app.stop());

const SPECS = { watts: 1400, dual: true, nothing: null, 'ключ "quoted"': ['a', { deep: [1, 2, { deeper: 'ü' }] }], number: 1e-7 };
const TEXT = [{ type: 'paragraph', children: [{ type: 'text', text: 'Read me' }] }];
const LOG = [
  { __component: 'machine.service', what: 'Descaled', readings: { bar: [9, 9.5] }, hours: 1.5, cost: 80, inside: 'hush' },
  { __component: 'machine.notice', text: TEXT, seen: false },
  { __component: 'machine.service', what: 'Burrs', readings: [], hours: null, cost: 20, inside: 'hush' },
];

type Values = Record<string, unknown> & {
  parts: { id: string; name: string; data: unknown }[];
  log: { label: string; fields: { name: string; level: string; type: string }[]; values: Record<string, unknown> }[];
};
interface Detail {
  id: string;
  revision: number;
  state: string;
  values: Values;
}
const read = async (browser: Browser, id: string): Promise<Detail> =>
  (await browser.get(`/modules/${machines}/records/${id}`)).body.data as Detail;
const create = (browser: Browser, values: object, submit = true) =>
  browser.post(`/modules/${machines}/records`, { key: randomUUID(), values, submit });
const save = (browser: Browser, { id, revision }: Detail, values: object) =>
  browser.put(`/modules/${machines}/records/${id}`, { revision, values, submit: true });
const approval = async (id: string) => (await editor.get(`/approvals/${id}`)).body.data;
const approve = async (id: string) => editor.post(`/approvals/${id}/approve`, { revision: (await approval(id)).revision });

/** Both versions of the document, as the team has them. */
async function versions(documentId: string): Promise<Record<string, unknown>[]> {
  const populate = { parts: true, log: { on: { 'machine.service': { populate: '*' }, 'machine.notice': { populate: '*' } } } };
  const found = strapi.documents(MACHINE as never) as unknown as { findOne(query: object): Promise<Record<string, unknown>> };
  return [
    await found.findOne({ documentId, populate, status: 'draft' }),
    await found.findOne({ documentId, populate, status: 'published' }),
  ];
}
const shorn = (parts: unknown): Record<string, unknown>[] => (parts as Record<string, unknown>[]).map(({ id: _id, ...part }) => part);

describe('JSON, dynamic zones and uids', () => {
  it('are offered to editors as read-only or hidden, and taken as nothing else', async () => {
    const { body: candidates } = await editor.get(`/module-types/${MACHINE}`);
    const levels = Object.fromEntries((candidates.data as { name: string; levels: string[] }[]).map((field) => [field.name, field.levels]));
    for (const name of ['specs', 'log', 'slug']) expect([name, levels[name]]).toEqual([name, ['read-only', 'hidden']]);
    for (const name of ['specs', 'log', 'slug']) {
      for (const level of ['optional', 'mandatory']) {
        const refused = await editor.post('/modules', body({ fields: { ...FIELDS, [name]: level } }));
        expect([refused.status, errorsOf(refused)]).toEqual([400, [[`fields.${name}.level`, 'not-an-option']]]);
      }
    }
    expect(errorsOf(await editor.post('/modules', body({ fields: { ...FIELDS, specs: { level: 'read-only', default: '{}' } } })))).toEqual([
      ['fields.specs.default', 'default-wrong'],
    ]);
    for (const column of ['specs', 'log']) expect((await editor.post('/modules', body({ columns: ['name', column] }))).status).toBe(400);
    const opened = await editor.post('/modules', body());
    expect(opened.status).toBe(201);
    machines = opened.body.data.id as string;
  });

  it('are shown to the customer as the team published them, without what it keeps to itself', async () => {
    const { id } = (await create(first, { name: 'Alpha', parts: [{ name: 'Burr' }] })).body.data as Detail;
    const waiting = await read(first, id);
    expect(waiting.values).toMatchObject({ specs: null, log: [], slug: null });
    await approve(id);
    const { document } = await approval(id);
    await documents(strapi, MACHINE).update({
      documentId: document,
      data: { specs: SPECS, secrets: { code: 'hush' }, log: LOG },
      status: 'published',
    });
    for (const browser of [first, colleague]) {
      const { values } = await read(browser, id);
      expect(values.specs).toEqual(SPECS);
      expect(values.slug).toBe('alpha');
      expect(values.log.map(({ label, values: shown }) => [label, shown])).toEqual([
        ['Service visit', { what: 'Descaled', readings: { bar: [9, 9.5] }, hours: 1.5 }],
        ['Notice', { text: TEXT, seen: false }],
        ['Service visit', { what: 'Burrs', readings: [], hours: null }],
      ]);
      expect(values.log.flatMap(({ fields }) => fields.map(({ level }) => level))).toEqual(
        expect.not.arrayContaining(['optional', 'mandatory', 'hidden']),
      );
      expect(JSON.stringify(values)).not.toMatch(/hush|cost|inside|secrets/u);
    }
    expect((await stranger.get(`/modules/${machines}/records/${id}`)).status).toBe(404);
    expect(JSON.stringify((await first.get(`/modules/${machines}/records`)).body)).not.toMatch(/hush|watts|Descaled/u);
    for (const query of ['q=watts', 'q=Descaled', 'q=hush'])
      expect((await first.get(`/modules/${machines}/records?${query}`)).body.data.total).toBe(0);
    for (const by of ['specs', 'log', 'secrets']) expect((await first.get(`/modules/${machines}/records?sort=${by}`)).status).toBe(400);
  });

  it('cannot be written by a customer, in a new record or a present one', async () => {
    for (const values of [
      { specs: { a: 1 } },
      { specs: null },
      { log: [] },
      { log: [{ __component: 'machine.notice', seen: true }] },
      { slug: 'mine' },
    ]) {
      const [name] = Object.keys(values);
      expect(errorsOf(await create(first, { name: 'Beta', ...values }))).toEqual([[`values.${name}`, 'read-only']]);
    }
    expect(errorsOf(await create(first, { name: 'Beta', secrets: {} }))).toEqual([['values.secrets', 'unknown-key']]);
    expect(errorsOf(await create(first, { name: 'Beta', parts: [{ name: 'Burr', data: { free: true } }] }))).toEqual([
      ['values.parts.0.data', 'read-only'],
    ]);
    const { rows } = (await first.get(`/modules/${machines}/records`)).body.data;
    expect(rows.map(({ title }: { title: string }) => title)).toEqual(['Alpha']);
    const detail = await read(first, rows[0].id as string);
    for (const [name, value] of [
      ['specs', {}],
      ['log', detail.values.log],
      ['slug', 'x'],
    ] as const) {
      expect(errorsOf(await save(first, detail, { name: 'Alpha', parts: [], [name]: value }))).toEqual([[`values.${name}`, 'read-only']]);
    }
    expect(await read(first, detail.id)).toEqual(detail);
  });

  it("are as they were after the customer's next version is approved", async () => {
    const { id } = (await first.get(`/modules/${machines}/records`)).body.data.rows[0] as Detail;
    const { document } = await approval(id);
    const [before] = await versions(document as string);
    const withData = (before?.parts as { id: number }[]).map((part) => ({ ...part, data: { torque: 4 } }));
    await documents(strapi, MACHINE).update({ documentId: document, data: { parts: withData }, status: 'published' });

    const detail = await read(first, id);
    expect(detail.values.parts).toEqual([{ id: expect.any(String), name: 'Burr', data: { torque: 4 } }]);
    const [part] = detail.values.parts;
    const saved = await save(first, detail, { name: 'Alpha II', parts: [{ name: 'Gasket' }, { id: part?.id, name: 'Burr, new' }] });
    expect(saved.status).toBe(200);
    const waiting = await read(first, id);
    expect([waiting.state, waiting.values.specs, waiting.values.log]).toEqual(['submitted', SPECS, detail.values.log]);
    const seen = (await approval(id)) as { fields: { field: { name: string }; before: unknown; after: unknown; changed: boolean }[] };
    const changed = Object.fromEntries(seen.fields.map(({ field, changed: one }) => [field.name, one]));
    expect(changed).toEqual({ name: true, slug: false, specs: false, log: false, parts: true });
    expect(seen.fields.find(({ field }) => field.name === 'specs')).toMatchObject({ before: SPECS, after: SPECS });

    expect((await approve(id)).status).toBe(200);
    for (const version of await versions(document as string)) {
      expect(version).toMatchObject({ name: 'Alpha II', slug: 'alpha', specs: SPECS, secrets: { code: 'hush' } });
      expect(shorn(version.log)).toEqual(LOG.map((one) => expect.objectContaining(one) as unknown));
      expect(shorn(version.parts)).toEqual([
        { name: 'Gasket', data: null },
        { name: 'Burr, new', data: { torque: 4 } },
      ]);
    }
    const after = await read(colleague, id);
    expect([after.values.specs, after.values.log]).toEqual([SPECS, detail.values.log]);
  });

  it('of every JSON kind come as they are', async () => {
    const { id } = (await create(stranger, { name: 'Gamma', parts: [] })).body.data as Detail;
    await approve(id);
    const { document } = await approval(id);
    for (const specs of [0, -1.5, false, true, [], {}, [null, [[]]], { $ne: 1, 'a b': 'ü' }, null]) {
      await documents(strapi, MACHINE).update({ documentId: document, data: { specs }, status: 'published' });
      // As the Document Service gives them: with some databases it gives numbers for false and true.
      const [, published] = await versions(document as string);
      expect([specs, (await read(stranger, id)).values.specs]).toEqual([specs, published?.specs ?? null]);
      if (typeof specs !== 'boolean') expect(published?.specs).toEqual(specs);
    }
  });
});
