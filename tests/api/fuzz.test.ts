import { randomUUID } from 'node:crypto';
import type { EditorModule } from '../../plugin/contract/editor/modules';
import { openRepairs, repair } from '../support/modules';
import fc from 'fast-check';
import { customerEndpoints, editorEndpoints } from '../../plugin/contract';
import type { Endpoint } from '../../plugin/contract/endpoint';
import type { FormSection } from '../../plugin/preferences';
import { documentsOf } from '../../server/src/documents';
import { passwordOf } from '../../server/src/password';
import { hashPassword } from '../../server/src/password/hash';
import { platformOf } from '../../server/src/platform';
import { settingsOf } from '../../server/src/settings';
import { addAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { call, expectRefusal, isBare, isEditors, leavesOf, refusalOf, responseOf, withLeaf, type Sample } from '../support/endpoints';
import { resetLimits } from '../support/limits';
import { NAUGHTY } from '../support/naughty';
import { createPair, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { sendRaw } from '../support/raw';
import { startApp, type TestApp } from '../support/strapi';

/** The same requests each time; another seed and more runs to look further. */
const SEED = Number(process.env.FUZZ_SEED ?? 20260101);
const RUNS = Number(process.env.FUZZ_RUNS ?? 30);

let app: TestApp;
let editor: Editor;
let theirs: { customer: TestCustomer; contact: TestContact };
let writes: string[] = [];

/** Statements that change rows, but for the note that a session was used, tries counted, the audit trail and what Strapi notes of itself. */
const isWrite = (sql: string): boolean =>
  /^\s*(insert|update|delete|replace|drop|alter|truncate)\b/iu.test(sql) &&
  !/set [`"]?last_seen_at|strapi_core_store_settings|customer_portal_limits|into [`"]?customer_portal_activities/iu.test(sql);

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app);
  theirs = await createPair(app.strapi, { customer: { name: 'Birch Ltd', city: 'Lund' } });
  await signIn(app, theirs.contact);
  // Nothing runs in the background: what is written was written by a request.
  await app.settle();
  await platformOf(app.strapi).jobs.stop();
  app.strapi.db.connection.on('query', ({ sql }: { sql: string }) => {
    if (isWrite(sql)) writes.push(sql);
  });
});
afterAll(() => app.stop());

/** All that the database holds of the other customer. */
async function theirRows(): Promise<string> {
  const { db } = app.strapi;
  const of = (name: string, column: string, id: number) => db.getConnection(`customer_portal_${name}`).where(column, id).orderBy('id');
  return JSON.stringify([
    await of('customers', 'id', theirs.customer.id),
    await of('contacts', 'id', theirs.contact.id),
    await of('credentials', 'contact_id', theirs.contact.id),
    await of('sessions', 'contact_id', theirs.contact.id).select('token_hash', 'customer_id', 'expires_at'),
    await of('one_time_tokens', 'contact_id', theirs.contact.id),
  ]);
}

type SampleMaker = (mine: { customer: TestCustomer; contact: TestContact }) => Promise<Sample> | Sample;
const tab = { name: 'Guide', url: 'http://localhost:9/', audience: 'everyone', enabled: true, opensIn: 'auto' };
const token = 'A'.repeat(43);
const own = ({ customer }: { customer: TestCustomer }): Sample => ({ params: { id: customer.documentId } });
const oidc = {
  kind: 'oidc',
  name: 'Elsewhere',
  icon: 'generic',
  enabled: false,
  issuer: 'https://login.example/',
  clientId: 'portal',
  scopes: ['email'],
};
const nothing: SampleMaker = () => ({});
const stored = async (section: FormSection): Promise<Sample> => ({
  body: await settingsOf(app.strapi).get(section),
});
async function anyDocument({ customer }: { customer: TestCustomer }, issued: boolean): Promise<Sample> {
  const { documentId: document } = await createDraft(app.strapi, 'invoice', customer);
  if (issued) await documentsOf(app.strapi).issue('invoice', document);
  return { params: { type: 'invoice', document } };
}
async function anyTab(): Promise<{ params: { id: string }; body: object }> {
  const tabs = (await editor.get('/custom-tabs')).body.data as { id: string; revision: number }[];
  const found = tabs[0] ?? ((await editor.post('/custom-tabs', tab)).body.data as { id: string; revision: number });
  return { params: { id: found.id }, body: { ...tab, revision: found.revision } };
}

const REPAIRS = 'api::repair-request.repair-request';
/** A module that is open; opened once. */
let opened: Promise<EditorModule> | undefined;
const repairs = (): Promise<EditorModule> => (opened ??= openRepairs(editor));
const inModule = async (): Promise<{ params: Record<string, string> }> => ({ params: { module: (await repairs()).id } });
const settingsOfModule = async (): Promise<{ id: string; body: object }> => {
  const { id } = await repairs();
  const all = (await editor.get('/modules')).body.data as EditorModule[];
  const { id: _id, contentType: _type, typeName: _name, problems: _problems, ...body } = all.find((one) => one.id === id) as EditorModule;
  return { id, body };
};
const everyValue = (): Record<string, unknown> =>
  repair({
    preferredDate: '2026-12-24',
    contactEmail: 'a@example.org',
    product: [],
    photos: [],
    parts: [{ name: 'Burr', quantity: 1 }],
    place: { street: 'Quay 4', city: 'Bergen' },
  });
/** A record of the contact's that waits for approval. */
async function anyRecord({ contact }: { contact: TestContact }): Promise<{ params: Record<string, string>; id: string; revision: number }> {
  const { id: module } = await repairs();
  const browser = await signIn(app, contact);
  const response = await browser.post(`/modules/${module}/records`, { key: randomUUID(), values: repair(), submit: true });
  const { id, revision } = response.body.data as { id: string; revision: number };
  return { params: { record: id, module }, id, revision };
}
const comment = [{ type: 'paragraph', children: [{ type: 'text', text: 'Hello', bold: true }] }];

/** Requests that would succeed or come close: what is fuzzed is one thing about them at a time. */
const samples: Record<string, SampleMaker> = {
  'portal.find': nothing,
  'openapi.find': nothing,
  'session.create': ({ contact }) => ({ body: { email: contact.email, password: TEST_PASSWORD } }),
  'session.find': nothing,
  'session.switchCustomer': ({ customer }) => ({ body: { customer: customer.documentId } }),
  'session.delete': nothing,
  'password.forgotten': ({ contact }) => ({ body: { email: contact.email } }),
  'password.reset': () => ({ body: { token, password: TEST_PASSWORD } }),
  'password.update': async ({ contact }) => {
    const { passwords } = passwordOf(app.strapi);
    await passwords.set(contact, await hashPassword(TEST_PASSWORD));
    return { body: { currentPassword: TEST_PASSWORD, newPassword: 'marble-Teapot-9-orbit' } };
  },
  'invitation.preview': () => ({ body: { purpose: 'invitation', token } }),
  'invitation.accept': () => ({ body: { token, password: TEST_PASSWORD, language: 'de' } }),
  'tabs.find': nothing,
  'profile.find': nothing,
  'profile.update': () => ({
    body: {
      customer: {
        city: 'Bergen',
        deliveryNotes: 'Ring twice',
        employees: 7,
        foundedOn: '2001-02-03',
        newsletter: true,
        preferredContactTime: '09:30',
      },
      contact: { firstName: 'Ada', lastName: 'Lovelace', language: 'de' },
    },
  }),
  'modules.find': nothing,
  'modules.findOne': inModule,
  'modules.options': async () => ({ params: { ...(await inModule()).params, field: 'product' } }),
  'records.find': inModule,
  'records.create': async () => ({ ...(await inModule()), body: { key: randomUUID(), values: everyValue(), submit: true } }),
  'records.findOne': async (mine) => ({ params: (await anyRecord(mine)).params }),
  'records.update': async (mine) => {
    const { params, revision } = await anyRecord(mine);
    return { params, body: { revision, values: everyValue(), submit: false } };
  },
  'records.withdraw': async (mine) => {
    const { params, revision } = await anyRecord(mine);
    return { params, body: { revision } };
  },
  'records.delete': async (mine) => ({ params: (await anyRecord(mine)).params }),
  'records.comment': async (mine) => ({ params: (await anyRecord(mine)).params, body: { text: comment } }),
  'record-files.create': async () => ({ ...(await inModule()), query: { field: 'photos', name: 'photo.png' }, file: true }),
  'record-files.findOne': async () => ({ params: { file: 'a'.repeat(24), ...(await inModule()).params } }),
  'module-settings.find': nothing,
  'module-settings.candidates': nothing,
  'module-settings.fields': () => ({ params: { uid: REPAIRS } }),
  'module-settings.create': async () => ({ body: { contentType: REPAIRS, ...(await settingsOfModule()).body, revision: undefined } }),
  'module-settings.reorder': async () => ({ body: { ids: [(await repairs()).id] } }),
  'module-settings.update': async () => {
    const { id, body } = await settingsOfModule();
    return { params: { id }, body };
  },
  'module-settings.delete': (mine) => own(mine),
  'approvals.find': nothing,
  'approvals.count': nothing,
  'approvals.findOfDocument': () => ({ params: { document: 'a'.repeat(24), uid: REPAIRS } }),
  'approvals.findOne': async (mine) => ({ params: { id: (await anyRecord(mine)).id } }),
  'approvals.read': async (mine) => ({ params: { id: (await anyRecord(mine)).id }, body: { comments: 1 } }),
  'approvals.file': async (mine) => ({ params: { file: 'a'.repeat(24), id: (await anyRecord(mine)).id } }),
  'approvals.approve': async (mine) => {
    const { id, revision } = await anyRecord(mine);
    return { params: { id }, body: { revision, note: 'Good' } };
  },
  'approvals.reject': async (mine) => {
    const { id, revision } = await anyRecord(mine);
    return { params: { id }, body: { revision, note: 'Add a photo' } };
  },
  'approvals.decideAll': async (mine) => {
    const { id, revision } = await anyRecord(mine);
    return { body: { decision: 'reject', note: 'No', records: [{ id, revision }] } };
  },
  'approvals.comment': async (mine) => ({ params: { id: (await anyRecord(mine)).id }, body: { text: comment, internal: false } }),
  'settings.findGeneral': nothing,
  'settings.updateGeneral': () => stored('general'),
  'session.passkeyOptions': nothing,
  'session.createByPasskey': () => ({ body: { response: { id: 'x', response: {} } } }),
  'session.requestLink': ({ contact }) => ({ body: { email: contact.email } }),
  'session.createByLink': () => ({ body: { token } }),
  'challenge.find': nothing,
  'challenge.cancel': nothing,
  'challenge.totp': () => ({ body: { code: '123456', remember: true } }),
  'challenge.recoveryCode': () => ({ body: { code: 'ABCD'.repeat(6) } }),
  'challenge.passkeyOptions': nothing,
  'challenge.passkey': () => ({ body: { response: { id: 'x', response: {} } } }),
  'challenge.beginEnrolment': nothing,
  'challenge.enrol': () => ({ body: { code: '123456' } }),
  'security.find': nothing,
  'security.stepUpWays': nothing,
  'security.stepUp': () => ({ body: { way: 'password', password: 'not the password' } }),
  'security.stepUpPasskeyOptions': nothing,
  'security.beginTotp': nothing,
  'security.confirmTotp': () => ({ body: { code: '123456', name: 'Phone' } }),
  'security.beginPasskey': nothing,
  'security.addPasskey': () => ({ body: { response: { id: 'x', response: {} }, name: 'Key' } }),
  'security.renameFactor': (mine) => ({ ...own(mine), body: { name: 'Phone' } }),
  'security.removeFactor': own,
  'security.renewRecoveryCodes': nothing,
  'security.sessions': nothing,
  'security.endSession': own,
  'security.endOtherSessions': nothing,
  'security.events': nothing,
  'sign-up.request': () => ({ body: { email: 'new@example.org', firstName: 'New', lastName: 'Person', organisation: '', language: 'de' } }),
  'sign-up.preview': () => ({ body: { token } }),
  'sign-up.confirm': () => ({ body: { token, password: TEST_PASSWORD } }),
  'connection.start': () => ({ params: { key: 'elsewhere' }, body: { wanted: '/tabs' } }),
  'connection.link': () => ({ params: { key: 'elsewhere' } }),
  'connection.stepUp': () => ({ params: { key: 'a'.repeat(24) }, body: { wanted: '/security' } }),
  'connection.confirmLink': () => ({ body: { token } }),
  'connection.unlink': own,
  'settings.findLogin': nothing,
  'settings.updateLogin': () => stored('login'),
  'connections.find': nothing,
  'connections.create': () => ({ body: { settings: oidc, clientSecret: 'secret' } }),
  'connections.update': (mine) => ({ ...own(mine), body: { settings: oidc, revision: 1 } }),
  'connections.delete': own,
  'connections.reorder': () => ({ body: { ids: [] } }),
  'connections.startTest': own,
  'connections.findTest': own,
  'connections.importMetadata': () => ({ body: { xml: '<EntityDescriptor/>' } }),
  'activity.find': nothing,
  'people.resetFactors': own,
  'people.mailSignInLink': own,
  'settings.findPreferences': nothing,
  'settings.updatePreferences': () => stored('preferences'),
  'settings.findDocuments': nothing,
  'settings.updateDocuments': () => stored('documents'),
  'documents.find': () => ({
    params: { type: 'invoice' },
    query: { page: '1', pageSize: '10', q: '1', state: 'open', from: '2026-01-01', to: '2026-12-31', sort: '-gross' },
  }),
  'documents.findOne': async (mine) => anyDocument(mine, true),
  'document-actions.issue': async (mine) => anyDocument(mine, false),
  'document-actions.void': async (mine) => anyDocument(mine, true),
  'settings.findCustomerFields': nothing,
  'settings.updateCustomerFields': () => stored('customer-fields'),
  'custom-tabs.find': nothing,
  'custom-tabs.create': () => ({ body: tab }),
  'custom-tabs.reorder': async () => ({ body: { ids: [(await anyTab()).params.id] } }),
  'custom-tabs.check': () => ({ body: { url: tab.url } }),
  'custom-tabs.update': anyTab,
  'custom-tabs.delete': async () => ({ params: (await anyTab()).params }),
  'people.list': nothing,
  'people.inviteMany': ({ customer }) => ({ body: { customers: [customer.documentId] } }),
  'memberships.findContacts': (mine) => ({ ...own(mine), query: { search: 'test' } }),
  'memberships.create': (mine) => ({
    ...own(mine),
    body: { email: `${randomUUID()}@example.org`, firstName: 'New', lastName: 'One', role: 'member', invite: false },
  }),
  'memberships.add': ({ customer, contact }) => ({
    params: { id: customer.documentId, contact: contact.documentId },
    body: { email: contact.email, role: 'member', invite: false },
  }),
  'memberships.update': ({ customer, contact }) => ({
    params: { id: customer.documentId, contact: contact.documentId },
    body: { role: 'owner' },
  }),
  'memberships.delete': ({ customer, contact }) => ({ params: { id: customer.documentId, contact: contact.documentId } }),
  'people.find': own,
  'people.invite': own,
  'people.resendLink': own,
  'people.mailContact': ({ customer, contact }) => ({ params: { id: customer.documentId, contact: contact.documentId } }),
  'people.disable': own,
  'people.resendLinks': ({ customer }) => ({ body: { customers: [customer.documentId] } }),
  'people.findJob': own,
};

/** The contact's browser: signed in, or where the endpoint is about that, between password and second factor. */
async function customerFor(endpoint: Endpoint, contact: TestContact): Promise<Browser> {
  const browser = await signIn(app, contact);
  if (endpoint.access.kind !== 'challenge') return browser;
  await addAuthenticator(browser);
  const waiting = new Browser(app);
  await waiting.post('/session', { email: contact.email, password: TEST_PASSWORD });
  return waiting;
}

const naughty = fc.constantFrom(...NAUGHTY);
const text = fc.oneof({ weight: 3, arbitrary: naughty }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) });
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom(null, true, false, 0, -1, 1e21, 0.1, 2 ** 31, Number.MAX_SAFE_INTEGER),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** One thing that is odd about a request. */
const odd = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('leaf' as const), at: fc.nat(), value: json }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('key' as const), key: text, value: json }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('body' as const), value: json }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bytes' as const), value: text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('query' as const), key: text, value: text, raw: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('param' as const), value: text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('header' as const), at: fc.nat(), value: fc.string({ maxLength: 40 }) }) },
);
type Odd = typeof odd extends fc.Arbitrary<infer T> ? T : never;

const HEADERS = [
  'origin',
  'cookie',
  'content-type',
  'accept',
  'accept-language',
  'x-forwarded-for',
  'authorization',
  'sec-fetch-site',
  'x-http-method-override',
];
/** As a client must write it; a lone surrogate cannot be. */
const encode = (part: string): string => encodeURIComponent(part.toWellFormed());
/** As somebody might write it by hand: only what HTTP itself cannot carry is taken out. */
const unencoded = (part: string): string => part.replace(/[^!-~]|[#?]/gu, '');

function request(endpoint: Endpoint, caller: Browser | Editor, sample: Sample, change: Odd) {
  const send = (next: Sample, more: Parameters<typeof call>[4] = {}) => call(app, endpoint, caller, next, more);
  switch (change.kind) {
    case 'leaf': {
      const leaves = leavesOf(sample.body ?? {});
      const path = leaves[change.at % leaves.length] ?? [];
      return send({ ...sample, body: withLeaf(sample.body ?? {}, path, change.value) });
    }
    case 'key':
      return send({ ...sample, body: Object.fromEntries([...Object.entries(sample.body ?? {}), [change.key, change.value]]) });
    case 'body':
      return send({ ...sample, body: change.value });
    case 'bytes':
      return send(sample, { body: change.value });
    case 'query': {
      const written = change.raw ? unencoded : encode;
      return send(sample, { search: `?${written(change.key)}=${written(change.value)}` });
    }
    case 'param':
      return send({
        ...sample,
        params: { ...sample.params, [Object.keys(sample.params ?? { id: '' })[0] ?? 'id']: change.value.toWellFormed() || 'x' },
      });
    case 'header':
      return send(sample, { headers: { [HEADERS[change.at % HEADERS.length]!]: change.value.replace(/[^ -~]/gu, '') } });
  }
}

describe('odd requests', () => {
  it.each([...customerEndpoints(), ...editorEndpoints()].map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]))(
    'to %s are answered or refused, never failed at',
    async (id, endpoint) => {
      await resetLimits(app);
      const mine = await createPair(app.strapi);
      const caller = isEditors(endpoint) ? editor : await customerFor(endpoint, mine.contact);
      const before = await theirRows();
      await fc.assert(
        fc.asyncProperty(odd, async (change) => {
          const sample = await samples[id]!(mine);
          writes = [];
          const response = await request(endpoint, caller, sample, change);
          expect(response.status).toBeLessThan(500);
          if (response.status < 400) {
            const data = isBare(endpoint) ? response.body : (response.body as { data: unknown }).data;
            expect(responseOf(endpoint).safeParse(data).error?.issues).toBeUndefined();
            return;
          }
          const code = refusalOf(response)?.details?.code;
          // A parameter can name another path, an Authorization header another person.
          if (change.kind !== 'param' && change.kind !== 'header') expectRefusal(endpoint, response, code ?? 'not-found');
          else expect(code).toBeDefined();
          // Whether a revision is stale is asked in the statement that would save.
          if (code !== 'conflict') expect(writes).toEqual([]);
        }),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      );
      expect(await theirRows()).toBe(before);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );

  it('to pages and files are answered or refused too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/portal/', '/portal/customers/', '/portal-assets/', '/api/customer-portal/', '/customer-portal/'),
        fc.array(text, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'),
        async (base, parts, raw, method) => {
          writes = [];
          const path = base + parts.map(raw ? unencoded : encode).join('/');
          const response = await sendRaw(app, { method, path: path.slice(0, 4000), headers: { 'x-customer-portal': '1' } });
          // 503: the portal's files have not been built.
          expect([path, response.status < 500 || response.status === 503]).toEqual([path, true]);
          expect(response.text).not.toMatch(/root:.*:0:0|node_modules|ENOENT|EISDIR/u);
          expect(writes).toEqual([]);
        },
      ),
      { seed: SEED, numRuns: RUNS * 4, endOnFailure: true },
    );
  });
});
