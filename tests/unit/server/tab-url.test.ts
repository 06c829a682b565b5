import fc from 'fast-check';
import { tabPlaceOf, tabUrlProblem } from '../../../plugin/rules/tab-url';

const rules = { ownOrigin: 'https://portal.example.org/prefix', allowLocalhost: false };
const development = { ...rules, allowLocalhost: true };

describe("a custom tab's URL", () => {
  it.each([
    'https://www.example.com',
    'https://www.example.com/path?query=1#part',
    'https://www.example.com:8443/',
    'HTTPS://EXAMPLE.COM',
    'https://münchen.example/straße',
    'https://192.0.2.1/',
    'https://[2001:db8::1]/',
    'https://portal.example.org.evil.example/',
    'https://portal.example.org:444/',
    'https://localhost/',
  ])('may be %s', (url) => {
    expect(tabUrlProblem(url, rules)).toBeUndefined();
    expect(tabUrlProblem(url, development)).toBeUndefined();
  });

  it.each([
    ['', 'not-a-url'],
    ['example.com', 'not-a-url'],
    ['/path', 'not-a-url'],
    ['//example.com', 'not-a-url'],
    ['https://', 'not-a-url'],
    ['https://a b.example', 'not-a-url'],
    ['http://www.example.com', 'not-https'],
    ['http://localhost.example.com', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    [' JavaScript:alert(1)', 'not-https'],
    ['java\nscript:alert(1)', 'not-https'],
    ['data:text/html,<script>alert(1)</script>', 'not-https'],
    ['blob:https://example.com/1', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['ftp://example.com', 'not-https'],
    ['wss://example.com', 'not-https'],
    ['about:blank', 'not-https'],
    ['view-source:https://example.com', 'not-https'],
    ['https://user:word@example.com', 'has-credentials'],
    ['https://user@example.com', 'has-credentials'],
    ['https://:word@example.com', 'has-credentials'],
    ['https://portal.example.org', 'own-origin'],
    ['https://PORTAL.example.org:443/other', 'own-origin'],
    ['https://portal.example.org/prefix/portal/customers', 'own-origin'],
  ])('may not be %j: %s', (url, problem) => {
    expect(tabUrlProblem(url, rules)).toBe(problem);
  });

  it.each(['http://localhost', 'http://localhost:4000/a', 'http://127.0.0.1:4000', 'http://[::1]:4000'])(
    'may be %s in development only',
    (url) => {
      expect(tabUrlProblem(url, rules)).toBe('not-https');
      expect(tabUrlProblem(url, development)).toBeUndefined();
    },
  );

  it('may not be another plain http address even in development, nor the own one on localhost', () => {
    expect(tabUrlProblem('http://192.168.1.1', development)).toBe('not-https');
    expect(tabUrlProblem('http://127.0.0.2', development)).toBe('not-https');
    const own = { ownOrigin: 'http://localhost:1337', allowLocalhost: true };
    expect(tabUrlProblem('http://localhost:1337/portal/x', own)).toBe('own-origin');
    expect(tabUrlProblem('http://localhost:1338/', own)).toBeUndefined();
  });

  it('is https without credentials whenever it is accepted, whatever is entered', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ validSchemes: ['http', 'https', 'ftp'] })), (text) => {
        fc.pre(tabUrlProblem(text, rules) === undefined);
        const url = new URL(text);
        expect([url.protocol, url.username, url.password]).toEqual(['https:', '', '']);
      }),
    );
  });
});

describe('where a tab is shown', () => {
  it.each([
    ['auto', 'allowed', 'frame'],
    ['auto', 'unknown', 'frame'],
    ['auto', 'refused', 'window'],
    ['window', 'allowed', 'window'],
    ['window', 'unknown', 'window'],
    ['window', 'refused', 'window'],
  ] as const)('%s and %s: %s', (opensIn, framing, place) => {
    expect(tabPlaceOf({ opensIn, framing })).toBe(place);
  });
});
