import type { LookupAddress } from 'node:dns';
import { lookup as resolve } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';

/**
 * Addresses that a URL from the settings must not reach: special-purpose ranges of RFC 6890 and
 * successors. Two lists: in one, Node also compares an IPv4 address as `::ffff:…` with the IPv6
 * ranges, and `::/3` would refuse all of IPv4.
 */
const refused = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  refused.ipv4.addSubnet(address, prefix, 'ipv4');
// Everything outside global unicast (2000::/3), and within it what embeds IPv4 or is not routed.
for (const [address, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  refused.ipv6.addSubnet(address, prefix, 'ipv6');

/** Whether an IP address is a public one. IPv6 forms of IPv4 addresses are refused as a whole. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return !refused[family].check(address, family);
}

export class FetchRefused extends Error {}

export interface GuardedResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
  /** The URL that answered, after redirects on the same origin. */
  url: string;
}

/** What is sent, where it is not a plain GET. */
export interface GuardedRequest {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
}

export interface GuardOptions {
  /** Allow loopback and private addresses (development). */
  allowPrivateAddresses: boolean;
  /** Bound on the whole call, milliseconds. */
  timeoutMs: number;
  /** Bytes of the body that are read; the rest is not waited for. */
  maxBytes: number;
  request?: GuardedRequest;
  /** Answer with a redirect as it is; a request with a body is never sent on to elsewhere. */
  keepRedirects?: boolean;
}

const MAX_REDIRECTS = 3;

/** Resolves the host once and refuses it unless every address is allowed; the connection is pinned to these. */
async function pin(hostname: string, allowPrivate: boolean): Promise<LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/gu, '');
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host, { all: true });
  if (addresses.length === 0) throw new FetchRefused('The host has no address.');
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new FetchRefused('The host is not on the public internet.');
  }
  return addresses;
}

/** Resolving a name cannot be cancelled, only no longer be waited for. */
const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((done, fail) => {
    signal.addEventListener('abort', () => {
      fail(new Error('The site took too long.'));
    });
    work.then(done, fail);
  });

async function requestOnce(url: URL, options: GuardOptions, signal: AbortSignal): Promise<GuardedResponse> {
  const pinned = await orAborted(pin(url.hostname, options.allowPrivateAddresses), signal);
  const client = url.protocol === 'https:' ? https : http;
  const { method = 'GET', headers, body } = options.request ?? {};
  return new Promise((done, fail) => {
    const request = client.request(
      url,
      {
        method,
        signal,
        agent: false,
        headers: {
          accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
          'user-agent': 'customer-portal',
          ...headers,
          ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        },
        lookup: (_host, lookupOptions, callback) => {
          const [first] = pinned as [LookupAddress, ...LookupAddress[]];
          if (lookupOptions.all) callback(null, pinned);
          else callback(null, first.address, first.family);
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const finish = (): void => {
          const received = Buffer.concat(chunks).subarray(0, options.maxBytes).toString('utf8');
          done({ status: response.statusCode ?? 0, headers: response.headers, body: received, url: url.href });
          response.destroy();
        };
        // Whoever wants the headers alone does not wait for a body that may never come.
        if (options.maxBytes === 0) {
          finish();
          return;
        }
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size >= options.maxBytes) finish();
        });
        response.on('end', finish);
        response.on('error', fail);
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}

/**
 * Fetches a URL that somebody configured without letting it reach into the network that the
 * server stands in: public addresses only, resolved once and pinned (no DNS rebinding), redirects
 * on the same origin only, bounded in time and size.
 * @throws FetchRefused for what is not allowed, other errors for what did not work.
 */
export async function guardedFetch(target: string, options: GuardOptions): Promise<GuardedResponse> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = new URL(target);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new FetchRefused('Only http and https are fetched.');
    const response = await requestOnce(url, options, signal);
    const { location } = response.headers;
    if (options.keepRedirects || options.request?.body !== undefined) return response;
    if (response.status < 300 || response.status > 399 || !location) return response;
    const next = new URL(location, url);
    if (next.origin !== url.origin) throw new FetchRefused('The site redirects to another one.');
    url = next;
  }
  throw new FetchRefused('The site redirects too often.');
}
