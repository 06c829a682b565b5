import request, { type Response } from 'supertest';
import type { DocumentDetail as Shown } from '../../plugin/contract/customer/documents';
import type { DocumentType } from '../../plugin/documents/types';
import { PREFERENCES, type FormSection } from '../../plugin/preferences';
import type { SectionValues } from '../../plugin/settings';
import { UID } from '../../server/src/platform/uid';
import { settingsOf } from '../../server/src/settings';
import { Browser, signIn } from '../support/client';
import { allBut, createEditor, saveFields, saveGeneral, type Editor } from '../support/editor';
import { createCustomer, createPair, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { documentsOf } from '../../server/src/documents';
import { createDraft, linesOf, VAT } from '../support/documents';
import { saveSettings, setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

interface General {
  values: Record<string, unknown> & { portalName: string };
  revision: number;
  linkHolders: number;
  urlBase: string;
  logo: { id: string; url: string; name: string } | null;
}

/** One percent. */
const CENT = { ...VAT, percent: '1' };

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

describe('the preference catalogue', () => {
  /** What each preference changes for a customer; a key of the catalogue without an entry fails. */
  interface Effect {
    set(on: boolean): Promise<{ status: number }>;
    isOn(browser: Browser): Promise<boolean>;
  }
  /** A general setting that everybody is told of, under `path`; one value stands for on, the other for off. */
  const shown = (key: string, path: string, on: string, off: string): Effect => ({
    set: (isOn) => saveGeneral(editor, { [key]: isOn ? on : off }),
    isOn: async () => {
      const { data } = (await new Browser(app).get('/portal')).body;
      const value = path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], data);
      expect([on, off]).toContain(value);
      return value === on;
    },
  });
  /** Customers see documents of a type: so far as their portal is told, and in fact. */
  const opened = (key: 'salesOrders' | 'creditNotes', type: DocumentType): Effect => ({
    set: (isOn) => saved('preferences', { [key]: isOn }),
    isOn: async (browser) => {
      const { status } = await browser.get(`/documents/${type}`);
      const { abilities } = (await browser.get('/session')).body.data as { abilities: Record<string, boolean> };
      expect(abilities[key]).toBe(status === 200);
      return status === 200;
    },
  });
  /** What a document that is issued then has, by `look`; one value stands for on, the other for off. */
  const issuedWith = <V>(key: string, [on, off]: [V, V], look: (document: Shown) => V, type: DocumentType = 'invoice'): Effect => ({
    set: (isOn) => saved('documents', { [key]: isOn ? on : off }),
    isOn: async (browser) => {
      await saved('preferences', { salesOrders: true, creditNotes: true });
      // Of two lines whose tax is half a cent each.
      const lines = linesOf({ rate: '0.5', tax: CENT }, { rate: '0.5', tax: CENT });
      const { documentId } = await createDraft(app.strapi, type, pair.customer, { lines, issueDate: '2026-05-01' });
      await documentsOf(app.strapi).issue(type, documentId);
      const seen = look((await browser.get(`/documents/${type}/${documentId}`)).body.data as Shown);
      expect([on, off]).toContainEqual(seen);
      return seen === on;
    },
  });
  const prefix = (key: string, type: DocumentType): Effect => issuedWith(key, ['AA', 'BB'], ({ number }) => number.slice(0, 2), type);
  const effects: Record<string, Effect> = {
    salesOrders: opened('salesOrders', 'sales-order'),
    creditNotes: opened('creditNotes', 'credit-note'),
    sellerAddress: issuedWith('sellerAddress', ['1 Quay\nBergen', ''], ({ seller }) => seller.address.join('\n')),
    sellerTaxNumber: issuedWith('sellerTaxNumber', ['NO 1', ''], ({ seller }) => seller.taxNumber),
    defaultCurrency: issuedWith('defaultCurrency', ['USD', 'EUR'], ({ currency }) => currency),
    taxRounding: issuedWith('taxRounding', ['line', 'document'], ({ tax }) => (tax === 2 ? 'line' : 'document')),
    invoiceDays: issuedWith('invoiceDays', [30, 14], ({ untilDate }) => (untilDate === '2026-05-31' ? 30 : 14)),
    quoteDays: issuedWith('quoteDays', [30, 14], ({ untilDate }) => (untilDate === '2026-05-31' ? 30 : 14), 'quote'),
    invoicePrefix: prefix('invoicePrefix', 'invoice'),
    quotePrefix: prefix('quotePrefix', 'quote'),
    retainerInvoicePrefix: prefix('retainerInvoicePrefix', 'retainer-invoice'),
    salesOrderPrefix: prefix('salesOrderPrefix', 'sales-order'),
    creditNotePrefix: prefix('creditNotePrefix', 'credit-note'),
    numberDigits: issuedWith('numberDigits', [9, 1], ({ number }) => (/\d{9}$/u.test(number) ? 9 : 1)),
    numbersByYear: issuedWith('numbersByYear', [true, false], ({ number }) => number.includes('2026-')),
    portalName: shown('portalName', 'name', 'one-name', 'other-name'),
    organisationName: shown('organisationName', 'organisation.name', 'Acme', 'Other'),
    accentColour: shown('accentColour', 'accentColour', '#123456', '#abcdef'),
    bannerMessage: shown('bannerMessage', 'banner', 'Closed on Monday', 'Open again'),
    defaultLanguage: shown('defaultLanguage', 'defaultLanguage', 'de', 'en'),
    timeZone: shown('timeZone', 'timeZone', 'Europe/Berlin', 'UTC'),
    supportEmail: shown('supportEmail', 'organisation.supportEmail', 'help@example.org', 'support@example.org'),
    portalEnabled: {
      set: (on) => saveGeneral(editor, { portalEnabled: on }),
      isOn: async (browser) => {
        const [session, portal] = [await browser.get('/session'), await browser.get('/portal')];
        expect(portal.status).toBe(200);
        expect(session.status === 403 ? session.body.error.details.code : 'on').toBe(portal.body.data.enabled ? 'on' : 'preference-off');
        return session.status === 200;
      },
    },
    customerFieldsEnabled: {
      set: (on) => saveFields(editor, { customerFieldsEnabled: on }),
      isOn: async (browser) => {
        const profile = await browser.get('/profile');
        const { abilities } = (await browser.get('/session')).body.data as { abilities: { customerFields: boolean } };
        expect([200, 403]).toContain(profile.status);
        expect(abilities.customerFields).toBe(profile.status === 200);
        return profile.status === 200;
      },
    },
    signInMode: {
      // Single sign-on is "on": the portal's own ways in are refused. The API itself wants a tested connection first.
      set: (on) => login({ signInMode: on ? 'sso' : 'default' }),
      isOn: async () => {
        const { status, body } = await new Browser(app).post('/session', { email: pair.contact.email, password: TEST_PASSWORD });
        expect((await new Browser(app).get('/portal')).body.data.signIn.methods).toHaveLength(status === 403 ? 0 : 2);
        return status === 403 && body.error.details.code === 'sso-only';
      },
    },
    mfaRequired: {
      set: (on) => login({ mfaRequired: on }),
      isOn: async (browser) => {
        const owed = (await browser.get('/session')).body.data.factorOwed as boolean;
        expect((await browser.get('/tabs')).status).toBe(owed ? 403 : 200);
        return owed;
      },
    },
    ssoFactorsCount: {
      set: (on) => login({ mfaRequired: true, ssoFactorsCount: on }),
      isOn: async (browser) => {
        await app.strapi.db
          .getConnection('customer_portal_sessions')
          .where('contact_id', pair.contact.id)
          .update({ proved_elsewhere: true });
        return (await browser.get('/tabs')).status === 200;
      },
    },
    rememberBrowserDays: {
      set: (on) => login({ mfaRequired: true, rememberBrowserDays: on ? 7 : 0 }),
      isOn: async () => {
        const waiting = new Browser(app);
        await waiting.post('/session', { email: pair.contact.email, password: TEST_PASSWORD });
        return (await waiting.get('/challenge')).body.data.rememberDays === 7;
      },
    },
    passkeySignIn: {
      set: (on) => login({ passkeySignIn: on }),
      isOn: async () => (await new Browser(app).post('/session/passkey/options')).status === 200,
    },
    emailLinkSignIn: {
      set: (on) => login({ emailLinkSignIn: on }),
      isOn: async () => (await new Browser(app).post('/session/link/request', { email: 'nobody@example.org' })).status === 202,
    },
    selfSignUp: {
      set: (on) => login({ selfSignUp: on }),
      isOn: async () => {
        const body = { email: 'new@example.org', firstName: 'New', lastName: 'Person', organisation: '' };
        return (await new Browser(app).post('/sign-up', body)).status === 202;
      },
    },
  };
  async function saved<S extends FormSection>(section: S, changes: Partial<SectionValues<S>>): Promise<{ status: number }> {
    await saveSettings(app, section, changes);
    return { status: 200 };
  }
  const login = async (changes: Parameters<typeof setLogin>[1]): Promise<{ status: number }> => {
    await setLogin(app, changes);
    return { status: 200 };
  };
  afterEach(() => setLogin(app, {}));

  it('has an effect listed for each entry, and no other', () => {
    expect(Object.keys(effects).sort()).toEqual(Object.keys(PREFERENCES).sort());
  });

  it.each(Object.keys(PREFERENCES))('is obeyed: %s', async (key) => {
    const effect = effects[key];
    if (!effect) throw new Error(`Nothing observes ${key}.`);
    const browser = await signIn(app, pair.contact);
    for (const on of [true, false, true]) {
      expect((await effect.set(on)).status).toBe(200);
      expect(await effect.isOn(browser)).toBe(on);
    }
  });
});
