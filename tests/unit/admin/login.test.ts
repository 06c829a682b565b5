import fc from 'fast-check';
import type { LoginSettingsView } from '../../../plugin/contract/editor/settings';
import { PREFERENCES, type PreferenceKey } from '../../../plugin/preferences';
import { LOGIN_DEFAULTS, signUpDomain } from '../../../plugin/settings/login';
import { checkDomains, domainIn, domainWords, questionFor } from '../../../admin/src/login/values';
import { checkSection } from '../../../admin/src/settings/check';
import { labelOf, problemWords, valueWords } from '../../../admin/src/settings/words';
import type { Translate } from '../../../admin/src/messages';

const t: Translate = (id, values) => (values ? `${id} ${JSON.stringify(values)}` : id);
const CUSTOMER = 'a'.repeat(24);
const OTHER = 'b'.repeat(24);

const view = (values: Partial<LoginSettingsView['values']> = {}): LoginSettingsView => ({
  values: { ...LOGIN_DEFAULTS, ...values },
  revision: 4,
  customers: [],
  ssoReady: true,
  lockedOut: { contacts: 0, customers: 0 },
});

describe('the settings of how customers sign in', () => {
  test('keep to the bounds of the catalogue', () => {
    expect(checkSection('login', LOGIN_DEFAULTS).size).toBe(0);
    const days = checkSection('login', { ...LOGIN_DEFAULTS, rememberBrowserDays: 91 }).get('rememberBrowserDays');
    expect(days && problemWords(t, 'rememberBrowserDays', days)).toBe('error.field.out-of-range {"min":0,"max":90}');
  });

  test.each([-1, 91, 1.5, Number.NaN, null as unknown as number])('refuse %s days', (rememberBrowserDays) => {
    expect([...checkSection('login', { ...LOGIN_DEFAULTS, rememberBrowserDays }).keys()]).toEqual(['rememberBrowserDays']);
  });

  test('name what is missing at each domain, and a domain that comes twice at the second', () => {
    const signUpDomains = [
      { domain: 'example.com', customer: CUSTOMER },
      { domain: '', customer: '' },
      { domain: 'example.com', customer: OTHER },
    ];
    expect([...checkDomains(t, { ...LOGIN_DEFAULTS, signUpDomains }).entries()]).toEqual([
      ['signUpDomains.1.domain', 'login.domains.domain.missing'],
      ['signUpDomains.1.customer', 'login.domains.customer.missing'],
      ['signUpDomains.2.domain', 'login.domains.domain.twice'],
    ]);
  });
});

describe('a domain as it is typed', () => {
  test.each([
    ['example.com', 'example.com'],
    [' Example.COM ', 'example.com'],
    ['@example.com', 'example.com'],
    ['robin@example.com', 'example.com'],
    ['https://shop.example.com/path?x=1', 'shop.example.com'],
    ['https://robin:secret@example.com:8443/', 'example.com'],
    ['example.com.', 'example.com'],
    ['', ''],
  ])('%j is taken for %j', (typed, domain) => expect(domainIn(typed)).toBe(domain));

  test('is left as it is when it is one already', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,10}$/u);
    const domains = fc.tuple(label, fc.constantFrom('com', 'example', 'co.uk')).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(domains, (domain) => {
        expect(domainIn(domain)).toBe(domain);
        expect(signUpDomain.safeParse({ domain: domainIn(domain), customer: CUSTOMER }).success).toBe(true);
      }),
    );
  });
});

describe('what is asked before the login is saved', () => {
  test('nothing, as long as customers notice nothing', () => {
    expect(questionFor(t, view().values, view())).toBeUndefined();
    expect(questionFor(t, { ...LOGIN_DEFAULTS, passkeySignIn: false }, view())).toBeUndefined();
    expect(questionFor(t, LOGIN_DEFAULTS, view({ mfaRequired: true }))).toBeUndefined();
    expect(questionFor(t, view({ signInMode: 'sso' }).values, view({ signInMode: 'sso' }))).toBeUndefined();
  });

  test('that passwords stop working, and how to help, before single sign-on', () => {
    const asked = questionFor(t, view({ signInMode: 'sso' }).values, view());
    expect(asked?.title).toBe('login.to-sso.title');
    expect(asked?.body).toEqual([
      'login.to-sso.what',
      'login.to-sso.locked-out {"contacts":0,"customers":0}',
      'login.to-sso.sessions',
      'login.to-sso.help',
    ]);
  });

  test('that open sessions must confirm, before a second factor is required', () => {
    expect(questionFor(t, view({ mfaRequired: true }).values, view())?.body).toContain('login.to-factors.what');
  });

  test('both at once', () => {
    const asked = questionFor(t, view({ signInMode: 'sso', mfaRequired: true }).values, view());
    expect(asked?.title).toBe('login.to-sso.title');
    expect(asked?.body).toContain('login.to-factors.what');
  });
});

test('every setting of the login has a name and a value in words', () => {
  for (const key of Object.keys(PREFERENCES).filter((name): name is PreferenceKey => name in LOGIN_DEFAULTS)) {
    expect(labelOf(t, key)).toMatch(/^preference\./u);
    expect(valueWords(t, key, PREFERENCES[key].default)).not.toMatch(/object|undefined/u);
  }
  expect(domainWords(t, [{ domain: 'example.com', customer: CUSTOMER }])).toEqual({ label: 'login.domains.title', value: 'example.com' });
  expect(domainWords(t, []).value).toBe('empty');
});
