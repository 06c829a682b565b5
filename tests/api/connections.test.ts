import type { ConnectionView } from '../../plugin/contract/editor/connections';
import { activityOf } from '../../server/src/activity';
import { Browser, signIn } from '../support/client';
import { addAuthenticator } from '../support/authenticator';
import { allBut, createEditor, saveGeneral, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { addConnection, CLIENT, oidcSettings } from '../support/oidc/connections';
import { startCrookedProvider, type CrookedProvider } from '../support/oidc/crooked-provider';
import { away, back, begin, travel } from '../support/oidc/travel';
import { createPair } from '../support/people';
import { createIdentityProvider } from '../support/saml/identity-provider';
import { settingsFor } from '../support/saml/portal';
import { setLogin } from '../support/settings';
import { expectUntouched, snapshot } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let editor: Editor;
let provider: CrookedProvider;
let otherBrowser: Browser;

beforeAll(async () => {
  app = await startApp({ quiet: true, config: { federation: { allowPrivateAddresses: true, timeoutSeconds: 2 } } });
  editor = await createEditor(app);
  provider = await startCrookedProvider();
  const other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  otherBrowser = await signIn(app, other.contact);
});
beforeEach(async () => {
  // Mail of the test before is out: it would show where nothing may be written.
  await app.settle();
  await resetLimits(app);
  await setLogin(app, {});
  await app.strapi.db.getConnection('customer_portal_connections').delete();
  provider.bend = {};
  provider.person = { sub: 'ada', email: 'ada@example.org', email_verified: true, given_name: 'Ada' };
});
afterEach(async () => {
  expect((await otherBrowser.get('/session')).status).toBe(200);
});
afterAll(async () => {
  await provider.stop();
  await app.stop();
});

const settings = (changes: object = {}) => oidcSettings(provider.issuer, changes);
const list = async (): Promise<ConnectionView[]> => (await editor.get('/connections')).body.data.connections;
const codeOf = (response: { status: number; body: { error?: { details: { code: string } } } }) => [
  response.status,
  response.body.error?.details.code,
];

describe('a connection', () => {
  it('is added with what to paste at the provider, and its secret is answered never again', async () => {
    const added = await addConnection(editor, settings({ enabled: false }));
    expect(added).toMatchObject({ revision: 1, hasSecret: true, lastTest: null, identities: 0 });
    expect(added.urls).toEqual({
      redirectUri: `http://localhost:1337/portal-sign-in/${added.id}/callback`,
      entityId: '',
      acsUrl: '',
      metadataUrl: '',
      logoutUrl: '',
    });
    const changed = await editor.put(`/connections/${added.id}`, {
      settings: settings(),
      clientSecret: 'another-secret-9876543210',
      revision: 1,
    });
    expect(changed.body.data).toMatchObject({ revision: 2, hasSecret: true, settings: { enabled: true } });
    for (const response of [await editor.get('/connections'), changed]) expect(response.text).not.toMatch(/only-known|another-secret/u);
    expect(JSON.stringify(await snapshot(app))).not.toMatch(/only-known|another-secret/u);
  });

  it('keeps its secret when it is saved without one, and uses the present one', async () => {
    const added = await addConnection(editor, settings());
    await editor.put(`/connections/${added.id}`, { settings: settings({ name: 'Other' }), revision: 1 });
    await travel(new Browser(app), added.id);
    expect(provider.seen.at(-1)?.form.get('client_secret')).toBe(CLIENT.secret);
    await editor.put(`/connections/${added.id}`, { settings: settings(), clientSecret: 'another-secret-9876543210', revision: 2 });
    await travel(new Browser(app), added.id);
    expect(provider.seen.at(-1)?.form.get('client_secret')).toBe('another-secret-9876543210');
  });

  it('is not overwritten unseen, and keeps its kind', async () => {
    const added = await addConnection(editor, settings());
    const save = (revision: number, to: object = settings()) => editor.put(`/connections/${added.id}`, { settings: to, revision });
    const answers = await Promise.all([save(1), save(1), save(1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(codeOf(await save(1))).toEqual([409, 'conflict']);
    const { keys } = await createIdentityProvider();
    expect(codeOf(await save(2, settingsFor([keys.certificatePem])))).toEqual([400, 'invalid-request']);
  });

  it('has its place among the others', async () => {
    const ids = [];
    for (const name of ['One', 'Two', 'Three']) ids.push((await addConnection(editor, settings({ name }))).id);
    const names = async () =>
      (await new Browser(app).get('/portal')).body.data.signIn.connections.map(({ name }: { name: string }) => name);
    expect(await names()).toEqual(['One', 'Two', 'Three']);
    expect((await editor.put('/connections-order', { ids: [...ids].reverse() })).status).toBe(200);
    expect(await names()).toEqual(['Three', 'Two', 'One']);
    for (const wrong of [ids.slice(1), [...ids.slice(1), ids[1]], [...ids, 'a'.repeat(24)]]) {
      expect(codeOf(await editor.put('/connections-order', { ids: wrong }))).toEqual([409, 'conflict']);
    }
    expect((await list()).map(({ id }) => id)).toEqual([...ids].reverse());
  });

  it('that is deleted takes its logins along, and nobody else’s', async () => {
    const [one, two] = [await addConnection(editor, settings()), await addConnection(editor, settings())];
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    for (const { id } of [one, two]) {
      const { url } = (await browser.post(`/connections/${id}/link`)).body.data;
      await back(browser, await away(url));
    }
    expect((await list()).map(({ identities }) => identities)).toEqual([1, 1]);
    expect((await editor.delete(`/connections/${one.id}`)).status).toBe(200);
    const left = await app.strapi.db.getConnection('customer_portal_identities').where('contact_id', contact.id);
    expect(left).toMatchObject([{ connection: two.id }]);
    expect((await new Browser(app).get(`/portal-sign-in/${one.id}/callback?code=x&state=y`)).headers.location).toMatch(
      /problem=login-expired$/u,
    );
  });

  it.each(['switched off', 'deleted', 'given another client'])(
    'that is %s signs out who came in by it, those who are coming in included, and nobody else',
    async (how) => {
      for (let round = 0; round < 3; round += 1) {
        await resetLimits(app);
        const { id } = await addConnection(editor, settings());
        const { contact } = await createPair(app.strapi);
        const browser = await signIn(app, contact);
        const { url } = (await browser.post(`/connections/${id}/link`)).body.data;
        await back(browser, await away(url));
        const [before, ...coming] = await Promise.all(
          Array.from({ length: 5 }, async () => {
            const person = new Browser(app);
            return { person, answer: await away(await begin(person, id)) };
          }),
        );
        if (before) expect((await back(before.person, before.answer)).headers.location).not.toMatch(/problem/u);
        const change = how === 'switched off' ? { enabled: false } : { clientId: 'another' };
        const end =
          how === 'deleted'
            ? editor.delete(`/connections/${id}`)
            : editor.put(`/connections/${id}`, { settings: settings(change), revision: 1 });
        const [ended] = await Promise.all([end, ...coming.map(({ person, answer }) => back(person, answer))]);
        expect(ended.status).toBe(200);
        if (before) expect((await before.person.get('/session')).status).toBe(401);
        for (const { person } of coming) expect((await person.get('/session')).status).toBe(401);
        expect((await browser.get('/session')).status).toBe(200);
        if (how !== 'deleted') await editor.delete(`/connections/${id}`);
      }
    },
  );

  it('that is changed at all ends what is under way through it, the step and the link that follow included, and no session', async () => {
    const { id } = await addConnection(editor, settings());
    const [{ contact }, { contact: unlinked }] = [await createPair(app.strapi), await createPair(app.strapi)];
    const own = await signIn(app, contact);
    await back(own, await away((await own.post(`/connections/${id}/link`)).body.data.url));
    const before = new Browser(app);
    await travel(before, id);
    const { app: phone } = await addAuthenticator(own);
    await travel(before, id);
    expect((await before.post('/challenge/totp', { code: phone.code() })).status).toBe(201);
    const halfway = new Browser(app);
    await travel(halfway, id);
    expect((await halfway.get('/challenge')).status).toBe(200);
    const abroad = new Browser(app);
    const answer = await away(await begin(abroad, id));
    provider.person = { sub: 'nobody yet', email: unlinked.email, email_verified: true };
    await travel(new Browser(app), id);
    await app.settle();

    expect((await editor.put(`/connections/${id}`, { settings: settings({ name: 'Renamed' }), revision: 1 })).status).toBe(200);
    expect((await back(abroad, answer)).headers.location).toMatch(/problem=login-expired$/u);
    await app.strapi.db.getConnection('customer_portal_factors').update({ last_step: 0 });
    expect(codeOf(await halfway.post('/challenge/totp', { code: phone.code() }))).toEqual([401, 'signed-out']);
    expect(codeOf(await new Browser(app).post('/connections/link/confirm', { token: app.mailbox.tokenTo(unlinked.email) }))).toEqual([
      400,
      'invalid-link',
    ]);
    expect((await before.get('/session')).status).toBe(200);
  });

  it('whose secret cannot be read any more says so to the editor, and breaks no page', async () => {
    const { id } = await addConnection(editor, settings());
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const { url } = (await browser.post(`/connections/${id}/link`)).body.data;
    await back(browser, await away(url));
    await app.strapi.db.getConnection('customer_portal_connections').update({ secret: 'v1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AAAA' });
    expect((await editor.post(`/connections/${id}/test`)).body.error.message).toMatch(/^secret-unreadable/u);
    expect(codeOf(await new Browser(app).post(`/connections/${id}/start`, {}))).toEqual([502, 'provider-unreachable']);
    expect((await browser.get('/security')).body.data.connections).toMatchObject([{ key: id, name: 'Acme' }]);
    expect((await list())[0]).toMatchObject({ id, hasSecret: true });
  });

  it('that is off opens nothing', async () => {
    const { id } = await addConnection(editor, settings({ enabled: false }));
    expect(codeOf(await new Browser(app).post(`/connections/${id}/start`, {}))).toEqual([404, 'not-found']);
    expect((await new Browser(app).get('/portal')).body.data.signIn.connections).toEqual([]);
  });

  it('is kept from editors without the permission', async () => {
    const { id } = await addConnection(editor, settings());
    const reader = await createEditor(app, allBut('settings.login.update'));
    const stranger = await createEditor(app, allBut('settings.login.read', 'settings.login.update'));
    await expectUntouched(app, async () => {
      expect((await reader.get('/connections')).status).toBe(200);
      expect((await reader.post(`/connections/${id}/test`)).status).toBe(403);
      expect((await reader.delete(`/connections/${id}`)).status).toBe(403);
      expect((await stranger.get('/connections')).status).toBe(403);
    });
  });
});

describe('single sign-on', () => {
  /** A SAML connection that passed its test. */
  async function ready(): Promise<string> {
    const { keys } = await createIdentityProvider();
    const { id } = await addConnection(editor, settingsFor([keys.certificatePem]), '');
    await app.strapi.db
      .getConnection('customer_portal_connections')
      .where('document_id', id)
      .update({ last_test_at: new Date(), last_test_passed: true, last_test_revision: 1 });
    return id;
  }
  const begins = async () => {
    const { values, revision } = (await editor.get('/settings/login')).body.data as { values: object; revision: number };
    return () => editor.put('/settings/login', { values: { ...values, signInMode: 'sso' }, revision });
  };

  it('keeps one connection that works, whatever editors do at the same time', async () => {
    for (let round = 0; round < 4; round += 1) {
      await setLogin(app, {});
      const [one, two] = [await ready(), await ready()];
      const begin = await begins();
      expect((await begin()).status).toBe(200);
      const both = await Promise.all([
        editor.delete(`/connections/${one}`),
        editor.put(`/connections/${two}`, { settings: (await list()).find(({ id }) => id === two)?.settings, revision: 1 }),
        editor.delete(`/connections/${two}`),
      ]);
      expect(both.every(({ status }) => [200, 404, 409].includes(status))).toBe(true);
      expect((await editor.get('/settings/login')).body.data.ssoReady).toBe(true);

      await setLogin(app, {});
      for (const { id } of await list()) await editor.delete(`/connections/${id}`);
      const only = await ready();
      const beginAgain = await begins();
      const [begun, gone] = await Promise.all([beginAgain(), editor.delete(`/connections/${only}`)]);
      expect([
        [200, 409],
        [400, 200],
      ]).toContainEqual([begun.status, gone.status]);
    }
    await setLogin(app, {});
    otherBrowser = await signIn(app, (await createPair(app.strapi)).contact);
  });
});

describe('a test of a connection', () => {
  const begun = async (id: string) => (await editor.post(`/connections/${id}/test`)).body.data as { test: string; url: string };
  const result = async (test: string) => (await editor.get(`/connection-tests/${test}`)).body.data;
  const pathOf = (url: string) => url.replace('http://localhost:1337', '');

  it('is the real trip, and shows claim by claim what came back; nothing else happens', async () => {
    const { id } = await addConnection(editor, settings({ enabled: false }));
    const { contact } = await createPair(app.strapi, { contact: { email: 'tested@example.org' } });
    provider.person = { sub: 'tester', email: contact.email, email_verified: true, given_name: 'Ada', roles: ['a', 'b'] };
    const { test, url } = await begun(id);
    expect(await result(test)).toEqual({ state: 'waiting', problem: null, detail: null, claims: [], account: null });
    const browser = new Browser(app);
    const opened = await browser.get(pathOf(url));
    expect(opened.status).toBe(303);
    const page = await back(browser, await away(opened.headers.location as string));
    expect(page.status).toBe(200);
    expect(page.text).toContain('You can close this window');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const shown = await result(test);
    expect(shown).toMatchObject({
      state: 'passed',
      problem: null,
      account: { issuer: provider.issuer, subject: 'tester', email: contact.email, emailVerified: true, firstName: 'Ada', lastName: '' },
    });
    expect(shown.claims).toEqual(
      expect.arrayContaining([
        { name: 'roles', value: '["a","b"]' },
        { name: 'aud', value: 'portal' },
      ]),
    );
    expect((await list())[0]).toMatchObject({ lastTest: { passed: true, current: true }, identities: 0 });
    expect(browser.cookie('-session')).toBeUndefined();
    await app.settle();
    expect(app.mailbox.to(contact.email)).toEqual([]);
    // What it brought back is personal: not readable in the database.
    expect(JSON.stringify(await app.strapi.db.getConnection('customer_portal_login_flows'))).not.toContain('tester');
    // The page works once.
    expect((await new Browser(app).get(pathOf(url))).status).toBe(410);
  });

  it('says what was wrong', async () => {
    const { id } = await addConnection(editor, settings({ enabled: false }));
    provider.bend = { claims: (claims) => ({ ...claims, iss: 'https://evil.example' }) };
    const { test, url } = await begun(id);
    const browser = new Browser(app);
    await back(browser, await away((await browser.get(pathOf(url))).headers.location as string));
    expect(await result(test)).toMatchObject({ state: 'failed', problem: 'wrong-issuer', account: null, claims: [] });
    expect((await list())[0]?.lastTest).toMatchObject({ passed: false, current: true });
  });

  it('is over with in the browser that began it only', async () => {
    const { id } = await addConnection(editor, settings());
    const { test, url } = await begun(id);
    const answer = await away((await new Browser(app).get(pathOf(url))).headers.location as string);
    expect((await back(new Browser(app), answer)).headers.location).toMatch(/problem=login-expired$/u);
    expect((await result(test)).state).toBe('waiting');
  });

  it('holds while only looks change, and no longer than that', async () => {
    const { id } = await addConnection(editor, settings({ enabled: false }));
    const { url } = await begun(id);
    const browser = new Browser(app);
    await back(browser, await away((await browser.get(pathOf(url))).headers.location as string));
    const save = async (revision: number, change: object, secret?: string) =>
      (await editor.put(`/connections/${id}`, { settings: settings(change), revision, ...(secret && { clientSecret: secret }) })).body.data
        .lastTest.current;
    expect(await save(1, { enabled: true, name: 'Renamed', icon: 'google' })).toBe(true);
    expect(await save(2, {}, 'another-secret-9876543210')).toBe(false);
    expect(await save(3, { scopes: [] })).toBe(false);
  });

  it('of an incomplete connection says what is missing', async () => {
    const { id } = await addConnection(editor, settings({ enabled: false, issuer: '', clientId: '' }));
    const response = await editor.post(`/connections/${id}/test`);
    expect(codeOf(response)).toEqual([502, 'provider-unreachable']);
    expect(response.body.error.message).toBe('incomplete: issuer, clientId');
    expect(codeOf(await editor.put(`/connections/${id}`, { settings: settings({ issuer: '' }), revision: 1 }))).toEqual([
      400,
      'invalid-request',
    ]);
  });
});

it('takes no issuer that is not https, or carries more than an address', async () => {
  for (const issuer of [
    'http://idp.example',
    'ftp://idp.example',
    'https://me:pw@idp.example',
    'https://idp.example/#x',
    'idp.example',
    'javascript:1',
  ]) {
    expect(codeOf(await editor.post('/connections', { settings: settings({ issuer }) }))).toEqual([400, 'invalid-request']);
  }
  expect(await list()).toEqual([]);
});

describe('the activity', () => {
  it('tells by name what editors did, and stays readable when it is gone', async () => {
    const { customer, contact } = await createPair(app.strapi, { customer: { name: 'Larch Ltd' } });
    const [one, other] = [
      await addConnection(editor, settings({ name: 'Intranet' })),
      await addConnection(editor, settings({ name: 'Partner' })),
    ];
    await activityOf(app.strapi).record({ kind: 'sign-in', email: contact.email, contactId: contact.id, detail: one.id });
    const tab = { name: 'Catalogue', url: 'https://shop.example.com/', audience: 'everyone', enabled: true, opensIn: 'auto' };
    const ids = async (path: string): Promise<string[]> => ((await editor.get(path)).body.data as { id: string }[]).map(({ id }) => id);
    const login = (await editor.get('/settings/login')).body.data as { values: object; revision: number };
    const done = async (...answers: Promise<{ status: number; body: unknown }>[]) => {
      for (const answer of answers) expect([200, 201, 202]).toContain((await answer).status);
    };
    await done(
      editor.put(`/connections/${one.id}`, {
        settings: settings({ name: 'Intranet', enabled: false }),
        clientSecret: 'a-secret-9876543210',
        revision: 1,
      }),
    );
    await done(editor.put('/connections-order', { ids: [other.id, one.id] }));
    await done(editor.delete(`/connections/${one.id}`));
    await done(editor.post('/custom-tabs', tab));
    const [id = ''] = await ids('/custom-tabs');
    await done(editor.put(`/custom-tabs/${id}`, { ...tab, name: 'Shop', revision: 1 }));
    await done(editor.put('/custom-tabs/order', { ids: [id] }));
    await done(editor.delete(`/custom-tabs/${id}`));
    await done(saveGeneral(editor, { bannerMessage: 'Hello', organisationName: 'Larch' }));
    await done(editor.put('/settings/login', { values: { ...login.values, rememberBrowserDays: 3 }, revision: login.revision }));
    await done(editor.post(`/customers/${customer.documentId}/invite`));
    await done(editor.post(`/customers/${customer.documentId}/resend-link`));
    await done(editor.post('/customers/resend-link', { customers: [customer.documentId] }));
    await app.settle();
    await done(editor.post(`/customers/${customer.documentId}/disable-access`));

    interface Shown {
      kind: string;
      detail: string;
      editor: string;
      ipAddress: string;
      contact: unknown;
    }
    const byMe = (await editor.get(`/activity?search=${encodeURIComponent(editor.user.email)}`)).body.data.rows as Shown[];
    expect(
      byMe
        .map(({ kind, detail }) => [kind, detail])
        .reverse()
        .slice(-15),
    ).toEqual([
      ['connection-added', 'Intranet'],
      ['connection-added', 'Partner'],
      ['connection-changed', 'Intranet: enabled, clientSecret'],
      ['connections-ordered', ''],
      ['connection-deleted', 'Intranet'],
      ['tab-added', 'Catalogue'],
      ['tab-changed', 'Catalogue: name'],
      ['tabs-ordered', ''],
      ['tab-deleted', 'Shop'],
      ['settings-saved', 'general: organisationName, bannerMessage'],
      ['settings-saved', 'login: rememberBrowserDays'],
      ['customer-invited', 'Larch Ltd'],
      ['link-resent', 'Larch Ltd'],
      ['link-resent', 'Larch Ltd'],
      ['access-disabled', 'Larch Ltd'],
    ]);
    for (const row of byMe) expect([row.editor, row.ipAddress === '', row.contact]).toEqual([editor.user.email, false, null]);
    const ofContact = (await editor.get(`/activity?search=${encodeURIComponent(contact.email)}`)).body.data.rows as Shown[];
    expect(ofContact.map(({ kind, detail }) => [kind, detail])).toEqual([['sign-in', 'Intranet']]);
    expect(JSON.stringify([byMe, ofContact])).not.toMatch(/secret-9876|Hello/u);
  });
});
