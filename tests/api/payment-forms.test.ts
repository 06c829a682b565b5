import { atOneInstant } from '../support/clock';
import type { PaymentProvider, PaymentProviderModule } from '../../config/payment-provider';
import type { PaymentDetail } from '../../plugin/contract/customer/payments';
import { LINK_HEADER, PAYMENT_FORM_PATH } from '../../plugin/plugin-id';
import { paymentsOf } from '../../server/src/payments';
import { readFormAssets } from '../../server/src/pages/assets';
import { Browser, signIn } from '../support/client';
import { createIssued, createLinked } from '../support/documents';
import { createContact, createPair, giveRole, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';
import { FakeStripe, SECRET_KEY, WEBHOOK_SECRET } from '../support/stripe';
import { intentsOf, send } from '../support/stripe/people';

/** Pages with a provider's fields: Stripe's, and those of a provider of a team's own that says odd things. */
const TOTAL = 11_900;
const ORIGIN = 'http://localhost:1337';
const PORTAL = `${ORIGIN}/portal/customers`;
const HOSTILE = `</script><script>alert(1)</script><!--`;

const stripe = new FakeStripe();
const own: PaymentProviderModule = {
  init: (): PaymentProvider => {
    const next = { kind: 'embedded', parameters: { odd: HOSTILE }, expiresAt: null } as const;
    const waits = (reference: string) => Promise.resolve({ state: 'requires-action', providerPayment: `own-${reference}`, next } as const);
    return {
      capabilities: { methods: ['card'], currencies: ['EUR'], saves: false, refunds: 'none', slow: false, flow: 'embedded' },
      form: { script: 'export default () => ({})', csp: { 'script-src': ['https://js.own.example'] } },
      test: () => Promise.resolve({ ok: true, mode: 'test', message: '' }),
      start: ({ reference }) => waits(reference),
      retrieve: ({ reference }) => waits(reference),
      cancel: () => Promise.resolve({ state: 'canceled' }),
    };
  },
};
const formless: PaymentProviderModule = { init: (options, context) => ({ ...own.init(options, context), form: undefined }) };

let app: TestApp;
let customer: TestCustomer;
let mine: Browser;
let colleague: Browser;
let theirs: Browser;
let contact: Awaited<ReturnType<typeof createPair>>['contact'];

beforeAll(async () => {
  const options = {
    secretKey: SECRET_KEY,
    publishableKey: 'pk_test_fake',
    webhookSecret: WEBHOOK_SECRET,
    checkout: 'embedded',
    apiUrl: await stripe.start(),
  };
  const providers = {
    stripe: { provider: 'stripe', providerOptions: options },
    own: { provider: own },
    formless: { provider: formless },
    krona: { provider: own, currencies: ['SEK'] },
  };
  app = await startApp({ config: { payments: { providers, perContact: 1000, perAddress: 1000 } }, quiet: true });
  const pair = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
  ({ customer, contact } = pair);
  mine = await signIn(app, contact);
  colleague = await signIn(app, await createContact(app.strapi, [customer]));
  theirs = await signIn(app, (await createPair(app.strapi, { customer: { name: 'Birch Ltd' } })).contact);
  await saveSettings(app, 'payments', { onlinePayments: true, savePaymentMethods: true });
  await saveSettings(app, 'public-links', { publicLinks: true });
});
afterAll(async () => {
  await app.stop();
  await stripe.stop();
});

let serial = 0;
const keyed = (browser: Browser, path: string, body: object) =>
  browser
    .prepare('post', path)
    .set('Idempotency-Key', `key-${(serial += 1)}`)
    .send(body);
async function begin(provider = 'stripe'): Promise<PaymentDetail> {
  const document = await createIssued(app.strapi, 'invoice', customer);
  const body = { currency: 'EUR', parts: [{ type: 'invoice', document, amount: TOTAL, left: TOTAL }], with: { provider, save: false } };
  const response = await keyed(mine, '/payments', body);
  expect([response.status, response.text]).toEqual([201, expect.anything()]);
  return (response.body as { data: PaymentDetail }).data;
}
const formOf = ({ next }: Pick<PaymentDetail, 'next'>): string => {
  if (next?.kind !== 'embedded') throw new Error(`There is no form: ${JSON.stringify(next)}`);
  return next.url.slice(ORIGIN.length);
};
const open = (browser: Browser, path: string) => browser.prepare('get', path).redirects(0);
const dataIn = (html: string) =>
  JSON.parse(/id="form-data">(.*?)<\/script>/u.exec(html)?.[1] ?? '{}') as { parameters: Record<string, string>; script: string };
const clientSecretOf = (payment: string): string => intentsOf(stripe, payment)[0]?.client_secret ?? '';

it('the portal has been built, so that there are pages', () => {
  expect(readFormAssets()).toMatchObject({ script: expect.stringMatching(/^\/portal-assets\/assets\/payment-form-.+\.js$/u) });
});

describe('a payment whose fields stand on a page of ours', () => {
  it('shows the page to who may go on with it, and to nobody else', async () => {
    const payment = await begin();
    const path = formOf(payment);
    expect(path).toBe(`${PAYMENT_FORM_PATH}/payments/${payment.id}`);
    const page = await open(mine, path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('€119.00');
    expect(dataIn(page.text).parameters).toEqual({ publishableKey: 'pk_test_fake', clientSecret: clientSecretOf(payment.id) });

    for (const browser of [colleague, theirs]) {
      const refused = await open(browser, path);
      expect([refused.status, refused.text]).toEqual([404, 'Not found']);
    }
    const stranger = await open(new Browser(app), path);
    expect([stranger.status, stranger.headers.location]).toEqual([303, `${PORTAL}/payments/${payment.id}`]);
    await giveRole(app.strapi, contact, 'viewer');
    expect((await open(mine, path)).status).toBe(404);
    await giveRole(app.strapi, contact, 'owner');
  });

  it('names this gateway alone in its policy, and is kept by nobody', async () => {
    const { headers } = await open(mine, formOf(await begin()));
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self' https://js.stripe.com https://*.js.stripe.com; style-src 'self'; img-src 'self' data:; " +
        'connect-src https://api.stripe.com; frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com; ' +
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'permissions-policy':
        'camera=(), geolocation=(), microphone=(), payment=(self "https://js.stripe.com" "https://*.js.stripe.com" "https://hooks.stripe.com")',
    });
    const other = await open(mine, formOf(await begin('own')));
    expect(other.headers['content-security-policy']).toContain("script-src 'self' https://js.own.example;");
    expect(other.headers['content-security-policy']).not.toContain('stripe');
    // No other page of the portal names one.
    expect((await open(mine, '/portal/customers')).headers['content-security-policy']).not.toMatch(/stripe|own\.example/u);
  });

  it('holds what a provider says as text', async () => {
    const { text } = await open(mine, formOf(await begin('own')));
    expect(text).not.toContain('<script>alert');
    expect(text.match(/<\/script>/gu)).toHaveLength(2);
    expect(dataIn(text).parameters).toEqual({ odd: HOSTILE });
  });

  it('speaks the language that was shown before', async () => {
    const path = formOf(await begin());
    expect((await open(mine, `${path}?language=de`)).text).toContain('<html lang="de">');
    expect((await open(mine, `${path}?language=xx`).set('accept-language', 'de')).text).toContain('<html lang="de">');
    expect((await open(mine, path).set('accept-language', 'fr')).text).toContain('<html lang="en">');
  });

  it('shows no page once it waits for nobody: leads to where that is said', async () => {
    const payment = await begin();
    const done = [303, `${PORTAL}/payments/${payment.id}?customer=${customer.documentId}`];
    send(stripe, intentsOf(stripe, payment.id)[0]?.id ?? '', 'good');
    await new Promise((later) => setTimeout(later, 10));
    // The provider is asked again when a moment has passed; then it is the truth.
    await paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(payment.id));
    const { status, headers } = await open(mine, formOf(payment));
    expect([status, headers.location]).toEqual(done);

    const given = await begin();
    await mine.post(`/payments/${given.id}/cancellation`);
    expect((await open(mine, formOf(given))).status).toBe(303);
  });

  it('waits on for another card where one was declined', async () => {
    const payment = await begin();
    send(stripe, intentsOf(stripe, payment.id)[0]?.id ?? '', 'declines');
    await paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(payment.id));
    expect((await open(mine, formOf(payment))).status).toBe(200);
  });

  it('is ended at the provider when nobody has come back for an hour', async () => {
    const payment = await begin();
    const ask = async () => (await paymentsOf(app.strapi).asking.ask(await paymentsOf(app.strapi).store.load(payment.id))).state;
    expect(await ask()).toBe('requires-action');
    const [intent] = intentsOf(stripe, payment.id);
    Object.assign(intent ?? {}, { created: (intent?.created ?? 0) - 3700 });
    expect(await ask()).toBe('canceled');
    expect(intentsOf(stripe, payment.id)[0]?.status).toBe('canceled');
  });

  it('has its secret on its page alone: in no answer, list, address or log', async () => {
    const said: string[] = [];
    const spies = (['info', 'http', 'warn', 'error'] as const).map((level) =>
      jest.spyOn(app.strapi.log, level).mockImplementation((message: unknown) => void said.push(String(message)) as never),
    );
    const payment = await begin();
    const secret = clientSecretOf(payment.id);
    expect(secret).toMatch(/_secret_/u);
    const answers = [JSON.stringify(payment), (await mine.get(`/payments/${payment.id}`)).text, (await mine.get('/payments')).text];
    expect((await open(mine, formOf(payment))).text).toContain(secret);
    // As Stripe sends people back from another page: it adds it to the address.
    const back = await open(
      mine,
      `${PAYMENT_FORM_PATH}/back/payments/${payment.id}?payment_intent_client_secret=${secret}&redirect_status=succeeded`,
    );
    expect([back.status, back.headers.location]).toEqual([303, `${PORTAL}/payments/${payment.id}`]);
    for (const spy of spies) spy.mockRestore();
    expect(said.filter((line) => line.includes('portal-payment/back'))).not.toEqual([]);
    expect([...answers, ...said, String(back.headers.location)].filter((text) => text.includes(secret))).toEqual([]);
  });
});

describe('a payment by a public link', () => {
  it('shows its page to who posts the link, and the link stands in no address', async () => {
    const { token } = await createLinked(app.strapi, 'invoice', customer);
    const other = await createLinked(app.strapi, 'invoice', customer);
    const holder = new Browser(app);
    const body = { currency: 'EUR', amount: TOTAL, left: TOTAL, provider: 'stripe' };
    const begun = await keyed(holder.with({ [LINK_HEADER]: token }), '/public-link/payments', body);
    const payment = (begun.body as { data: PaymentDetail }).data;
    const path = formOf(payment);
    expect(path).toBe(`${PAYMENT_FORM_PATH}/links/${payment.id}`);
    const post = (form: object, browser = holder) => browser.prepare('post', path).redirects(0).type('form').send(form);

    const page = await post({ link: token, language: 'de' });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('<html lang="de">')]);
    expect(dataIn(page.text).parameters.clientSecret).toBe(clientSecretOf(payment.id));
    expect(page.text).not.toContain(token);
    expect(page.text).not.toContain(customer.documentId);

    const leadsBack = [303, `${PORTAL}/link?payment=${payment.id}`];
    for (const form of [{ link: '' }, { link: 'x' }, { link: 'x'.repeat(300) }]) {
      const { status, headers } = await post(form);
      expect([form, status, headers.location]).toEqual([form, ...leadsBack]);
    }
    // Another link, even of the same customer, and a session are none that this was begun with.
    expect((await post({ link: other.token })).status).toBe(404);
    expect((await open(theirs, `${PAYMENT_FORM_PATH}/payments/${payment.id}`)).status).toBe(404);
    const again = await open(holder, path);
    expect([again.status, again.headers.location]).toEqual(leadsBack);

    await saveSettings(app, 'payments', { onlinePayments: false });
    const off = await post({ link: token });
    expect([off.status, off.headers.location]).toEqual(leadsBack);
    await saveSettings(app, 'payments', { onlinePayments: true });
  });
});

describe('a method that is added by fields on a page of ours', () => {
  it('shows its page to who adds it, saves what Stripe saved, and is over then', async () => {
    const begun = await keyed(mine, '/payment-methods', { provider: 'stripe', method: 'card' });
    expect([begun.status, begun.text]).toEqual([201, expect.anything()]);
    const { method, next } = (begun.body as { data: { method: { id: string }; next: PaymentDetail['next'] } }).data;
    const path = formOf({ next });
    expect(path).toBe(`${PAYMENT_FORM_PATH}/methods/${method.id}`);
    const page = await open(mine, path);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Add a payment method')]);
    const [intent] = stripe.state.all('setup_intent');
    expect(dataIn(page.text).parameters).toEqual({ publishableKey: 'pk_test_fake', clientSecret: intent?.client_secret });
    for (const browser of [colleague, theirs]) expect((await open(browser, path)).status).toBe(404);

    send(stripe, intent?.id ?? '', 'good');
    // Stripe is asked every three seconds at most.
    const after = await atOneInstant(() => open(mine, path), new Date(Date.now() + 5000));
    expect([after.status, after.headers.location]).toEqual([
      303,
      `${PORTAL}/payment-methods?added=${method.id}&customer=${customer.documentId}`,
    ]);
    expect((await mine.get('/payment-methods')).text).toContain('"last4":"4242"');
  });
});

describe('the script of a provider', () => {
  it('is what the page names: kept for good, by a name that changes with it', async () => {
    const { script } = dataIn((await open(mine, formOf(await begin()))).text);
    const path = script.slice(ORIGIN.length);
    const { status, headers, text } = await new Browser(app).prepare('get', path).buffer(true);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(text).toContain('https://js.stripe.com/');
    for (const other of [path.replace(/\.[0-9a-f]{16}\./u, `.${'0'.repeat(16)}.`), path.replace('stripe.', 'nobody.')])
      expect((await open(new Browser(app), other)).status).toBe(404);
  });
});

describe('a provider', () => {
  it('whose flow is a form that it does not have is offered to nobody, and one for some currencies for those', async () => {
    const document = await createIssued(app.strapi, 'invoice', customer);
    const { body } = await mine.post('/payment-options', { documents: [{ type: 'invoice', id: document }] });
    const { ways } = (body as { data: { ways: { provider: string }[] } }).data;
    expect(ways.map(({ provider }) => provider)).toEqual(['stripe', 'own']);
  });
});
