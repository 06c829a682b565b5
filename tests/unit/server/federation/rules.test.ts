import fc from 'fast-check';
import type { ConnectionSettings, OidcSettings, SamlSettings } from '../../../../plugin/settings/connection';
import { offeredIn, testHolds } from '../../../../server/src/federation/connection-rules';
import { hashIdentity } from '../../../../server/src/federation/identities';
import { accountOf, isVerified } from '../../../../server/src/federation/oidc/account';
import { problemOf } from '../../../../server/src/federation/oidc/problems';
import { LoginFailed, oneLine } from '../../../../server/src/federation/problem';
import { returnUrl } from '../../../../server/src/federation/return-url';
import { FetchRefused } from '../../../../server/src/platform/guarded-fetch';

const oidc: OidcSettings = {
  kind: 'oidc',
  name: 'Acme',
  icon: 'generic',
  enabled: false,
  issuer: 'https://acme.example',
  clientId: 'portal',
  scopes: ['email'],
  responseMode: 'query',
  nonce: 'required',
  pkce: 'S256',
};
const saml: SamlSettings = {
  kind: 'saml',
  name: 'Acme',
  icon: 'generic',
  enabled: true,
  entityId: 'https://idp.example',
  ssoUrl: 'https://idp.example/sso',
  sloUrl: null,
  certificates: ['one'],
  signRequests: true,
  requireEncryption: false,
  allowIdpInitiated: false,
  attributes: { email: '', firstName: '', lastName: '', customerReference: '' },
  domains: ['example.com'],
  createContacts: false,
  customerNumbers: [],
};

describe('a test that passed', () => {
  const holds = <S extends ConnectionSettings>(before: S, change: Partial<S>) => testHolds(before, { ...before, ...change }, false);

  it('holds while only looks change, or a key and a domain are added', () => {
    expect(holds(oidc, { name: 'Other', icon: 'google', enabled: true })).toBe(true);
    expect(holds(saml, { createContacts: true, domains: ['example.com', 'example.org'], certificates: ['two', 'one'] })).toBe(true);
  });

  it('does not hold when what was tested is another thing', () => {
    for (const change of [
      { issuer: 'https://other.example' },
      { clientId: 'x' },
      { scopes: [] },
      { responseMode: 'form_post' as const },
      { nonce: 'not-sent' as const },
      { pkce: 'none' as const },
    ]) {
      expect(holds(oidc, change)).toBe(false);
    }
    const changes: Partial<SamlSettings>[] = [
      { entityId: 'x' },
      { ssoUrl: 'https://x.example' },
      { certificates: ['two'] },
      { certificates: [] },
      { domains: ['example.org'] },
      { signRequests: false },
      { requireEncryption: true },
      { allowIdpInitiated: true },
      { attributes: { ...saml.attributes, email: 'mail' } },
    ];
    for (const change of changes) expect([change, holds(saml, change)]).toEqual([change, false]);
    expect(testHolds(oidc, oidc, true)).toBe(false);
    expect(testHolds(oidc, saml, false)).toBe(false);
  });
});

it('offers SAML under single sign-on alone, and everything else beside the portal’s own accounts', () => {
  const kinds = ['oidc', 'saml', 'strategy'] as const;
  expect(kinds.map((kind) => offeredIn('default', kind))).toEqual([true, false, true]);
  expect(kinds.map((kind) => offeredIn('sso', kind))).toEqual([false, true, false]);
});

describe('an address', () => {
  it('is verified by the boolean alone, and by the string of the one issuer that writes booleans so', () => {
    for (const value of [false, 'false', 1, 'yes', '1', null, undefined, {}, [true]])
      expect(isVerified('https://a.example', value)).toBe(false);
    expect(isVerified('https://a.example', true)).toBe(true);
    expect(isVerified('https://a.example', 'true')).toBe(false);
    expect(isVerified('https://appleid.apple.com', 'true')).toBe(true);
    expect(isVerified('https://appleid.apple.com.evil.example', 'true')).toBe(false);
  });

  it('is lower-cased, and none where it is none', () => {
    const of = (email: unknown) => accountOf('c', { iss: 'i', sub: 's', email, email_verified: true }, undefined);
    expect(of('Ada@Example.ORG')).toMatchObject({ email: 'ada@example.org', emailVerified: true });
    for (const wrong of ['ada', '', 'a@b', ['ada@example.org'], 7, null, 'ada@example.org\nbcc: x@y.z']) {
      expect(of(wrong)).toMatchObject({ email: null, emailVerified: false });
    }
  });

  it('comes with names that fit a contact', () => {
    const of = (claims: object) => accountOf('c', { iss: 'i', sub: 's', ...claims }, undefined);
    expect(of({ given_name: ' Ada\u0000 ', family_name: 'B'.repeat(500) })).toMatchObject({ firstName: 'Ada', lastName: 'B'.repeat(100) });
    expect(of({ name: 'Ada Berg' })).toMatchObject({ firstName: 'Ada Berg', lastName: '' });
    expect(of({ given_name: { x: 1 } })).toMatchObject({ firstName: '', lastName: '' });
    expect(() => of({ sub: '' })).toThrow(LoginFailed);
    expect(() => of({ sub: 'x'.repeat(256) })).toThrow(LoginFailed);
  });
});

describe('an identity', () => {
  it('is one of its three parts, however they are cut', () => {
    const parts = fc.record({ connection: fc.string(), issuer: fc.string(), subject: fc.string() });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = a.connection === b.connection && a.issuer === b.issuer && a.subject === b.subject;
        expect(hashIdentity(a) === hashIdentity(b)).toBe(same);
      }),
    );
    expect(hashIdentity({ connection: 'ab', issuer: 'c', subject: 'd' })).not.toBe(
      hashIdentity({ connection: 'a', issuer: 'bc', subject: 'd' }),
    );
    expect(hashIdentity({ connection: 'a', issuer: 'b', subject: 'Ada' })).not.toBe(
      hashIdentity({ connection: 'a', issuer: 'b', subject: 'ada' }),
    );
  });
});

describe('the way back into the portal', () => {
  const PORTAL = 'https://portal.example/base/portal/customers';

  it('keeps a page of the portal’s', () => {
    expect(returnUrl(PORTAL, '/profile?x=1#y')).toBe(`${PORTAL}/profile?x=1#y`);
    expect(returnUrl(PORTAL, '/a/../b')).toBe(`${PORTAL}/b`);
    for (const none of [null, '']) expect(returnUrl(PORTAL, none)).toBe(PORTAL);
  });

  it('never leads elsewhere, whatever was wanted', () => {
    for (const wanted of ['.evil.example', '@evil.example', ':1@evil.example/', '/../../../x', '/../customersx', 'x', '/..%2f..']) {
      expect(returnUrl(PORTAL, wanted).startsWith(PORTAL)).toBe(true);
      expect(new URL(returnUrl(PORTAL, wanted)).origin).toBe('https://portal.example');
    }
    fc.assert(
      fc.property(fc.string(), (wanted) => {
        const { origin, pathname } = new URL(returnUrl(PORTAL, wanted));
        expect(origin).toBe('https://portal.example');
        expect(`${pathname}/`.startsWith('/base/portal/customers/')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what went wrong', () => {
  const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);

  it('is named by what the library carries, not by luck', () => {
    const cases: [unknown, string, string][] = [
      [new FetchRefused('The host is not on the public internet.'), 'provider-unreachable', 'address-refused'],
      [error('x', { cause: new FetchRefused('no') }), 'provider-unreachable', 'address-refused'],
      [
        error('something went wrong', { cause: error('connect', { code: 'ECONNREFUSED' }) }),
        'provider-unreachable',
        'provider-unreachable',
      ],
      [error('x', { code: 'OAUTH_AUTHORIZATION_RESPONSE_ERROR', error: 'access_denied' }), 'provider-refused', 'provider-refused'],
      [error('x', { code: 'OAUTH_RESPONSE_BODY_ERROR', error: 'invalid_client' }), 'unexpected', 'token-refused'],
      [
        error('x', { code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', cause: error('y', { cause: { claim: 'nonce' } }) }),
        'unexpected',
        'wrong-nonce',
      ],
      [error('x', { code: 'OAUTH_TIMEOUT' }), 'provider-unreachable', 'provider-timeout'],
      [error('whatever'), 'unexpected', 'not-verified'],
      ['no error at all', 'unexpected', 'not-verified'],
    ];
    for (const [thrown, problem, code] of cases) expect(problemOf(thrown)).toMatchObject({ problem, code });
  });

  it('is one line for the log, whatever a provider writes', () => {
    expect(oneLine('a\r\nb\u2028c\u0000d')).toBe('a b c d');
    expect(oneLine('x'.repeat(1000))).toHaveLength(300);
  });
});
