import { randomUUID } from 'node:crypto';
import type { EditorModule } from '../../plugin/contract/editor/modules';
import { openRepairs, repair } from '../support/modules';
import fc from 'fast-check';
import { customerEndpoints, editorEndpoints } from '../../plugin/contract';
import type { Endpoint } from '../../plugin/contract/endpoint';
import type { FormSection } from '../../plugin/preferences';
import { documentsOf } from '../../server/src/documents';
import { platformOf } from '../../server/src/platform';
import { settingsOf } from '../../server/src/settings';
import { addAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { attachTo, createApplied, createDraft, createIssued } from '../support/documents';
import { createLinked } from '../support/documents';
import { NOBODY } from '../support/nobody';
import { paymentSamples } from '../support/payment-samples';
import { createEditor, type Editor } from '../support/editor';
import { expectRefusal, isBare, isEditors, isPrograms, refusalOf, responseOf, type Sample } from '../support/endpoints';
import { resetLimits } from '../support/limits';
import { encode, text, odd, oddRequest, unencoded } from '../support/odd-requests';
import { createPair, setPassword, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { sendRaw } from '../support/raw';
import { linkSamples } from '../support/public-links';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';
import { createToken, syncedEntry, syncedPayment, syncedProject, syncedQuote } from '../support/sync';

/** The same requests each time; another seed and more runs to look further. */
const SEED = Number(process.env.FUZZ_SEED ?? 20260101);
const RUNS = Number(process.env.FUZZ_RUNS ?? 30);

let app: TestApp;
let editor: Editor;
let program: { token: string };
let theirs: { customer: TestCustomer; contact: TestContact };
let writes: string[] = [];

/** Statements that change rows, but for the note that a session was used, tries counted, the audit trail and what Strapi notes of itself. */
const isWrite = (sql: string): boolean =>
  /^\s*(insert|update|delete|replace|drop|alter|truncate)\b/iu.test(sql) &&
  !/set [`"]?last_seen_at|strapi_core_store_settings|update [`"]?strapi_api_tokens|customer_portal_limits|into [`"]?customer_portal_activities/iu.test(
    sql,
  );

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app);
  program = await createToken(app);
  theirs = await createPair(app.strapi, { customer: { name: 'Birch Ltd', city: 'Lund' } });
  await signIn(app, theirs.contact);
  await saveSettings(app, 'preferences', { forwardDocuments: true, reviews: true, sharedFiles: true, projects: true, managePeople: true });
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
async function anyQuote({ customer }: { customer: TestCustomer }): Promise<{ params: { document: string } }> {
  const { documentId: document } = await createDraft(app.strapi, 'quote', customer);
  await documentsOf(app.strapi).issue('quote', document);
  return { params: { document } };
}
async function anyDocument({ customer }: { customer: TestCustomer }, issued: boolean): Promise<Sample> {
  const { documentId: document } = await createDraft(app.strapi, 'invoice', customer);
  if (issued) await documentsOf(app.strapi).issue('invoice', document);
  return { params: { type: 'invoice', document } };
}
const period = { from: '2026-01-01', to: '2026-12-31', currency: 'EUR' };
async function anyFile({ customer }: { customer: TestCustomer }, more: Sample = {}): Promise<Sample> {
  const document = await createIssued(app.strapi, 'invoice', customer);
  return { ...more, params: { type: 'invoice', document, file: await attachTo(app.strapi, 'invoice', document) } };
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
    await setPassword(app.strapi, contact, TEST_PASSWORD);
    return { body: { currentPassword: TEST_PASSWORD, newPassword: 'marble-Teapot-9-orbit' } };
  },
  'invitation.preview': () => ({ body: { purpose: 'invitation', token } }),
  'invitation.accept': () => ({ body: { token, password: TEST_PASSWORD, language: 'de' } }),
  'navigation.find': nothing,
  'tabs.find': nothing,
  'colleagues.find': nothing,
  'colleagues.create': () => ({ body: { email: 'colleague@example.net', firstName: 'New', lastName: 'Colleague', role: 'viewer' } }),
  'colleagues.update': () => ({ params: { colleague: 'a'.repeat(24) }, body: { role: 'viewer' } }),
  'colleagues.delete': () => ({ params: { colleague: 'a'.repeat(24) } }),
  'colleagues.resend': () => ({ params: { colleague: 'a'.repeat(24) } }),
  'projects.find': nothing,
  'projects.findOne': () => ({ params: { project: 'a'.repeat(24) } }),
  'projects.entries': () => ({ params: { project: 'a'.repeat(24) }, query: { approval: 'waiting' } }),
  'projects.decide': () => ({ body: { decision: 'send-back', reason: 'Too long', entries: [{ id: 'a'.repeat(24), revision: 1 }] } }),
  'mail-choices.find': nothing,
  'mail-choices.update': () => ({ body: { topic: 'comments', on: false } }),
  'mail-choices.stop': () => ({ body: { token: 'a'.repeat(43) } }),
  'shared-files.find': nothing,
  'shared-files.create': () => ({ query: { name: 'photo.png' }, file: true }),
  'shared-files.findOne': () => ({ params: { file: 'a'.repeat(24) } }),
  'shared-files.update': () => ({ params: { file: 'a'.repeat(24) }, body: { note: 'The plan.' } }),
  'shared-files.delete': () => ({ params: { file: 'a'.repeat(24) } }),
  'customer-files.find': ({ customer }) => ({ params: { id: customer.documentId } }),
  'customer-files.findOne': ({ customer }) => ({ params: { id: customer.documentId, file: 'a'.repeat(24) } }),
  'customer-files.create': ({ customer }) => ({ params: { id: customer.documentId }, query: { name: 'photo.png' }, file: true }),
  'customer-files.comment': ({ customer }) => ({ params: { id: customer.documentId, file: 'a'.repeat(24) }, body: { text: 'Thank you.' } }),
  'customer-files.delete': ({ customer }) => ({ params: { id: customer.documentId, file: 'a'.repeat(24) } }),
  'review.find': nothing,
  'review.save': () => ({ body: { stars: 4, words: 'Quick and friendly.' } }),
  'review.delete': nothing,
  'reviews.find': () => ({ query: { stars: '4' } }),
  'reviews.reply': () => ({ params: { id: 'a'.repeat(24) }, body: { text: 'Thank you.', revision: 1 } }),
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
  'activity.export': nothing,
  'outbox.find': nothing,
  'outbox.sendAllAgain': nothing,
  'outbox.sendAgain': () => ({ params: { id: 'a'.repeat(24) } }),
  'outbox.stop': () => ({ params: { id: 'a'.repeat(24) } }),
  'people.resetFactors': own,
  'people.mailSignInLink': own,
  'settings.findPreferences': nothing,
  'settings.updatePreferences': () => stored('preferences'),
  'settings.findDocuments': nothing,
  'settings.updateDocuments': () => stored('documents'),
  'settings.findNotifications': nothing,
  'settings.updateNotifications': () => stored('notifications'),
  'documents.find': () => ({
    params: { type: 'invoice' },
    query: { page: '1', pageSize: '10', q: '1', state: 'open', from: '2026-01-01', to: '2026-12-31', sort: '-gross' },
  }),
  'documents.findOne': async (mine) => anyDocument(mine, true),
  'documents.related': async (mine) => anyDocument(mine, true),
  'settlement.find': async (mine) => anyDocument(mine, true),
  'settlement.apply': async (mine) => {
    const [{ params }, document] = [await anyDocument(mine, true), await createIssued(app.strapi, 'credit-note', mine.customer)];
    return { params, body: { left: 11900, parts: [{ type: 'credit-note', document, amount: 100 }] } };
  },
  'settlement.refund': async ({ customer }) => ({
    params: { document: await createIssued(app.strapi, 'credit-note', customer) },
    body: { left: 11900, amount: 100, date: '2026-11-30', reference: 'R-1' },
  }),
  'settlement.takeBack': async ({ customer }) => {
    const { invoice, allocation } = await createApplied(app.strapi, customer);
    return { params: { type: 'invoice', document: invoice, allocation } };
  },
  'documents.pdf': async (mine) => ({ ...(await anyDocument(mine, true)), query: { as: 'inline' } }),
  'documents.zip': async (mine) => {
    const { params } = await anyDocument(mine, true);
    return { params: { type: params?.type ?? '' }, body: { documents: [params?.document] } };
  },
  'overview.find': nothing,
  'statement.find': () => ({ query: period }),
  'statement.pdf': () => ({ query: period }),
  'statement.csv': () => ({ query: period }),
  'quotes.accept': async (mine) => ({ ...(await anyQuote(mine)), body: { revision: 1, name: 'Ada', drawing: 'M1 2L3 4M5 6' } }),
  'quotes.decline': async (mine) => ({ ...(await anyQuote(mine)), body: { revision: 1, reason: 'Too dear' } }),
  'documents.attachment': async (mine) => anyFile(mine, { query: { as: 'inline' } }),
  'document-actions.pdf': async (mine) => anyDocument(mine, false),
  'document-files.find': async (mine) => anyDocument(mine, true),
  'document-files.create': async (mine) => ({ ...(await anyDocument(mine, true)), query: { name: 'photo.png' }, file: true }),
  'document-files.findOne': (mine) => anyFile(mine),
  'document-files.delete': (mine) => anyFile(mine),
  'document-files.setPdf': async (mine) => ({ ...(await anyDocument(mine, true)), query: { name: 'invoice.pdf' }, file: true }),
  'document-files.removePdf': async (mine) => anyDocument(mine, true),
  ...linkSamples(() => app, stored),
  'document-sending.send': async (mine) => ({ ...(await anyDocument(mine, false)), body: { issue: true } }),
  'document-sending.sendMany': async ({ customer }) => ({
    body: { type: 'invoice', documents: [await createIssued(app.strapi, 'invoice', customer)], issue: false },
  }),
  'document-sending.findMany': () => ({ params: { job: 'a'.repeat(24) } }),
  'document-sending.cancelMany': () => ({ params: { job: 'a'.repeat(24) } }),
  'document-actions.options': nothing,
  'document-timeline.find': async (mine) => anyDocument(mine, true),
  'document-timeline.comment': async (mine) => ({ ...(await anyDocument(mine, true)), body: { text: comment } }),
  'document-history.find': async (mine) => anyDocument(mine, true),
  'document-history.answer': async (mine) => ({ params: { ...(await anyQuote(mine)).params, type: 'quote' } }),
  'document-actions.sample': async () => ({ body: { values: (await settingsOf(app.strapi).get('documents')).values } }),
  'document-history.comment': async (mine) => ({ ...(await anyDocument(mine, true)), body: { text: comment, internal: false } }),
  'sync-rows.customers': () => ({ body: { rows: [{ externalId: 'C-1', name: 'Alder', email: 'a@alder.example', attributes: {} }] } }),
  'sync-rows.contacts': () => ({
    body: { rows: [{ externalId: 'P-1', email: 'p@alder.example', language: 'de', customers: [{ externalId: 'C-1', role: 'viewer' }] }] },
  }),
  'sync-rows.pdf': () => ({ params: { type: 'invoice', externalId: 'I-1' }, file: true }),
  'sync-rows.projects': () => ({ body: { rows: [syncedProject] } }),
  'sync-rows.time-entries': () => ({ body: { rows: [syncedEntry] } }),
  'sync-rows.payments': () => ({ body: { rows: [syncedPayment] } }),
  'sync-rows.documents': () => ({ params: { type: 'quote' }, body: { rows: [syncedQuote], trustTotals: false } }),
  'document-actions.issue': async (mine) => anyDocument(mine, false),
  'document-actions.related': async (mine) => anyDocument(mine, true),
  'document-actions.invoice': async ({ customer }) => {
    const { documentId: document } = await createDraft(app.strapi, 'quote', customer);
    await documentsOf(app.strapi).issue('quote', document);
    return { params: { type: 'quote', document } };
  },
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
  ...paymentMakers(),
};

/** Those about payments: of an invoice that is there, where one is named. */
function paymentMakers(): Record<string, SampleMaker> {
  const found = (link: string, theirs = '', payments = { values: {}, revision: 0 }) => paymentSamples({ theirs, link, payments });
  return Object.fromEntries(
    Object.keys(found('')).map((id): [string, SampleMaker] => [
      id,
      async ({ customer }) => {
        if (!(await settingsOf(app.strapi).preferences()).publicLinks) await saveSettings(app, 'public-links', { publicLinks: true });
        if (!(await settingsOf(app.strapi).preferences()).onlinePayments)
          await saveSettings(app, 'payments', { onlinePayments: true, savePaymentMethods: true });
        const { documentId, token: link } = await createLinked(app.strapi, 'invoice', customer);
        const settings = await settingsOf(app.strapi).get('payments');
        const sample = found(link, customer.documentId, settings)[id] ?? {};
        return JSON.parse(JSON.stringify(sample).replaceAll(NOBODY, documentId)) as typeof sample;
      },
    ]),
  );
}

/** The contact's browser: signed in, or where the endpoint is about that, between password and second factor. */
async function customerFor(endpoint: Endpoint, contact: TestContact): Promise<Browser> {
  const browser = await signIn(app, contact);
  if (endpoint.access.kind !== 'challenge') return browser;
  await addAuthenticator(browser);
  const waiting = new Browser(app);
  await waiting.post('/session', { email: contact.email, password: TEST_PASSWORD });
  return waiting;
}

describe('odd requests', () => {
  it.each([...customerEndpoints(), ...editorEndpoints()].map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]))(
    'to %s are answered or refused, never failed at',
    async (id, endpoint) => {
      await resetLimits(app);
      const mine = await createPair(app.strapi);
      const caller = isEditors(endpoint) ? editor : isPrograms(endpoint) ? program : await customerFor(endpoint, mine.contact);
      const before = await theirRows();
      await fc.assert(
        fc.asyncProperty(odd, async (change) => {
          const sample = await samples[id]!(mine);
          writes = [];
          const response = await oddRequest(app, endpoint, caller, sample, change);
          expect(response.status).toBeLessThan(500);
          if (response.status < 400) {
            if (endpoint.answers?.kind === 'file') return;
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
