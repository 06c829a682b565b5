import { customerContract, customerEndpoints, editorContract, editorEndpoints } from '../../plugin/contract';
import type { Endpoint } from '../../plugin/contract/endpoint';
import type { LinkPurpose } from '../../plugin/contract/customer/invitation';
import { documentsOf } from '../../server/src/documents';
import { addAuthenticator, Authenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { call, isBare, isEditors, responseOf, type Caller, type Sample } from '../support/endpoints';
import { createContact, createCustomer, createPair, linkFor, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import type { RawResponse } from '../support/raw';
import { setLogin } from '../support/settings';
import { SoftwarePasskey } from '../support/software-passkey';
import { startApp, type TestApp } from '../support/strapi';

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
const makeTab = async (): Promise<{ id: string; revision: number }> =>
  (await editor.post('/custom-tabs', tab)).body.data as { id: string; revision: number };
const invited = () => createContact(app.strapi, [mine.customer], { firstName: null, lastName: null, language: 'de' }, null);

async function makeJob(): Promise<string> {
  return (await editor.post('/customers/resend-link', { customers: [mine.customer.documentId] })).body.data.id as string;
}
async function stored(section: string): Promise<{ values: unknown; revision: number }> {
  const { values, revision } = (await editor.get(`/settings/${section}`)).body.data as { values: unknown; revision: number };
  return { values, revision };
}

async function invoice({ issued }: { issued: boolean }): Promise<string> {
  const { documentId } = await createDraft(app.strapi, 'invoice', mine.customer);
  if (issued) await documentsOf(app.strapi).issue('invoice', documentId);
  return documentId;
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
  'tabs.find': async (endpoint) => {
    await makeTab();
    return call(app, endpoint, await here(), {});
  },
  'profile.find': async (endpoint) => call(app, endpoint, await here(), {}),
  'profile.update': async (endpoint) =>
    call(app, endpoint, await here(), { body: { customer: { city: 'Bergen' }, contact: { firstName: 'Ada', lastName: 'Lovelace' } } }),
  'settings.findGeneral': (endpoint) => byEditor(endpoint, {}),
  'settings.updateGeneral': async (endpoint) => byEditor(endpoint, { body: await stored('general') }),
  'settings.findLogin': (endpoint) => byEditor(endpoint, {}),
  'settings.updateLogin': async (endpoint) => byEditor(endpoint, { body: await stored('login') }),
  'activity.find': (endpoint) => byEditor(endpoint, {}),
  'people.resetFactors': (endpoint) => byEditor(endpoint, { params: { id: mine.contact.documentId } }),
  'people.mailContact': (endpoint) => byEditor(endpoint, { params: { id: mine.customer.documentId, contact: mine.contact.documentId } }),
  'people.mailSignInLink': (endpoint) => byEditor(endpoint, { params: { id: mine.contact.documentId } }),
  'settings.findPreferences': (endpoint) => byEditor(endpoint, {}),
  'settings.updatePreferences': async (endpoint) => byEditor(endpoint, { body: await stored('preferences') }),
  'settings.findDocuments': (endpoint) => byEditor(endpoint, {}),
  'settings.updateDocuments': async (endpoint) => byEditor(endpoint, { body: await stored('documents') }),
  'documents.find': async (endpoint) => {
    await invoice({ issued: true });
    return call(app, endpoint, await here(), { params: { type: 'invoice' } });
  },
  'documents.findOne': async (endpoint) =>
    call(app, endpoint, await here(), { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'document-actions.issue': async (endpoint) =>
    byEditor(endpoint, { params: { type: 'invoice', document: await invoice({ issued: false }) } }),
  'document-actions.void': async (endpoint) =>
    byEditor(endpoint, { params: { type: 'invoice', document: await invoice({ issued: true }) } }),
  'settings.findCustomerFields': (endpoint) => byEditor(endpoint, {}),
  'settings.updateCustomerFields': async (endpoint) => byEditor(endpoint, { body: await stored('customer-fields') }),
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
  mine = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
  theirs = await createPair(app.strapi, { customer: { name: 'Birch Ltd', city: 'Lund' } });
  theirBrowser = await signIn(app, theirs.contact);
  theirProfile = (await theirBrowser.get('/profile')).text;
});
afterAll(() => app.stop());

/**
 * Connections answer through a provider: tests/api/federation-answers.test.ts and connections.test.ts.
 * Modules have records first: tests/api/modules.test.ts.
 */
const ELSEWHERE = /^(?:connections?|modules|records|record-files|module-settings|approvals)\./u;
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
