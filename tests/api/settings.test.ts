import request, { type Response } from 'supertest';
import { UID } from '../../server/src/platform/uid';
import { settingsOf } from '../../server/src/settings';
import { Browser, signIn } from '../support/client';
import { allBut, createEditor, saveGeneral, type Editor } from '../support/editor';
import { createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

interface General {
  values: Record<string, unknown> & { portalName: string };
  revision: number;
  linkHolders: number;
  urlBase: string;
  logo: { id: string; url: string; name: string } | null;
}

let app: TestApp;
let editor: Editor;
let pair: { customer: TestCustomer; contact: TestContact };

const general = async (): Promise<General> => (await editor.get('/settings/general')).body.data as General;
const at = (response: Response): string[] =>
  (response.body.error.details.errors as { path: unknown[] }[]).map(({ path }) => path.join('.'));

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app);
  pair = await createPair(app.strapi);
});
afterAll(() => app.stop());

describe('general settings', () => {
  const tooLong = 'x'.repeat(1000);
  const lineOf = (length: number): string => 'a'.repeat(length);
  const refused: Record<string, unknown[]> = {
    portalName: [
      '',
      'ab',
      lineOf(41),
      'Customers',
      'two words',
      'a--b',
      '-abc',
      'abc-',
      'ümlaut',
      '../etc',
      'admin',
      'portal-assets',
      7,
      null,
    ],
    organisationName: ['', '   ', lineOf(101), 'two\nlines', 'bell\u0007'],
    bannerMessage: [lineOf(501), 'bell\u0007', null],
    accentColour: ['red', '#12345', '#1234567', '#12345g', 'url(https://evil.example)'],
    supportEmail: ['nobody', 'a@b', `${tooLong}@example.org`, 'a@example.org\r\nBcc: b@example.org'],
    defaultLanguage: ['fr', ''],
    timeZone: ['Europe/Atlantis', '', '+01:00', tooLong],
    logoFile: ['a'.repeat(24), '', '1', 1, 0, -1, 1.5, '../a'],
    portalEnabled: ['yes', null],
  };

  it('has a wrong value for every field', async () => {
    expect(Object.keys(refused).sort()).toEqual(Object.keys((await general()).values).sort());
  });

  it.each(Object.entries(refused))('refuses a wrong %s with the error at the field, and saves nothing', async (field, wrong) => {
    const before = await general();
    for (const value of wrong) {
      const body = { values: { ...before.values, [field]: value }, revision: before.revision };
      const response = await editor.put('/settings/general', body);
      expect([value, response.status, response.body.error.details.code]).toEqual([value, 400, 'invalid-request']);
      expect(new Set(at(response))).toEqual(new Set([`values.${field}`]));
    }
    expect(await general()).toEqual(before);
  });

  it('refuses a member that it does not know and one that is missing', async () => {
    const { values, revision } = await general();
    const unknown = await editor.put('/settings/general', { values: { ...values, admin: true }, revision });
    expect([unknown.status, at(unknown)]).toEqual([400, ['values.admin']]);
    const { timeZone: _gone, ...fewer } = values;
    const missing = await editor.put('/settings/general', { values: fewer, revision });
    expect([missing.status, at(missing)]).toEqual([400, ['values.timeZone']]);
    for (const wrong of [undefined, null, '0', -1, 0.5, 1e300]) {
      const response = await editor.put('/settings/general', { values, revision: wrong });
      expect([response.status, at(response)]).toEqual([400, ['revision']]);
    }
  });

  it('names every wrong field at once', async () => {
    const response = await saveGeneral(editor, { portalName: 'no', timeZone: 'nowhere', accentColour: 'blue' });
    expect(response.status).toBe(400);
    expect(at(response)).toEqual(expect.arrayContaining(['values.portalName', 'values.timeZone', 'values.accentColour']));
  });

  it('saves what is right, at its bounds, and shows customers the effect', async () => {
    const change = {
      portalName: lineOf(40),
      organisationName: lineOf(100),
      bannerMessage: `Closed\non Monday ${'ß'.repeat(482)}`,
      accentColour: '#ABCDEF',
      supportEmail: ' Help@Example.ORG ',
      defaultLanguage: 'de',
      timeZone: 'Asia/Kathmandu',
    };
    expect(change.bannerMessage).toHaveLength(499);
    const saved = await saveGeneral(editor, change);
    expect(saved.status).toBe(200);
    const stored = { ...change, accentColour: '#abcdef', supportEmail: 'help@example.org' };
    expect(saved.body.data.values).toMatchObject(stored);
    const { body } = await new Browser(app).get('/portal');
    expect(body.data).toMatchObject({
      name: stored.portalName,
      url: `http://localhost:1337/portal/${stored.portalName}`,
      organisation: { name: stored.organisationName, supportEmail: stored.supportEmail, logoUrl: null },
      banner: stored.bannerMessage,
      accentColour: stored.accentColour,
      defaultLanguage: 'de',
      timeZone: 'Asia/Kathmandu',
    });
  });

  it('gives null for an empty banner and support address, so that the portal shows its default', async () => {
    expect((await saveGeneral(editor, { bannerMessage: '  ', supportEmail: '' })).status).toBe(200);
    const { body } = await new Browser(app).get('/portal');
    expect([body.data.banner, body.data.organisation.supportEmail]).toEqual([null, null]);
  });

  const createFile = (name: string, mime: string) =>
    app.strapi.db.query('plugin::upload.file').create({
      data: { name, hash: name, ext: '.png', mime, size: 1, url: `/uploads/${name}`, provider: 'local' },
    });

  it('shows no file by a number, which another file has after an import, and takes nothing but pictures', async () => {
    const photo = await createFile('private-photo.png', 'image/png');
    const row = await app.strapi.db.query(UID.setting).findOne({ where: { section: 'general' } });
    await app.strapi.db.query(UID.setting).update({ where: { id: row.id }, data: { values: { ...row.values, logoId: photo.id } } });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await general()).logo).toBeNull();
    expect((await new Browser(app).get('/portal')).body.data.organisation.logoUrl).toBeNull();
    const contract = await createFile('contract.pdf', 'application/pdf');
    const refused = await saveGeneral(editor, { logoFile: contract.documentId });
    expect([refused.status, at(refused)]).toEqual([400, ['values.logoFile']]);
  });

  it('shows a logo of the Media Library, until it is deleted there', async () => {
    const file = await createFile('logo.png', 'image/png');
    const saved = await saveGeneral(editor, { logoFile: file.documentId });
    expect(saved.body.data.logo).toEqual({ id: file.documentId, url: '/uploads/logo.png', name: 'logo.png' });
    const shown = async (): Promise<unknown> => (await new Browser(app).get('/portal')).body.data.organisation.logoUrl;
    expect(await shown()).toBe('http://localhost:1337/uploads/logo.png');
    await app.strapi.db.query('plugin::upload.file').delete({ where: { id: file.id } });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await shown()).toBeNull();
    expect((await general()).logo).toBeNull();
    expect((await saveGeneral(editor, { logoFile: null })).status).toBe(200);
  });
});

describe('a section that a newer version of the plugin saved', () => {
  it('is neither read nor saved over: nobody guesses what it says', async () => {
    const section = { where: { section: 'general' } };
    const rows = app.strapi.db.query(UID.setting);
    const before = await general();
    const { shape } = await rows.findOne(section);
    expect(shape).toBe(1);
    await rows.update({ ...section, data: { shape: 2 } });
    try {
      await expect(settingsOf(app.strapi).stored('general')).rejects.toThrow('shape 2');
      const { values, revision } = before;
      expect((await editor.put('/settings/general', { values, revision })).status).toBe(500);
      expect(await rows.findOne(section)).toMatchObject({ revision, shape: 2 });
    } finally {
      await rows.update({ ...section, data: { shape } });
    }
    expect(await general()).toEqual(before);
  });
});

describe('two editors at once', () => {
  it('refuses the stale save and overwrites nothing', async () => {
    const { values, revision } = await general();
    const first = await editor.put('/settings/general', { values: { ...values, organisationName: 'First' }, revision });
    expect([first.status, first.body.data.revision]).toEqual([200, revision + 1]);
    const second = await editor.put('/settings/general', { values: { ...values, organisationName: 'Second' }, revision });
    expect([second.status, second.body.error.details.code]).toEqual([409, 'conflict']);
    const ahead = await editor.put('/settings/general', { values, revision: revision + 7 });
    expect(ahead.status).toBe(409);
    expect(await general()).toMatchObject({ values: { organisationName: 'First' }, revision: revision + 1 });
  });

  it('lets exactly one of ten parallel saves succeed', async () => {
    const { values, revision } = await general();
    const names = Array.from({ length: 10 }, (_, index) => `Parallel ${index}`);
    const responses = await Promise.all(
      names.map((organisationName) => editor.put('/settings/general', { values: { ...values, organisationName }, revision })),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    const winner = names[responses.findIndex(({ status }) => status === 200)];
    expect(await general()).toMatchObject({ values: { organisationName: winner }, revision: revision + 1 });
  });

  it('lets exactly one of ten parallel first saves of a section succeed', async () => {
    const view = (await editor.get('/settings/customer-fields')).body.data;
    expect(view.revision).toBe(0);
    const { values } = view;
    const responses = await Promise.all(Array.from({ length: 10 }, () => editor.put('/settings/customer-fields', { values, revision: 0 })));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
  });
});

describe('a change of the portal name', () => {
  it('ends the old address at once, answers it as one that never was, and keeps sessions', async () => {
    const other = await createPair(app.strapi);
    await saveGeneral(editor, { portalName: 'before-it' });
    const [browser, second] = [await signIn(app, pair.contact), await signIn(app, other.contact)];
    expect((await browser.get('/portal/before-it')).status).toBe(200);

    expect((await saveGeneral(editor, { portalName: 'after-it' })).status).toBe(200);
    for (const path of ['', '/', '/profile', '/invitation']) {
      const old = await browser.get(`/portal/before-it${path}`);
      const never = await browser.get(`/portal/never-was${path}`);
      expect([old.status, old.text, old.type]).toEqual([404, 'Not found', 'text/plain']);
      const plain = ({ headers }: Response): object => ({ ...headers, date: undefined, 'x-response-time': undefined });
      expect(plain(old)).toEqual(plain(never));
      expect(old.text).toBe(never.text);
    }
    const page = await browser.get('/portal/after-it');
    expect([page.status, page.type]).toEqual([200, 'text/html']);
    expect(page.text).not.toContain('before-it');
    expect((await browser.get('/session')).body.data.customer.id).toBe(pair.customer.documentId);
    expect((await second.get('/session')).body.data.customer.id).toBe(other.customer.documentId);
  });

  it('counts the customers who hold the present address', async () => {
    await saveGeneral(editor, { portalName: 'count-one' });
    const [a, b, off] = [await createPair(app.strapi), await createPair(app.strapi), await createPair(app.strapi)];
    await createCustomer(app.strapi);
    const holders = async (): Promise<number> => (await general()).linkHolders;
    const resend = (customer: TestCustomer) => editor.post(`/customers/${customer.documentId}/resend-link`);
    expect(await holders()).toBe(0);
    for (const { customer } of [a, b, off]) expect((await resend(customer)).status).toBe(200);
    expect(await holders()).toBe(3);
    await editor.post(`/customers/${off.customer.documentId}/disable-access`);
    expect(await holders()).toBe(2);
    await saveGeneral(editor, { organisationName: 'Same address' });
    expect(await holders()).toBe(2);
    const renamed = await saveGeneral(editor, { portalName: 'count-two' });
    expect([renamed.body.data.linkHolders, renamed.body.data.urlBase]).toEqual([0, 'http://localhost:1337/portal/']);
    await resend(a.customer);
    expect(await holders()).toBe(1);
    await saveGeneral(editor, { portalName: 'count-one' });
    expect(await holders()).toBe(1);
  });
});

describe('permissions', () => {
  const surfaces = [
    ['general', 'settings.general.read', 'settings.general.update'],
    ['customer-fields', 'settings.customer-fields.read', 'settings.customer-fields.update'],
  ] as const;

  it.each(surfaces)('guards reading and changing of %s separately', async (section, read, update) => {
    const { values, revision } = (await editor.get(`/settings/${section}`)).body.data as General;
    const reader = await createEditor(app, [read]);
    expect((await reader.get(`/settings/${section}`)).status).toBe(200);
    expect((await reader.put(`/settings/${section}`, { values, revision })).status).toBe(403);
    const others = await createEditor(app, allBut(read, update));
    expect((await others.get(`/settings/${section}`)).status).toBe(403);
    expect((await others.put(`/settings/${section}`, { values, revision })).status).toBe(403);
    expect((await editor.get(`/settings/${section}`)).body.data.revision).toBe(revision);
  });

  it("does not take a customer's session for an editor's, nor the reverse", async () => {
    const browser = await signIn(app, pair.contact);
    expect((await browser.prepare('get', '/settings/general')).status).toBe(404);
    const asEditor = await request(app.server).get('/customer-portal/settings/general').set('cookie', browser.cookieHeader);
    expect(asEditor.status).toBe(401);
    const asCustomer = await new Browser(app, { authorization: `Bearer ${editor.token}` }).get('/session');
    expect(asCustomer.status).toBe(401);
  });
});
