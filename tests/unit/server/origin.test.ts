import type { Context } from 'koa';
import { refuseCrossSite, refuseOtherOrigins } from '../../../server/src/kernel/origin';

const PUBLIC_URL = 'https://portal.example.com';

interface Request {
  method?: string;
  headers?: Record<string, string>;
  host?: string;
  protocol?: string;
}

function request({ method = 'POST', headers = {}, host = 'portal.example.com', protocol = 'https' }: Request): Context {
  const get = (name: string): string => ({ 'x-customer-portal': '1', ...headers })[name] ?? '';
  return { method, host, protocol, get } as unknown as Context;
}
const passes = (from: Request): boolean => {
  try {
    refuseCrossSite(request(from), PUBLIC_URL);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'cross-site-request' });
    return false;
  }
};

describe('requests that another site may have caused', () => {
  it.each<[string, Request]>([
    ['no custom header', { headers: { 'x-customer-portal': '' } }],
    ['another origin', { headers: { origin: 'https://evil.example' } }],
    ['an opaque origin', { headers: { origin: 'null' } }],
    ['a sibling subdomain', { headers: { origin: 'https://blog.example.com' } }],
    ['the host as a prefix', { headers: { origin: 'https://portal.example.com.evil.example' } }],
    ['the host without TLS', { headers: { origin: 'http://portal.example.com' } }],
    ['the host on another port', { headers: { origin: 'https://portal.example.com:8443' } }],
    ['Sec-Fetch-Site: cross-site', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['Sec-Fetch-Site: same-site', { headers: { 'sec-fetch-site': 'same-site' } }],
    ['a good origin but cross-site', { headers: { origin: PUBLIC_URL, 'sec-fetch-site': 'cross-site' } }],
  ])('are refused: %s', (_name, from) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(passes({ ...from, method })).toBe(false);
  });

  it.each<[string, Request]>([
    ['no browser headers at all', {}],
    ['our own origin', { headers: { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' } }],
    ['typed by the user', { headers: { 'sec-fetch-site': 'none' } }],
    ['the address it was sent to', { headers: { origin: 'http://10.0.0.5:1337' }, host: '10.0.0.5:1337', protocol: 'http' }],
    ['reading, from anywhere', { method: 'GET', headers: { origin: 'https://evil.example', 'x-customer-portal': '' } }],
  ])('are let through: %s', (_name, from) => {
    expect(passes(from)).toBe(true);
  });
});

describe('reading for a page of another origin', () => {
  const reads =
    (headers: Record<string, string>): (() => void) =>
    () => {
      refuseOtherOrigins(request({ method: 'GET', headers }), PUBLIC_URL);
    };

  it.each([
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'something-new' },
    // Browsers without Sec-Fetch-Site: whoever wants to read across origins sends an Origin.
    { origin: 'https://blog.example.com' },
    { origin: 'null' },
  ])('is refused: %j', (headers) => {
    expect(reads(headers as unknown as Record<string, string>)).toThrow(expect.objectContaining({ code: 'cross-site-request' }));
  });

  it.each([{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: PUBLIC_URL }])(
    'is let through: %j',
    (headers) => {
      expect(reads(headers as Record<string, string>)).not.toThrow();
    },
  );
});
