import type { DocumentDetail as Shown } from '../../plugin/contract/customer/documents';
import type { DocumentType } from '../../plugin/documents/types';
import { PREFERENCES, type FormSection } from '../../plugin/preferences';
import type { SectionValues } from '../../plugin/settings';
import { Browser, signIn } from '../support/client';
import { createEditor, saveFields, saveGeneral, type Editor } from '../support/editor';
import { createPair, giveRole, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { documentsOf } from '../../server/src/documents';
import { createDraft, createIssued, linesOf, VAT } from '../support/documents';
import { read } from '../support/pdf';
import { createGateway } from '../support/gateway';
import { TEAM, teamHears, type Heard } from '../support/heard';
import { paragraph } from '../support/modules';
import { paymentEffects } from '../support/payment-effects';
import { linkEffects } from '../support/public-links';
import { saveSettings, setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

/** One percent. */
const CENT = { ...VAT, percent: '1' };

let app: TestApp;
let editor: Editor;
let pair: { customer: TestCustomer; contact: TestContact };

beforeAll(async () => {
  app = await startApp({ config: { payments: { providers: { gateway: { provider: createGateway().module } } } } });
  editor = await createEditor(app);
  pair = await createPair(app.strapi);
});
afterAll(() => app.stop());

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
  /** Something is open to customers: so far as their portal is told, and in fact. */
  const answering = (
    key: 'reviews' | 'sharedFiles' | 'projects' | 'forwardDocuments' | 'managePeople',
    path: () => Promise<string> | string,
  ): Effect => ({
    set: (isOn) => saved('preferences', { [key]: isOn }),
    isOn: async (browser) => {
      const { status } = await browser.get(await path());
      const { abilities } = (await browser.get('/session')).body.data as { abilities: Record<string, boolean> };
      expect(abilities[key]).toBe(status === 200);
      return status === 200;
    },
  });
  /** Quotes are answered in a way: so far as their page is told, and in fact. */
  const answers = (key: 'acceptQuotes' | 'declineQuotes', way: 'accept' | 'decline', body: object): Effect => ({
    set: (isOn) => saved('preferences', { [key]: isOn }),
    isOn: async (browser) => {
      const { documentId } = await createDraft(app.strapi, 'quote', pair.customer);
      await documentsOf(app.strapi).issue('quote', documentId);
      const { may, revision } = (await browser.get(`/documents/quote/${documentId}`)).body.data as { may: object; revision: number };
      const { status } = await browser.post(`/documents/quote/${documentId}/${way}`, { revision, ...body });
      expect([200, 403]).toContain(status);
      expect(may).toMatchObject({ [way]: status === 200 });
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
  /** A series begins where it says: on in the thousands, off at its least. Each look has a series of its own, since none goes back. */
  let year = 2100;
  const first = (key: string, type: DocumentType): Effect => ({
    set: (isOn) => saved('documents', { [key]: isOn ? 5000 : 1, numbersByYear: true, numberDigits: 5 }),
    isOn: async () => {
      const { documentId } = await createDraft(app.strapi, type, pair.customer, { issueDate: `${(year += 1)}-05-01` });
      const { number } = await documentsOf(app.strapi).issue(type, documentId);
      expect(number).toMatch(/-(?:00001|05000)$/u);
      return number.endsWith('05000');
    },
  });
  const heard = (key: string, [on, off]: [string, string], kind?: Heard): Effect => ({
    // Those that a topic names hear of it in the place of the others.
    set: (isOn) => saved('notifications', { notifyAddresses: key.endsWith('To') ? OTHERS : TEAM, ...AT_ONCE, [key]: isOn ? on : off }),
    isOn: () => teamHears(app, pair, kind),
  });
  const NOTIFY: [string, string] = ['at-once', 'never'];
  const OTHERS = 'others@haldenmarsh.example';
  const AT_ONCE = Object.fromEntries(
    ['Comments', 'Decisions', 'Forwarded', 'Records', 'Files', 'Reviews', 'Time', 'Payments'].map((topic) => [`notify${topic}`, 'at-once']),
  );
  const effects: Record<string, Effect> = {
    notifyAddresses: heard('notifyAddresses', [TEAM, ''], 'comment'),
    notifyComments: heard('notifyComments', NOTIFY, 'comment'),
    notifyDecisions: heard('notifyDecisions', NOTIFY, 'accepted'),
    notifyForwarded: heard('notifyForwarded', NOTIFY, 'forwarded'),
    notifyRecords: heard('notifyRecords', NOTIFY),
    notifyFiles: heard('notifyFiles', NOTIFY, 'files'),
    notifyReviews: heard('notifyReviews', NOTIFY, 'reviews'),
    notifyTime: heard('notifyTime', NOTIFY, 'time'),
    notifyPayments: heard('notifyPayments', NOTIFY, 'payments'),
    notifyCommentsTo: heard('notifyCommentsTo', [TEAM, ''], 'comment'),
    notifyDecisionsTo: heard('notifyDecisionsTo', [TEAM, ''], 'accepted'),
    notifyForwardedTo: heard('notifyForwardedTo', [TEAM, ''], 'forwarded'),
    notifyRecordsTo: heard('notifyRecordsTo', [TEAM, '']),
    notifyFilesTo: heard('notifyFilesTo', [TEAM, ''], 'files'),
    notifyReviewsTo: heard('notifyReviewsTo', [TEAM, ''], 'reviews'),
    notifyTimeTo: heard('notifyTimeTo', [TEAM, ''], 'time'),
    notifyPaymentsTo: heard('notifyPaymentsTo', [TEAM, ''], 'payments'),
    salesOrders: opened('salesOrders', 'sales-order'),
    creditNotes: opened('creditNotes', 'credit-note'),
    gstEditing: {
      set: (isOn) => saved('preferences', { gstEditing: isOn }),
      isOn: async (browser) => {
        const body = { customer: { gstTreatment: 'consumer', placeOfSupply: '27' } };
        const { status } = await browser.patch('/profile', body);
        expect([200, 400]).toContain(status);
        return status === 200;
      },
    },
    reviews: answering('reviews', () => '/review'),
    projects: answering('projects', () => '/projects'),
    managePeople: answering('managePeople', () => '/people'),
    peopleRoles: {
      set: (isOn) => saved('preferences', { managePeople: true, peopleRoles: isOn ? 'every' : 'viewer' }),
      isOn: async () => (await invitedAs('owner')) !== 403,
    },
    peopleMost: {
      set: (isOn) => saved('preferences', { managePeople: true, peopleRoles: 'every', peopleMost: isOn ? 500 : 1 }),
      isOn: async () => (await invitedAs('viewer')) !== 403,
    },
    sharedFiles: answering('sharedFiles', () => '/shared-files'),
    acceptQuotes: answers('acceptQuotes', 'accept', { name: 'Ada' }),
    declineQuotes: answers('declineQuotes', 'decline', { reason: '' }),
    commentMails: {
      set: (isOn) => saved('preferences', { commentMails: isOn }),
      isOn: async () => {
        const documentId = await createIssued(app.strapi, 'invoice', pair.customer);
        const before = app.mailbox.to(pair.contact.email).length;
        const text = paragraph('A comment');
        expect((await editor.post(`/documents/invoice/${documentId}/comments`, { text, internal: false })).status).toBe(201);
        await app.settle();
        return app.mailbox.to(pair.contact.email).length > before;
      },
    },
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
    invoiceFirst: first('invoiceFirst', 'invoice'),
    quoteFirst: first('quoteFirst', 'quote'),
    retainerInvoiceFirst: first('retainerInvoiceFirst', 'retainer-invoice'),
    salesOrderFirst: first('salesOrderFirst', 'sales-order'),
    creditNoteFirst: first('creditNoteFirst', 'credit-note'),
    numberDigits: issuedWith('numberDigits', [9, 1], ({ number }) => (/\d{9}$/u.test(number) ? 9 : 1)),
    numbersByYear: issuedWith('numbersByYear', [true, false], ({ number }) => number.includes('2026-')),
    forwardDocuments: answering(
      'forwardDocuments',
      async () => `/documents/invoice/${await createIssued(app.strapi, 'invoice', pair.customer)}/recipients`,
    ),
    ...linkEffects(
      () => app,
      () => editor,
      () => pair,
      (change) => saved('public-links', change),
    ),
    ...paymentEffects(
      () => app,
      () => pair,
      (change) => saved('payments', change),
    ),
    pdfPaper: {
      set: (isOn) => saved('documents', { pdfPaper: isOn ? 'letter' : 'a4' }),
      isOn: async (browser) => {
        const { body } = await browser.get(`/documents/invoice/${await createIssued(app.strapi, 'invoice', pair.customer)}/pdf`);
        return Math.round((await read(body as Buffer)).pages[0]?.width ?? 0) === 612;
      },
    },
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
  /** How an owner's invitation with a role is answered. */
  async function invitedAs(role: string): Promise<number> {
    const { contact } = await createPair(app.strapi);
    await giveRole(app.strapi, contact, 'owner');
    const body = { email: `for-${contact.email}`, firstName: '', lastName: '', role };
    return (await (await signIn(app, contact)).post('/people', body)).status;
  }
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
