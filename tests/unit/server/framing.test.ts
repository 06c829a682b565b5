import { mayBeFramed } from '../../../server/src/tabs/framing';

const PORTAL = 'https://portal.example.org';

describe('whether a site may be framed, by its headers', () => {
  it.each<[allowed: boolean, headers: Record<string, string | string[]>, origin?: string]>([
    [true, {}],
    [true, { 'content-type': 'text/html' }],
    // X-Frame-Options
    [false, { 'x-frame-options': 'DENY' }],
    [false, { 'x-frame-options': 'deny' }],
    [false, { 'x-frame-options': ' SAMEORIGIN ' }],
    [false, { 'x-frame-options': 'sameorigin, DENY' }],
    // Browsers ignore what they do not know, ALLOW-FROM included.
    [true, { 'x-frame-options': 'ALLOWALL' }],
    [true, { 'x-frame-options': 'ALLOWALL, allowall' }],
    [false, { 'x-frame-options': 'ALLOWALL, whatever' }],
    [true, { 'x-frame-options': 'ALLOW-FROM https://other.example' }],
    [true, { 'x-frame-options': '' }],
    // frame-ancestors
    [false, { 'content-security-policy': "frame-ancestors 'none'" }],
    [false, { 'content-security-policy': "frame-ancestors 'self'" }],
    [false, { 'content-security-policy': 'frame-ancestors' }],
    [false, { 'content-security-policy': 'FRAME-ANCESTORS https://other.example' }],
    [true, { 'content-security-policy': 'frame-ancestors https://portal.example.org' }],
    [true, { 'content-security-policy': "frame-ancestors 'self' https://portal.example.org" }],
    [true, { 'content-security-policy': 'frame-ancestors HTTPS://PORTAL.EXAMPLE.ORG' }],
    [true, { 'content-security-policy': 'frame-ancestors portal.example.org' }],
    [true, { 'content-security-policy': 'frame-ancestors *' }],
    [true, { 'content-security-policy': 'frame-ancestors https:' }],
    [true, { 'content-security-policy': 'frame-ancestors http:' }],
    [true, { 'content-security-policy': 'frame-ancestors http://portal.example.org' }],
    [true, { 'content-security-policy': 'frame-ancestors *.example.org' }],
    [true, { 'content-security-policy': 'frame-ancestors https://*.example.org' }],
    [false, { 'content-security-policy': 'frame-ancestors *.portal.example.org' }],
    [false, { 'content-security-policy': 'frame-ancestors *.ample.org' }],
    [true, { 'content-security-policy': 'frame-ancestors https://portal.example.org:443' }],
    [true, { 'content-security-policy': 'frame-ancestors https://portal.example.org:*' }],
    [false, { 'content-security-policy': 'frame-ancestors https://portal.example.org:8443' }],
    // Without a port a source means its scheme's default one.
    [false, { 'content-security-policy': 'frame-ancestors https://portal.example.org' }, 'https://portal.example.org:8443'],
    [true, { 'content-security-policy': 'frame-ancestors https://portal.example.org:8443' }, 'https://portal.example.org:8443'],
    [true, { 'content-security-policy': 'frame-ancestors localhost:*' }, 'http://localhost:1337'],
    [false, { 'content-security-policy': 'frame-ancestors https://localhost:1337' }, 'http://localhost:1337'],
    // Other directives say nothing about framing.
    [true, { 'content-security-policy': "default-src 'none'; frame-src 'none'" }],
    [false, { 'content-security-policy': "default-src 'self'; frame-ancestors 'none'; img-src *" }],
    // The first of a directive counts, in each policy; every policy must agree.
    [false, { 'content-security-policy': "frame-ancestors 'none'; frame-ancestors *" }],
    [false, { 'content-security-policy': "frame-ancestors *, frame-ancestors 'none'" }],
    [false, { 'content-security-policy': ['frame-ancestors *', "frame-ancestors 'none'"] }],
    [true, { 'content-security-policy': ['frame-ancestors *', "default-src 'self'"] }],
    // frame-ancestors stands above X-Frame-Options.
    [true, { 'x-frame-options': 'DENY', 'content-security-policy': 'frame-ancestors *' }],
    [false, { 'x-frame-options': 'ALLOWALL', 'content-security-policy': "frame-ancestors 'none'" }],
    [false, { 'x-frame-options': 'DENY', 'content-security-policy': "default-src 'self'" }],
    // A policy that only reports refuses nothing.
    [true, { 'content-security-policy-report-only': "frame-ancestors 'none'" }],
  ])('%s for %j', (allowed, headers, origin = PORTAL) => {
    expect(mayBeFramed(headers, origin)).toBe(allowed);
  });
});
