import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import { connectionSettings, type ConnectionSettings } from '../../../plugin/settings/connection';
import { settingsFor, STARTS } from '../../../admin/src/connections/presets';
import { deleteQuestion, offQuestion, otherQuestion, untestedQuestion } from '../../../admin/src/connections/questions';
import {
  describe as inWords,
  isComplete,
  isLockOut,
  isOffered,
  secretOf,
  settingsOf,
  testStateOf,
  validate,
  valuesOf,
  type OidcValues,
  type SamlValues,
} from '../../../admin/src/connections/values';
import { problemWords } from '../../../admin/src/connections/words';
import type { Translate } from '../../../admin/src/messages';
import { SAML_REFUSALS } from '../../../server/src/saml/refused';

const t: Translate = (id, values) => (values ? `${id} ${JSON.stringify(values)}` : id);

const saml: ConnectionSettings = {
  kind: 'saml',
  name: 'Head office',
  icon: 'generic',
  enabled: true,
  entityId: 'https://idp.example.com/metadata',
  ssoUrl: 'https://idp.example.com/sso',
  sloUrl: null,
  certificates: ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
  signRequests: true,
  requireEncryption: false,
  allowIdpInitiated: false,
  attributes: { email: 'mail', firstName: 'givenName', lastName: 'sn', customerReference: '' },
  domains: ['example.com'],
  createContacts: true,
  customerNumbers: ['C-1001'],
};
const oidc: ConnectionSettings = {
  kind: 'oidc',
  name: 'Google',
  icon: 'google',
  enabled: false,
  issuer: 'https://accounts.google.com',
  clientId: 'the-client',
  scopes: ['email'],
  responseMode: 'query',
  nonce: 'required',
  pkce: 'S256',
};
const view = (settings: ConnectionSettings, more: Partial<ConnectionView> = {}): ConnectionView => ({
  id: 'c'.repeat(24),
  settings,
  revision: 2,
  hasSecret: true,
  lastTest: null,
  urls: { redirectUri: '', entityId: '', acsUrl: '', metadataUrl: '', logoutUrl: '' },
  identities: 0,
  ...more,
});
const tested = (passed: boolean, current: boolean) => view(saml, { lastTest: { at: '2026-01-01T00:00:00.000Z', passed, current } });

describe("a connection's form", () => {
  test.each([
    ['saml', saml],
    ['oidc', oidc],
  ] as const)('gives back what %s holds, unchanged', (_kind, settings) => {
    expect(settingsOf(valuesOf(settings))).toEqual(settings);
    expect(connectionSettings.parse(settingsOf(valuesOf(settings)))).toEqual(settings);
  });

  test('sends a secret only when one was typed, and never as part of the settings', () => {
    const values = valuesOf(oidc) as OidcValues;
    expect(values.clientSecret).toBe('');
    expect(secretOf(values)).toBeUndefined();
    expect(secretOf({ ...values, clientSecret: 'hush' })).toBe('hush');
    expect(settingsOf({ ...values, clientSecret: 'hush' })).toEqual(oidc);
    expect(inWords(t, 'clientSecret', 'hush').value).not.toContain('hush');
    expect(secretOf(valuesOf(saml))).toBeUndefined();
  });

  test('drops places for certificates that were left empty', () => {
    const values = valuesOf(saml) as SamlValues;
    expect(settingsOf({ ...values, certificates: [...values.certificates, ' '] })).toEqual(saml);
  });

  test('asks for everything before it is switched on, and for a name only while it is off', () => {
    for (const start of STARTS) {
      const values = { ...valuesOf(settingsFor(start)), name: 'New' };
      const off = validate(t, { ...values, issuer: 'https://example.com' });
      expect([...off.keys()]).toEqual([]);
      expect(validate(t, { ...values, enabled: true }).size).toBeGreaterThan(0);
      expect([...validate(t, { ...values, name: ' ' }).keys()]).toContain('name');
    }
    for (const settings of [saml, { ...oidc, enabled: true }]) expect(validate(t, valuesOf(settings)).size).toBe(0);
  });

  test('does not take a placeholder for an issuer', () => {
    const microsoft = STARTS.find(({ key }) => key === 'microsoft');
    const values = valuesOf(settingsFor(microsoft ?? { key: 'oidc' }));
    expect(validate(t, values).get('issuer')).toBe('connection.issuer.placeholder');
  });

  test('has a name and words for every value', () => {
    for (const settings of [saml, oidc]) {
      for (const [name, value] of Object.entries(valuesOf(settings))) {
        const said = inWords(t, name, value);
        expect(said.label).toMatch(/^setting\.label\.connection\./u);
        expect(said.value).not.toBe('');
      }
    }
  });
});

describe('a new connection', () => {
  test('starts switched off, whatever it is for', () => {
    for (const start of STARTS) expect(settingsFor(start).enabled).toBe(false);
  });

  test('starts strict with SAML', () => {
    expect(settingsFor({ key: 'saml' })).toMatchObject({ allowIdpInitiated: false, createContacts: false, signRequests: true });
  });

  test('can be saved with a name only, and not be switched on like that', () => {
    for (const start of STARTS) {
      const settings = { ...settingsFor(start), name: 'New' };
      expect(connectionSettings.safeParse(settings).error).toBeUndefined();
      const { error } = connectionSettings.safeParse({ ...settings, enabled: true });
      const refused = error?.issues.map(({ path }) => path.join('.')) ?? [];
      const missing = [...validate(t, valuesOf({ ...settings, enabled: true })).keys()];
      // A placeholder is refused by the screen alone: to the server it is an address like any other.
      expect(refused).toEqual(missing.filter((name) => !('issuer' in settings) || name !== 'issuer' || settings.issuer === ''));
      expect(refused.length).toBeGreaterThan(0);
    }
  });

  test('is complete only when a test could work', () => {
    expect(isComplete(saml)).toBe(true);
    expect(isComplete(oidc)).toBe(true);
    expect(isComplete({ ...oidc, clientId: ' ' })).toBe(false);
    for (const start of STARTS) expect(isComplete(settingsFor(start))).toBe(false);
  });
});

describe('before a connection is changed', () => {
  test('its last test is told as it stands', () => {
    expect(testStateOf(view(saml))).toBe('never');
    expect(testStateOf(tested(true, true))).toBe('passed');
    expect(testStateOf(tested(false, true))).toBe('failed');
    expect(testStateOf(tested(true, false))).toBe('stale');
  });

  test('switching on is asked about unless a test that still holds has passed', () => {
    expect(untestedQuestion(t, tested(true, true))).toBeUndefined();
    for (const connection of [view(saml), tested(false, true), tested(true, false)]) {
      expect(untestedQuestion(t, connection)?.confirm).toBe('connections.untested.confirm');
    }
  });

  test('it is said how many people sign in with it', () => {
    expect(offQuestion(t, view(saml))).toBeUndefined();
    expect(offQuestion(t, view(saml, { identities: 3 }))?.body[0]).toContain('"count":3');
    expect(deleteQuestion(t, view(saml, { identities: 3 })).body[0]).toContain('"count":3');
    expect(deleteQuestion(t, view(saml)).body[0]).toContain('"count":0');
  });

  test('it is said that people are signed out where it is to another provider, or that one loses a certificate or domain', () => {
    const people = view({ ...saml, certificates: ['A', 'B'], domains: ['a.example', 'b.example'] }, { identities: 3 });
    const { settings } = people as { settings: typeof saml };
    for (const change of [{ entityId: 'https://other.example' }, { certificates: ['A', 'C'] }, { domains: ['a.example'] }]) {
      expect(otherQuestion(t, people, { ...settings, ...change })?.confirm).toBe('connections.other.confirm');
      expect(otherQuestion(t, { ...people, identities: 0 }, { ...settings, ...change })).toBeUndefined();
    }
    for (const change of [
      { name: 'Renamed' },
      { certificates: ['B', 'A', 'C'] },
      { domains: ['a.example', 'b.example', 'c.example'] },
      { allowIdpInitiated: true },
    ]) {
      expect(otherQuestion(t, people, { ...settings, ...change })).toBeUndefined();
    }
  });

  test('a refusal while nobody else changed it means that customers would be locked out', () => {
    expect(isLockOut(view(saml), view(saml))).toBe(true);
    expect(isLockOut(view(saml), view(saml, { revision: 3 }))).toBe(false);
    expect(isLockOut(view(saml), undefined)).toBe(false);
    expect(isLockOut(undefined, undefined)).toBe(false);
  });

  test('its button is on the sign-in page in its own mode only', () => {
    expect(isOffered('saml', 'sso')).toBe(true);
    expect(isOffered('oidc', 'default')).toBe(true);
    expect(isOffered('saml', 'default')).toBe(false);
    expect(isOffered('oidc', 'sso')).toBe(false);
  });
});

describe('what went wrong in a test', () => {
  test('is said with what to do', () => {
    expect(problemWords(t, 'wrong-issuer')).toEqual({ what: 'problem.wrong-issuer', advice: 'advice.address' });
  });

  test('is said even for a code that the panel does not know', () => {
    expect(problemWords(t, null).what).toContain('problem.other');
    expect(problemWords(t, 'constructor').what).toContain('problem.other');
    expect(problemWords(t, 'saml-never-heard-of').what).toContain('problem.saml-other');
  });

  test('has words for every refusal of SAML, or shows its code', () => {
    for (const code of Object.keys(SAML_REFUSALS)) {
      expect(problemWords(t, code).what).toContain(code);
    }
  });
});
