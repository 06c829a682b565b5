import { payments } from '../../../config/payments';
import type { PaymentProvider } from '../../../config/payment-provider';
import { formPage, type FormPage } from '../../../server/src/payments/forms/page';
import { checkForm, formPermissions, formPolicy } from '../../../server/src/payments/providers/form-policy';

const csp = {
  'script-src': ['https://js.example.com'],
  'frame-src': ['https://js.example.com', 'https://*.bank.example'],
  'connect-src': ['https://api.example.com'],
};
const page = (change: Partial<FormPage> = {}): FormPage => ({
  language: 'en',
  organisation: 'Halden & Marsh',
  logo: null,
  supportEmail: 'help@example.com',
  accent: '#2f5bd7',
  paid: { amount: '€119.00', description: 'INV-00012' },
  form: { script: 'export default () => ({})', csp },
  parameters: { secret: 'of-the-client' },
  script: 'https://portal.example/portal-payment/scripts/acme.0123456789abcdef.js',
  returnUrl: 'https://portal.example/portal-payment/back/payments/a1',
  done: 'https://portal.example/portal/customers/payments/a1?customer=c1',
  assets: { script: '/portal-assets/a.js', style: '/portal-assets/a.css' },
  ...change,
});
const dataIn = (html: string): unknown => JSON.parse(/id="form-data">(.*?)<\/script>/u.exec(html)?.[1] ?? '');

describe('the policy of a page with fields of a provider', () => {
  it('is that of the portal, and names the hosts of this provider alone', () => {
    expect(formPolicy(csp, ['https://media.example'])).toBe(
      "default-src 'none'; script-src 'self' https://js.example.com; style-src 'self'; img-src 'self' data: https://media.example; " +
        "connect-src https://api.example.com; frame-src https://js.example.com https://*.bank.example; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(formPolicy({}, [])).toContain(
      "script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; frame-src 'none';",
    );
    expect(formPermissions(csp)).toBe(
      'camera=(), geolocation=(), microphone=(), payment=(self "https://js.example.com" "https://*.bank.example")',
    );
  });

  const provider = (form: PaymentProvider['form']) => ({ capabilities: { flow: 'embedded' }, form }) as PaymentProvider;
  it.each([
    '*',
    "'unsafe-inline'",
    'https:',
    'data:',
    'https://*',
    'https://*.com; script-src *',
    'https://js.example.com https://other.example',
    'http://js.example.com',
    'https://user@js.example.com',
    'https://js.example.com?x',
    '',
  ])('is never opened by a word of a provider: %j', (source) => {
    expect(() => checkForm(provider({ script: 'x', csp: { 'script-src': [source] } }))).toThrow('is not the address of a host');
  });

  it('is nothing that a provider goes without', () => {
    expect(() => checkForm(provider(undefined))).toThrow('no "form"');
    expect(() => checkForm(provider({ script: '', csp }))).toThrow('"script"');
    expect(() => checkForm(provider({ script: 'x', csp: { 'default-src': ['https://a.example'] } as never }))).toThrow('"default-src"');
    for (const source of ['https://js.example.com', 'https://*.js.example.com', 'https://a.example:8443/v1/', 'http://127.0.0.1:4820'])
      expect(() => checkForm(provider({ script: 'x', csp: { 'frame-src': [source] } }))).not.toThrow();
  });
});

describe('a page with fields of a provider', () => {
  it('says who is paid, what and how much, and how to go back', () => {
    const { html, policy } = formPage(page());
    expect(html).toContain('<h1>Pay Halden &amp; Marsh</h1>');
    expect(html).toContain('<p class="total">€119.00</p><p class="muted">INV-00012</p>');
    expect(html).toContain('<a id="back" href="https://portal.example/portal/customers/payments/a1?customer=c1">Back without paying</a>');
    expect(html).toContain('href="mailto:help@example.com"');
    expect(policy).toContain("img-src 'self' data:;");
    expect(formPage(page({ logo: 'https://media.example/logo.png?a&b' })).policy).toContain("img-src 'self' data: https://media.example;");
    expect(dataIn(html)).toMatchObject({ parameters: { secret: 'of-the-client' }, purpose: 'payment', language: 'en' });
  });

  it('speaks German, and of a method that is added', () => {
    const { html } = formPage(page({ language: 'de', paid: null }));
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('<h1>Zahlungsmittel hinzufügen</h1>');
    expect(html).toContain('>Hinzufügen</button>');
    expect(html).not.toContain('class="total"');
    expect(dataIn(html)).toMatchObject({ purpose: 'set-up', words: { submit: 'Hinzufügen' } });
  });

  it('holds what people and providers wrote as text: nothing of it ends an element or begins one', () => {
    const hostile = `</script><script>alert(1)</script><!--"'&`;
    const given = page({ organisation: hostile, paid: { amount: hostile, description: hostile }, parameters: { [hostile]: hostile } });
    const { html } = formPage(given);
    expect(html.match(/<script/gu)).toHaveLength(2);
    expect(html.match(/<\/script>/gu)).toHaveLength(2);
    expect(html).not.toContain('<!--');
    expect(dataIn(html)).toMatchObject({ parameters: { [hostile]: hostile } });
  });

  it('says nothing twice that is a placeholder in what somebody wrote', () => {
    expect(formPage(page({ organisation: '{amount}' })).html).toContain('<h1>Pay {amount}</h1>');
  });
});

describe('the configuration of a provider', () => {
  const wrongIn = (stripe: object): string[] => {
    const { error } = payments.safeParse({ providers: { stripe: { provider: 'stripe', ...stripe } } });
    return (error?.issues ?? []).map(({ path, message }) => `${path.slice(2).join('.')} ${message}`);
  };
  const providerOptions = { secretKey: 'sk_test_x', webhookSecret: 'whsec_x', checkout: 'embedded' };

  it("takes Stripe's form, with the key that it needs", () => {
    expect(wrongIn({ providerOptions: { ...providerOptions, publishableKey: 'pk_test_x' } })).toEqual([]);
    expect(wrongIn({ providerOptions })).toEqual(['providerOptions.publishableKey is missing: "embedded" needs it']);
  });

  it('takes the currencies that it is offered for', () => {
    const whole = { providerOptions: { ...providerOptions, publishableKey: 'pk_test_x' } };
    expect(wrongIn({ ...whole, currencies: ['SEK', 'EUR'] })).toEqual([]);
    expect(wrongIn({ ...whole, currencies: ['euro'] })).toEqual(['currencies.0 is not a currency like "EUR"']);
    expect(wrongIn({ ...whole, currencies: [] })).toHaveLength(1);
  });
});
