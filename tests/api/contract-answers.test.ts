import { customerContract, customerEndpoints, editorContract, editorEndpoints } from '../../plugin/contract';
import type { Endpoint } from '../../plugin/contract/endpoint';
import type { LinkPurpose } from '../../plugin/contract/customer/invitation';
import { documentsOf } from '../../server/src/documents';
import { addAuthenticator, Authenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { createApplied, createDraft, createIssued, createLinked } from '../support/documents';
import { paragraph } from '../support/modules';
import { createEditor, type Editor } from '../support/editor';
import { call, isBare, isEditors, responseOf, type Caller, type Sample } from '../support/endpoints';
import { createContact, createCustomer, createPair, linkFor, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import type { RawResponse } from '../support/raw';
import { saveSettings, setLogin } from '../support/settings';
import { SoftwarePasskey } from '../support/software-passkey';
import { startApp, type TestApp } from '../support/strapi';
import { createToken } from '../support/sync';

/** What every endpoint answers when all is well is what the contract says, and not a key more. */
let app: TestApp;
let editor: Editor;
let mine: { customer: TestCustomer; contact: TestContact };
let theirs: { customer: TestCustomer; contact: TestContact };
let theirBrowser: Browser;
let theirProfile: string;

const customers = customerContract;
const editors = editorContract;
const tab = { name: 'Guide', url: 'https://guide.example/', audience: 'everyone', enabled: true, opensIn: 'window' };
const link = (purpose: LinkPurpose, contact: TestContact): Promise<string> => linkFor(app.strapi, purpose, contact);
const here = (): Promise<Browser> => signIn(app, mine.contact);
const byEditor = (endpoint: Endpoint, sample: Sample): Promise<RawResponse> => call(app, endpoint, editor, sample);
/** A program writes rows, of which some are taken and some are not. */
const byProgram = async (endpoint: Endpoint, rows: object[], params?: Sample['params']): Promise<RawResponse> =>
  call(app, endpoint, await createToken(app), { params, body: { rows } });
const makeTab = async (): Promise<{ id: string; revision: number }> =>
  (await editor.post('/custom-tabs', tab)).body.data as { id: string; revision: number };
const invited = () => createContact(app.strapi, [mine.customer], { firstName: null, lastName: null, language: 'de' }, null);

async function makeJob(): Promise<string> {
  return (await editor.post('/customers/resend-link', { customers: [mine.customer.documentId] })).body.data.id as string;
}
async function sending(): Promise<string> {
  const body = { type: 'invoice', documents: [await invoice({ issued: true })], issue: false };
  return (await editor.post('/document-sending', body)).body.data.id as string;
}
async function stored(section: string): Promise<{ values: unknown; revision: number }> {
  const { values, revision } = (await editor.get(`/settings/${section}`)).body.data as { values: unknown; revision: number };
  return { values, revision };
}

const settingsOf = (name: string, section: string): Record<string, (endpoint: Endpoint) => Promise<RawResponse>> => ({
  [`settings.find${name}`]: (endpoint) => byEditor(endpoint, {}),
  [`settings.update${name}`]: async (endpoint) => byEditor(endpoint, { body: await stored(section) }),
});

async function quote(): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'quote', mine.customer);
  await documentsOf(app.strapi).issue('quote', documentId);
  return documentId;
}

async function invoice({ issued }: { issued: boolean }): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', mine.customer);
  if (issued) await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
}

/** A review of a contact of the same customer's, and of the contact's own. */
async function review(): Promise<string> {
  await saveSettings(app, 'preferences', { forwardDocuments: true, reviews: true });
  await (await here()).put('/review', { stars: 4, words: 'Quick and friendly.' });
  await (await careful()).put('/review', { stars: 2, words: '' });
  const { rows } = (await editor.get('/reviews')).body.data as { rows: { id: string; revision: number }[] };
  return rows.find(({ revision }) => revision === 1)?.id ?? '';
}

/** A contact of the same customer who may change its factors, signed in. */
const careful = async (): Promise<Browser> => signIn(app, await createContact(app.strapi, [mine.customer]));

async function addPasskey(browser: Browser): Promise<SoftwarePasskey> {
  const passkey = new SoftwarePasskey();
  const options = (await browser.post('/security/passkeys/options')).body.data as { challenge: string };
  await browser.post('/security/passkeys', { response: passkey.create(options) });
  return passkey;
}

async function withFactor() {
  const contact = await createContact(app.strapi, [mine.customer]);
  const browser = await signIn(app, contact);
  const { app: authenticator, recoveryCodes } = await addAuthenticator(browser);
  const { factors } = (await browser.get('/security')).body.data as { factors: { id: string }[] };
  return { contact, browser, authenticator, recoveryCodes, id: factors[0]?.id ?? '' };
}

/** A browser between password and second factor, and what could prove it. */
async function waiting() {
  const { contact, browser: first, authenticator, recoveryCodes } = await withFactor();
  const passkey = await addPasskey(first);
  const browser = new Browser(app);
  await browser.post('/session', { email: contact.email, password: TEST_PASSWORD });
  return { browser, authenticator, recoveryCodes, passkey };
}

/** A browser whose contact has to set up its first factor. */
async function enrolling(work: (browser: Browser) => Promise<RawResponse>): Promise<RawResponse> {
  const contact = await createContact(app.strapi, [mine.customer]);
  await setLogin(app, { ...OPEN, mfaRequired: true });
  try {
    const browser = new Browser(app);
    await browser.post('/session', { email: contact.email, password: TEST_PASSWORD });
    return await work(browser);
  } finally {
    await setLogin(app, OPEN);
  }
}

const OPEN = { emailLinkSignIn: true, selfSignUp: true };
let newcomers = 0;
const newcomer = () => {
  newcomers += 1;
  return { email: `newcomer${newcomers}@example.net`, firstName: 'New', lastName: 'Comer', organisation: 'Comer AS' };
};
async function signUpToken(): Promise<string> {
  const body = newcomer();
  await new Browser(app).post('/sign-up', body);
  await app.settle();
  return /#token=([\w-]+)/u.exec(app.mailbox.to(body.email).at(-1)?.text ?? '')?.[1] ?? '';
}

const requests: Record<string, (endpoint: Endpoint) => Promise<RawResponse>> = {
  'portal.find': (endpoint) => call(app, endpoint, null, {}),
  'openapi.find': (endpoint) => call(app, endpoint, null, {}),
  'session.create': (endpoint) => call(app, endpoint, null, { body: { email: mine.contact.email, password: TEST_PASSWORD } }),
  'session.passkeyOptions': (endpoint) => call(app, endpoint, null, {}),
  'session.createByPasskey': async (endpoint) => {
    const passkey = await addPasskey(await careful());
    const browser = new Browser(app);
    const options = (await browser.post('/session/passkey/options')).body.data as { challenge: string };
    return call(app, endpoint, browser, { body: { response: passkey.get(options) } });
  },
  'session.requestLink': async (endpoint) => {
    const response = await call(app, endpoint, null, { body: { email: mine.contact.email } });
    await app.settle();
    return response;
  },
  'session.createByLink': async (endpoint) => call(app, endpoint, null, { body: { token: await link('sign-in', mine.contact) } }),
  'challenge.find': async (endpoint) => call(app, endpoint, (await waiting()).browser, {}),
  'challenge.cancel': async (endpoint) => call(app, endpoint, (await waiting()).browser, {}),
  'challenge.totp': async (endpoint) => {
    const { browser, authenticator } = await waiting();
    return call(app, endpoint, browser, { body: { code: authenticator.code() } });
  },
  'challenge.recoveryCode': async (endpoint) => {
    const { browser, recoveryCodes } = await waiting();
    return call(app, endpoint, browser, { body: { code: recoveryCodes[0] } });
  },
  'challenge.passkeyOptions': async (endpoint) => call(app, endpoint, (await waiting()).browser, {}),
  'challenge.passkey': async (endpoint) => {
    const { browser, passkey } = await waiting();
    const options = (await browser.post('/challenge/passkey/options')).body.data as { challenge: string };
    return call(app, endpoint, browser, { body: { response: passkey.get(options) } });
  },
  'challenge.beginEnrolment': async (endpoint) => enrolling((browser) => call(app, endpoint, browser, {})),
  'challenge.enrol': async (endpoint) =>
    enrolling(async (browser) => {
      const { secret } = (await browser.post('/challenge/enrolment')).body.data as { secret: string };
      return call(app, endpoint, browser, { body: { code: new Authenticator(secret).code() } });
    }),
  'security.find': async (endpoint) => {
    const browser = await careful();
    await addPasskey(browser);
    return call(app, endpoint, browser, {});
  },
  'security.stepUpWays': async (endpoint) => call(app, endpoint, await here(), {}),
  'security.stepUp': async (endpoint) => call(app, endpoint, await here(), { body: { way: 'password', password: TEST_PASSWORD } }),
  'security.stepUpPasskeyOptions': async (endpoint) => call(app, endpoint, await here(), {}),
  'security.beginTotp': async (endpoint) => call(app, endpoint, await careful(), {}),
  'security.confirmTotp': async (endpoint) => {
    const browser = await careful();
    const { secret } = (await browser.post('/security/totp')).body.data as { secret: string };
    return call(app, endpoint, browser, { body: { code: new Authenticator(secret).code(), name: 'Phone' } });
  },
  'security.beginPasskey': async (endpoint) => call(app, endpoint, await careful(), {}),
  'security.addPasskey': async (endpoint) => {
    const browser = await careful();
    const options = (await browser.post('/security/passkeys/options')).body.data as { challenge: string };
    return call(app, endpoint, browser, { body: { response: new SoftwarePasskey().create(options), name: 'Laptop' } });
  },
  'security.renameFactor': async (endpoint) => {
    const { browser, id } = await withFactor();
    return call(app, endpoint, browser, { params: { id }, body: { name: 'Old phone' } });
  },
  'security.removeFactor': async (endpoint) => {
    const { browser, id } = await withFactor();
    return call(app, endpoint, browser, { params: { id } });
  },
  'security.renewRecoveryCodes': async (endpoint) => call(app, endpoint, (await withFactor()).browser, {}),
  'security.sessions': async (endpoint) => call(app, endpoint, await here(), {}),
  'security.endSession': async (endpoint) => {
    const browser = await careful();
    const list = (await browser.get('/sessions')).body.data as { id: string }[];
    return call(app, endpoint, browser, { params: { id: list[0]?.id ?? '' } });
  },
  'security.endOtherSessions': async (endpoint) => call(app, endpoint, await here(), {}),
  'security.events': async (endpoint) => call(app, endpoint, await here(), {}),
  'sign-up.request': (endpoint) => call(app, endpoint, null, { body: newcomer() }),
  'sign-up.preview': async (endpoint) => call(app, endpoint, null, { body: { token: await signUpToken() } }),
  'sign-up.confirm': async (endpoint) => call(app, endpoint, null, { body: { token: await signUpToken(), password: TEST_PASSWORD } }),
  'session.find': async (endpoint) => call(app, endpoint, await here(), {}),
  'session.switchCustomer': async (endpoint) => call(app, endpoint, await here(), { body: { customer: mine.customer.documentId } }),
  'session.delete': async (endpoint) => call(app, endpoint, await here(), {}),
  'password.forgotten': async (endpoint) => {
    const response = await call(app, endpoint, null, { body: { email: mine.contact.email } });
    // The link that the job makes would void the next test's.
    await app.settle();
    return response;
  },
  // Of somebody else: the others sign in with the password that they have.
  'password.reset': async (endpoint) =>
    call(app, endpoint, null, {
      body: { token: await link('password-reset', (await createPair(app.strapi)).contact), password: 'marble-Teapot-9-orbit' },
    }),
  'password.update': async (endpoint) =>
    call(app, endpoint, await signIn(app, (await createPair(app.strapi)).contact), {
      body: { currentPassword: TEST_PASSWORD, newPassword: 'marble-Teapot-9-orbit' },
    }),
  'invitation.preview': async (endpoint) =>
    call(app, endpoint, null, { body: { purpose: 'invitation', token: await link('invitation', await invited()) } }),
  'invitation.accept': async (endpoint) =>
    call(app, endpoint, null, { body: { token: await link('invitation', await invited()), password: TEST_PASSWORD } }),
  'navigation.find': async (endpoint) => {
    await makeTab();
    await invoice({ issued: true });
    return call(app, endpoint, await here(), {});
  },
  'tabs.find': async (endpoint) => {
    await makeTab();
    return call(app, endpoint, await here(), {});
  },
  'profile.find': async (endpoint) => call(app, endpoint, await here(), {}),
  'profile.update': async (endpoint) =>
    call(app, endpoint, await here(), { body: { customer: { city: 'Bergen' }, contact: { firstName: 'Ada', lastName: 'Lovelace' } } }),
  'settings.findGeneral': (endpoint) => byEditor(endpoint, {}),
  'settings.updateGeneral': async (endpoint) => byEditor(endpoint, { body: await stored('general') }),
  ...settingsOf('Login', 'login'),
  'activity.find': (endpoint) => byEditor(endpoint, {}),
  'outbox.find': (endpoint) => byEditor(endpoint, {}),
  'outbox.sendAllAgain': (endpoint) => byEditor(endpoint, {}),
  'people.resetFactors': (endpoint) => byEditor(endpoint, { params: { id: mine.contact.documentId } }),
  'people.mailContact': (endpoint) => byEditor(endpoint, { params: { id: mine.customer.documentId, contact: mine.contact.documentId } }),
  'people.mailSignInLink': (endpoint) => byEditor(endpoint, { params: { id: mine.contact.documentId } }),
  ...settingsOf('Preferences', 'preferences'),
  ...settingsOf('Documents', 'documents'),
  ...settingsOf('Notifications', 'notifications'),
  ...settingsOf('Payments', 'payments'),
  'documents.find': async (endpoint) => {
    await invoice({ issued: true });
    return call(app, endpoint, await here(), { params: { type: 'invoice' } });
  },
  'documents.findOne': async (endpoint) =>
    call(app, endpoint, await here(), { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'documents.related': async (endpoint) => {
    const { invoice: document } = await createApplied(app.strapi, mine.customer);
    return call(app, endpoint, await here(), { params: { type: 'invoice', document } });
  },
  'settlement.find': async (endpoint) => {
    const { invoice: document } = await createApplied(app.strapi, mine.customer);
    return byEditor(endpoint, { params: { type: 'invoice', document } });
  },
  'settlement.apply': async (endpoint) => {
    const document = await createIssued(app.strapi, 'credit-note', mine.customer);
    const parts = [{ type: 'invoice', document: await invoice({ issued: true }), amount: 100 }];
    return byEditor(endpoint, { params: { type: 'credit-note', document }, body: { left: 11900, parts } });
  },
  'settlement.refund': async (endpoint) => {
    const document = await createIssued(app.strapi, 'credit-note', mine.customer);
    return byEditor(endpoint, { params: { document }, body: { left: 11900, amount: 100, date: '2026-11-30', reference: 'R-1' } });
  },
  'settlement.takeBack': async (endpoint) => {
    const { note: document, allocation } = await createApplied(app.strapi, mine.customer);
    return byEditor(endpoint, { params: { type: 'credit-note', document, allocation } });
  },
  'overview.find': async (endpoint) => {
    await invoice({ issued: true });
    await quote();
    return call(app, endpoint, await here(), {});
  },
  'statement.find': async (endpoint) => {
    await invoice({ issued: true });
    return call(app, endpoint, await here(), { query: { from: '2020-01-01', to: '2099-12-31' } });
  },
  'quotes.accept': async (endpoint) =>
    call(app, endpoint, await here(), { params: { document: await quote() }, body: { revision: 1, name: 'Ada', drawing: 'M1 2L3 4' } }),
  'quotes.decline': async (endpoint) =>
    call(app, endpoint, await here(), { params: { document: await quote() }, body: { revision: 1, reason: 'Too dear' } }),
  ...Object.fromEntries(
    ['find', 'document'].map((action) => [
      `public-link.${action}`,
      async (endpoint: Endpoint) =>
        call(app, endpoint, await here(), { link: (await createLinked(app.strapi, 'invoice', mine.customer)).token }),
    ]),
  ),
  'document-forwarding.find': async (endpoint) =>
    call(app, endpoint, await here(), { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'document-forwarding.create': async (endpoint) => {
    const { documentId } = await createContact(app.strapi, [mine.customer]);
    const params = { type: 'invoice', document: await invoice({ issued: true }) };
    return call(app, endpoint, await here(), { params, body: { contacts: [documentId], message: '' } });
  },
  'document-links.find': async (endpoint) => {
    const { documentId: document } = await createLinked(app.strapi, 'invoice', mine.customer);
    return byEditor(endpoint, { params: { type: 'invoice', document } });
  },
  'document-links.create': async (endpoint) =>
    byEditor(endpoint, { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'document-links.send': async (endpoint) => {
    const { documentId: document } = await createLinked(app.strapi, 'invoice', mine.customer);
    return byEditor(endpoint, { params: { type: 'invoice', document }, body: { contact: mine.contact.documentId, by: 'mail' } });
  },
  'document-links.revoke': async (endpoint) => {
    const { documentId: document, link: id } = await createLinked(app.strapi, 'invoice', mine.customer);
    return byEditor(endpoint, { params: { type: 'invoice', document, link: id } });
  },
  ...settingsOf('PublicLinks', 'public-links'),
  'document-sending.send': async (endpoint) =>
    byEditor(endpoint, { params: { type: 'invoice', document: await invoice({ issued: false }) }, body: { issue: true } }),
  'document-sending.sendMany': async (endpoint) =>
    byEditor(endpoint, { body: { type: 'invoice', documents: [await invoice({ issued: true })], issue: false } }),
  'document-sending.findMany': async (endpoint) => byEditor(endpoint, { params: { job: await sending() } }),
  'document-sending.cancelMany': async (endpoint) => byEditor(endpoint, { params: { job: await sending() } }),
  'document-actions.options': (endpoint) => byEditor(endpoint, {}),
  'document-timeline.find': async (endpoint) =>
    call(app, endpoint, await here(), { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'document-timeline.comment': async (endpoint) => {
    const params = { type: 'invoice', document: await invoice({ issued: true }) };
    return call(app, endpoint, await here(), { params, body: { text: paragraph('Hello') } });
  },
  'document-history.find': async (endpoint) =>
    byEditor(endpoint, { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'document-history.answer': async (endpoint) => {
    const document = await quote();
    await (await here()).post(`/documents/quote/${document}/accept`, { revision: 1, name: 'Ada', drawing: 'M1 2L3 4' });
    return byEditor(endpoint, { params: { type: 'quote', document } });
  },
  'document-actions.sample': async (endpoint) => byEditor(endpoint, { body: { values: (await stored('documents')).values } }),
  'document-history.comment': async (endpoint) => {
    const params = { type: 'invoice', document: await invoice({ issued: true }) };
    return byEditor(endpoint, { params, body: { text: paragraph('Hello'), internal: false } });
  },
  'sync-rows.customers': (endpoint) => byProgram(endpoint, [{ externalId: 'C-1', name: 'Cedar' }, {}]),
  'sync-rows.contacts': (endpoint) => byProgram(endpoint, [{ externalId: 'P-1', email: 'p@cedar.example' }, { externalId: 'P-2' }]),
  'sync-rows.projects': (endpoint) => byProgram(endpoint, [{ externalId: 'J-1', name: 'Move', customer: 'C-9' }, {}]),
  'sync-rows.time-entries': (endpoint) => byProgram(endpoint, [{ externalId: 'T-1', minutes: 0 }, {}]),
  'sync-rows.payments': (endpoint) => byProgram(endpoint, [{ externalId: 'M-1', amount: 0 }, {}]),
  'sync-rows.documents': (endpoint) =>
    byProgram(
      endpoint,
      [
        { externalId: 'I-1', lines: [{ item: 'Work', rate: 1 }] },
        { externalId: 'I-2', lines: [{ item: 'Work', rate: 1 }], totals: { net: 1, tax: 0, gross: 1 } },
      ],
      { type: 'invoice' },
    ),
  'document-actions.issue': async (endpoint) =>
    byEditor(endpoint, { params: { type: 'invoice', document: await invoice({ issued: false }) } }),
  'document-actions.related': async (endpoint) =>
    byEditor(endpoint, { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'document-actions.invoice': async (endpoint) => {
    const { documentId: document } = await createDraft(app.strapi, 'quote', mine.customer);
    await documentsOf(app.strapi).issue('quote', document);
    return byEditor(endpoint, { params: { type: 'quote', document } });
  },
  'document-actions.void': async (endpoint) =>
    byEditor(endpoint, { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'mail-choices.find': async (endpoint) => call(app, endpoint, await here(), {}),
  'mail-choices.update': async (endpoint) => call(app, endpoint, await here(), { body: { topic: 'comments', on: true } }),
  'review.find': async (endpoint) => {
    await review();
    return call(app, endpoint, await here(), {});
  },
  'review.save': async (endpoint) => {
    await review();
    return call(app, endpoint, await here(), { body: { stars: 5, words: 'Better by now.' } });
  },
  'review.delete': async (endpoint) => call(app, endpoint, await careful(), {}),
  'reviews.find': async (endpoint) => {
    await review();
    return byEditor(endpoint, {});
  },
  'reviews.reply': async (endpoint) => byEditor(endpoint, { params: { id: await review() }, body: { text: 'Thank you.', revision: 1 } }),
  ...settingsOf('CustomerFields', 'customer-fields'),
  'custom-tabs.find': async (endpoint) => {
    await makeTab();
    return byEditor(endpoint, {});
  },
  'custom-tabs.create': (endpoint) => byEditor(endpoint, { body: tab }),
  'custom-tabs.reorder': async (endpoint) => {
    await makeTab();
    const tabs = (await editor.get('/custom-tabs')).body.data as { id: string }[];
    return byEditor(endpoint, { body: { ids: tabs.map(({ id }) => id).reverse() } });
  },
  'custom-tabs.check': (endpoint) => byEditor(endpoint, { body: { url: tab.url } }),
  'custom-tabs.update': async (endpoint) => {
    const { id, revision } = await makeTab();
    return byEditor(endpoint, { params: { id }, body: { ...tab, name: 'Manual', revision } });
  },
  'custom-tabs.delete': async (endpoint) => byEditor(endpoint, { params: { id: (await makeTab()).id } }),
  'people.list': (endpoint) => byEditor(endpoint, { query: { sort: 'last-sign-in', status: 'active', search: mine.customer.name } }),
  'people.inviteMany': (endpoint) => byEditor(endpoint, { body: { customers: [mine.customer.documentId] } }),
  'memberships.findContacts': (endpoint) =>
    byEditor(endpoint, { params: { id: mine.customer.documentId }, query: { search: theirs.contact.email } }),
  'memberships.create': (endpoint) =>
    byEditor(endpoint, {
      params: { id: mine.customer.documentId },
      body: { email: 'answers@example.org', firstName: '', lastName: '', role: 'member', invite: true },
    }),
  'memberships.add': async (endpoint) => {
    const { documentId: contact, email } = await createContact(app.strapi, []);
    return byEditor(endpoint, { params: { id: mine.customer.documentId, contact }, body: { email, role: 'owner', invite: false } });
  },
  'memberships.update': async (endpoint) => {
    const { documentId: contact } = await createContact(app.strapi, [mine.customer]);
    return byEditor(endpoint, { params: { id: mine.customer.documentId, contact }, body: { role: 'owner' } });
  },
  'memberships.delete': async (endpoint) => {
    const { documentId: contact } = await createContact(app.strapi, [mine.customer]);
    return byEditor(endpoint, { params: { id: mine.customer.documentId, contact } });
  },
  'people.find': (endpoint) => byEditor(endpoint, { params: { id: mine.customer.documentId } }),
  'people.invite': (endpoint) => byEditor(endpoint, { params: { id: mine.customer.documentId } }),
  'people.resendLink': (endpoint) => byEditor(endpoint, { params: { id: mine.customer.documentId } }),
  'people.disable': async (endpoint) => {
    const customer = await createCustomer(app.strapi, { portalAccess: true });
    return byEditor(endpoint, { params: { id: customer.documentId } });
  },
  'people.resendLinks': (endpoint) => byEditor(endpoint, { body: { customers: [mine.customer.documentId] } }),
  'people.findJob': async (endpoint) => byEditor(endpoint, { params: { id: await makeJob() } }),
};

beforeAll(async () => {
  app = await startApp({ config: { customTabs: { allowPrivateAddresses: false } } });
  editor = await createEditor(app);
  await setLogin(app, OPEN);
  await saveSettings(app, 'preferences', { forwardDocuments: true });
  await saveSettings(app, 'public-links', { publicLinks: true });
  mine = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
  theirs = await createPair(app.strapi, { customer: { name: 'Birch Ltd', city: 'Lund' } });
  theirBrowser = await signIn(app, theirs.contact);
  theirProfile = (await theirBrowser.get('/profile')).text;
});
afterAll(() => app.stop());

/**
 * Connections answer through a provider: tests/api/federation-answers.test.ts and connections.test.ts.
 * Modules have records first: tests/api/modules.test.ts. Colleagues: tests/api/colleagues.test.ts. Payments: tests/api/payments-answers.test.ts and payment-proofs.test.ts.
 */
const ELSEWHERE =
  /^(?:(?:connections?|modules|records|record-files|module-settings|approvals|shared-files|customer-files|document-files|projects|colleagues|payments|payment-methods|payment-webhooks|link-payments|payment-proofs|link-payment-proofs|editor-payments|payment-providers|bank-statements)\.|activity\.export$|outbox\.(?:sendAgain|stop)$|mail-choices\.stop$|(?:documents|document-actions|public-link|statement|sync-rows)\.(?:pdf|csv|zip|attachment|sendCode|verify|accept|decline)$)/u;
const answered: Endpoint[] = [...customerEndpoints(), ...editorEndpoints()].filter(({ id }) => !ELSEWHERE.test(id));

describe('answers', () => {
  it('are tried for every endpoint of the contract', () => {
    expect(Object.keys(requests).sort()).toEqual(answered.map(({ id }) => id).sort());
    // What an endpoint is called is also where its handler is found.
    for (const [name, resource] of [...Object.entries(customers), ...Object.entries(editors)]) {
      for (const [action, { id }] of Object.entries(resource) as [string, Endpoint][]) expect(id).toBe(`${name}.${action}`);
    }
  });

  it.each(answered.map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]))('of %s are as declared', async (id, endpoint) => {
    const response = await requests[id]!(endpoint);
    const body = response.body as Record<string, unknown>;
    expect({ status: response.status, error: body.error }).toEqual({ status: endpoint.status ?? 200, error: undefined });
    if (!isBare(endpoint)) expect(Object.keys(body)).toEqual(['data']);
    const parsed = responseOf(endpoint).safeParse(isBare(endpoint) ? body : body.data);
    expect(parsed.error?.issues).toBeUndefined();
    // Parsing drops nothing and changes nothing: what was sent is exactly what is declared.
    expect(parsed.data).toEqual(isBare(endpoint) ? body : body.data);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/u);
    expect(response.text).not.toMatch(/argon2|passwordHash|tokenHash|password_hash|createdBy/u);
    if (!isEditors(endpoint)) {
      for (const secret of [theirs.customer.documentId, theirs.contact.documentId, theirs.contact.email, 'Birch']) {
        expect(response.text).not.toContain(secret);
      }
    }
    expect((await theirBrowser.get('/profile')).text).toBe(theirProfile);
  });

  it('to HEAD are those to GET without a body, with the same guards', async () => {
    for (const endpoint of customerEndpoints().filter(({ method }) => method === 'GET')) {
      const callers: Caller[] = endpoint.access.kind === 'public' ? [null] : [null, await here()];
      if (endpoint.access.kind === 'challenge') callers.push((await waiting()).browser);
      for (const caller of callers) {
        const [get, head] = [await call(app, endpoint, caller, {}), await call(app, endpoint, caller, {}, { method: 'HEAD' })];
        expect([endpoint.id, head.status, head.text]).toEqual([endpoint.id, get.status, '']);
      }
    }
  });
});
