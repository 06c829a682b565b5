import { documentsOf } from '../../server/src/documents';
import { paymentsOf } from '../../server/src/payments';
import { Browser, signIn } from '../support/client';
import { createDraft } from '../support/documents';
import { createPair } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const typesOf = async (browser: Browser): Promise<string[]> =>
  ((await browser.get('/navigation')).body as { data: { documents: string[] } }).data.documents;

describe('where a contact can go', () => {
  it('is to types of documents that its customer has, once they are issued', async () => {
    const mine = await createPair(app.strapi);
    const theirs = await createPair(app.strapi);
    const browser = await signIn(app, mine.contact);
    const other = await signIn(app, theirs.contact);
    const drafts = await Promise.all((['quote', 'invoice'] as const).map((type) => createDraft(app.strapi, type, mine.customer)));
    expect(await typesOf(browser)).toEqual([]);
    await documentsOf(app.strapi).issue('quote', drafts[0]?.documentId ?? '');
    expect(await typesOf(browser)).toEqual(['quote']);
    await documentsOf(app.strapi).issue('invoice', drafts[1]?.documentId ?? '');
    await documentsOf(app.strapi).void('invoice', drafts[1]?.documentId ?? '');
    expect(await typesOf(browser)).toEqual(['invoice', 'quote']);
    expect(await typesOf(other)).toEqual([]);
  });

  it('is to sales orders and credit notes where they are switched on', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    for (const type of ['sales-order', 'credit-note'] as const) {
      const { documentId } = await createDraft(app.strapi, type, customer);
      await documentsOf(app.strapi).issue(type, documentId);
    }
    expect(await typesOf(browser)).toEqual([]);
    await saveSettings(app, 'preferences', { salesOrders: true });
    expect(await typesOf(browser)).toEqual(['sales-order']);
    await saveSettings(app, 'preferences', { salesOrders: false, creditNotes: true });
    expect(await typesOf(browser)).toEqual(['credit-note']);
    await saveSettings(app, 'preferences', { creditNotes: false });
  });

  it('has what modules and tabs answer by themselves', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const { body } = await browser.get('/navigation');
    const [modules, tabs] = await Promise.all(['/modules', '/tabs'].map((path) => browser.get(path)));
    expect((body as { data: object }).data).toEqual({ documents: [], payments: false, modules: modules?.body.data, tabs: tabs?.body.data });
  });

  it('is to payments where customers can pay, or have paid', async () => {
    const [mine, theirs] = [await createPair(app.strapi), await createPair(app.strapi)];
    const [browser, other] = [await signIn(app, mine.contact), await signIn(app, theirs.contact)];
    const shown = async (who: Browser): Promise<boolean> =>
      ((await who.get('/navigation')).body as { data: { payments: boolean } }).data.payments;
    expect(await shown(browser)).toBe(false);
    await saveSettings(app, 'payments', { onlinePayments: true });
    expect(await shown(browser)).toBe(true);
    await saveSettings(app, 'payments', { onlinePayments: false });
    expect(await shown(browser)).toBe(false);
    const money = { currency: 'EUR', amount: 500, date: '2026-11-30', kind: 'cash', reference: '', parts: [] } as const;
    const from = { provider: 'manual', providerPayment: null, origin: 'api', customer: mine.customer.id } as const;
    await paymentsOf(app.strapi).record({ ...money, ...from }, { editor: 'Erin' });
    expect(await shown(browser)).toBe(true);
    expect(await shown(other)).toBe(false);
  });

  it('is nowhere for strangers', async () => {
    expect((await new Browser(app).get('/navigation')).status).toBe(401);
  });
});
