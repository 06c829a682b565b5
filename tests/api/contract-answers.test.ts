import { customerContract, customerEndpoints, editorContract, editorEndpoints } from '../../plugin/contract';
import type { Endpoint } from '../../plugin/contract/endpoint';
import { accessOf } from '../../server/src/access';
import { type Browser, signIn } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { call, isEditors, type Caller, type Sample } from '../support/endpoints';
import { createContact, createCustomer, createPair, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import type { RawResponse } from '../support/raw';
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
const link = async (purpose: 'invitation' | 'password-reset', contact: TestContact): Promise<string> =>
  (await accessOf(app.strapi).links.create(purpose, contact.id)).token;
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

const requests: Record<string, (endpoint: Endpoint) => Promise<RawResponse>> = {
  'portal.find': (endpoint) => call(app, endpoint, null, {}),
  'openapi.find': (endpoint) => call(app, endpoint, null, {}),
  'session.create': (endpoint) => call(app, endpoint, null, { body: { email: mine.contact.email, password: TEST_PASSWORD } }),
  'session.find': async (endpoint) => call(app, endpoint, await here(), {}),
  'session.switchCustomer': async (endpoint) => call(app, endpoint, await here(), { body: { customer: mine.customer.documentId } }),
  'session.delete': async (endpoint) => call(app, endpoint, await here(), {}),
  'password.forgotten': async (endpoint) => {
    const response = await call(app, endpoint, null, { body: { email: mine.contact.email } });
    // The link that the job makes would void the next test's.
    await app.settle();
    return response;
  },
  'password.reset': async (endpoint) =>
    call(app, endpoint, null, { body: { token: await link('password-reset', mine.contact), password: TEST_PASSWORD } }),
  'password.update': async (endpoint) =>
    call(app, endpoint, await here(), { body: { currentPassword: TEST_PASSWORD, newPassword: TEST_PASSWORD } }),
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
  mine = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
  theirs = await createPair(app.strapi, { customer: { name: 'Birch Ltd', city: 'Lund' } });
  theirBrowser = await signIn(app, theirs.contact);
  theirProfile = (await theirBrowser.get('/profile')).text;
});
afterAll(() => app.stop());

describe('answers', () => {
  it('are tried for every endpoint of the contract', () => {
    expect(Object.keys(requests).sort()).toEqual([...customerEndpoints(), ...editorEndpoints()].map(({ id }) => id).sort());
    // What an endpoint is called is also where its handler is found.
    for (const [name, resource] of [...Object.entries(customers), ...Object.entries(editors)]) {
      for (const [action, { id }] of Object.entries(resource) as [string, Endpoint][]) expect(id).toBe(`${name}.${action}`);
    }
  });

  it.each([...customerEndpoints(), ...editorEndpoints()].map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]))(
    'of %s are as declared',
    async (id, endpoint) => {
      const response = await requests[id]!(endpoint);
      const body = response.body as Record<string, unknown>;
      expect({ status: response.status, error: body.error }).toEqual({ status: endpoint.status ?? 200, error: undefined });
      if (!endpoint.bare) expect(Object.keys(body)).toEqual(['data']);
      const parsed = endpoint.response.safeParse(endpoint.bare ? body : body.data);
      expect(parsed.error?.issues).toBeUndefined();
      // Parsing drops nothing and changes nothing: what was sent is exactly what is declared.
      expect(parsed.data).toEqual(endpoint.bare ? body : body.data);
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
    },
  );

  it('to HEAD are those to GET without a body, with the same guards', async () => {
    for (const endpoint of customerEndpoints().filter(({ method }) => method === 'GET')) {
      const callers: Caller[] = endpoint.access.kind === 'public' ? [null] : [null, await here()];
      for (const caller of callers) {
        const [get, head] = [await call(app, endpoint, caller, {}), await call(app, endpoint, caller, {}, { method: 'HEAD' })];
        expect([endpoint.id, head.status, head.text]).toEqual([endpoint.id, get.status, '']);
      }
    }
  });
});
