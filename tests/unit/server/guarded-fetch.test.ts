import dns from 'node:dns/promises';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FetchRefused, guardedFetch, isPublicAddress, type GuardOptions } from '../../../server/src/platform/guarded-fetch';

describe('whether an address is public', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
    '2001:4860:4860::8888',
    '2003::1',
    '3ffe::1',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.0.1',
    '169.254.169.254',
    '172.16.0.0',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '192.168.255.255',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::FFFF:10.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '2001:10::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2002:c0a8:1::1',
    '3fff::1',
    '4000::1',
    '5f00::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '',
    'localhost',
    'example.com',
    '1',
    '127.1',
    '0x7f.0.0.1',
    '017700000001',
    '2130706433',
    '1.2.3.4.5',
    '256.1.1.1',
    '[::1]',
    ' 8.8.8.8',
    '8.8.8.8 ',
    '8.8.8.8\n',
  ])('%j is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('fetching a configured URL', () => {
  const servers: http.Server[] = [];
  const seen: string[] = [];
  const free: GuardOptions = { allowPrivateAddresses: true, timeoutMs: 2000, maxBytes: 1000 };
  const guarded: GuardOptions = { ...free, allowPrivateAddresses: false };

  async function serve(answer: RequestListener): Promise<string> {
    const server = http.createServer((request, response) => {
      seen.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
      answer(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  beforeEach(() => {
    seen.length = 0;
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('gives status, headers and as much of the body as asked for', async () => {
    const origin = await serve((_request, response) => response.writeHead(418, { 'x-test': 'yes' }).end('x'.repeat(50_000)));
    const response = await guardedFetch(`${origin}/a?b`, free);
    expect(response).toMatchObject({ status: 418, url: `${origin}/a?b`, body: 'x'.repeat(1000) });
    expect(response.headers['x-test']).toBe('yes');
    expect((await guardedFetch(origin, { ...free, maxBytes: 0 })).body).toBe('');
  });

  it('does not wait for the end of a body without end', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('y'.repeat(65_536)), 1);
      response.on('close', () => {
        clearInterval(more);
      });
    });
    expect((await guardedFetch(origin, free)).body).toHaveLength(1000);
  });

  it('does not wait for a body that never begins when it wants none', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'x-frame-options': 'DENY' }).flushHeaders();
    });
    expect((await guardedFetch(origin, { ...free, maxBytes: 0 })).headers['x-frame-options']).toBe('DENY');
  });

  it('gives up after its time', async () => {
    const origin = await serve(() => undefined);
    const begun = Date.now();
    await expect(guardedFetch(origin, { ...free, timeoutMs: 200 })).rejects.toThrow();
    expect(Date.now() - begun).toBeLessThan(1500);
  });

  it('bounds the time over redirects together, and that of resolving a name', async () => {
    const origin = await serve((_request, response) => {
      setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 150);
    });
    await expect(guardedFetch(origin, { ...free, timeoutMs: 200 })).rejects.not.toBeInstanceOf(FetchRefused);
    jest.spyOn(dns, 'lookup').mockReturnValue(new Promise(() => undefined) as never);
    await expect(guardedFetch('http://slow.example', { ...free, timeoutMs: 100 })).rejects.toThrow('too long');
  });

  it('follows redirects on one origin, a few', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/end') response.end('end');
      else response.writeHead(302, { location: '/end' }).end();
    });
    expect(await guardedFetch(`${origin}/start`, free)).toMatchObject({ status: 200, body: 'end', url: `${origin}/end` });
    const circle = await serve((_request, response) => response.writeHead(307, { location: '/' }).end());
    seen.length = 0;
    await expect(guardedFetch(circle, free)).rejects.toThrow('redirects too often');
    expect(seen).toHaveLength(4);
  });

  it('does not follow a redirect to another origin, whatever it is', async () => {
    const secret = await serve((_request, response) => response.end('secret'));
    for (const location of [secret, secret.replace('http:', 'https:'), '//169.254.169.254/', 'file:///etc/passwd', 'gopher://a']) {
      const origin = await serve((_request, response) => response.writeHead(301, { location }).end());
      seen.length = 0;
      await expect(guardedFetch(origin, free)).rejects.toBeInstanceOf(FetchRefused);
      expect(seen).toHaveLength(1);
    }
  });

  it('fetches nothing but http and https', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://example.com', 'data:text/plain,x', 'javascript:1']) {
      await expect(guardedFetch(url, free)).rejects.toBeInstanceOf(FetchRefused);
    }
  });

  it('refuses private addresses without connecting, in every spelling', async () => {
    const { port } = new URL(await serve((_request, response) => response.end('secret')));
    const hosts = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '0.0.0.0',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::]',
      'localhost',
      '169.254.169.254',
    ];
    for (const host of hosts) {
      await expect(guardedFetch(`http://${host}:${port}/`, guarded)).rejects.toBeInstanceOf(FetchRefused);
    }
    expect(seen).toEqual([]);
  });

  it('refuses a name when any of its addresses is private, and connects to what it has checked', async () => {
    const { port } = new URL(await serve((_request, response) => response.end('reached')));
    const lookup = jest.spyOn(dns, 'lookup');
    const answers = (...addresses: string[]): void => {
      lookup.mockResolvedValueOnce(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })) as never);
    };
    answers('10.0.0.1');
    await expect(guardedFetch(`http://inside.example:${port}/`, guarded)).rejects.toBeInstanceOf(FetchRefused);
    answers('93.184.215.14', '127.0.0.1');
    await expect(guardedFetch(`http://both.example:${port}/`, guarded)).rejects.toBeInstanceOf(FetchRefused);
    answers();
    await expect(guardedFetch(`http://none.example:${port}/`, guarded)).rejects.toBeInstanceOf(FetchRefused);
    expect(seen).toEqual([]);
    // A name server that answers differently the second time is asked once only.
    lookup.mockClear();
    answers('127.0.0.1');
    lookup.mockRejectedValue(new Error('asked twice'));
    expect((await guardedFetch(`http://rebinding.example:${port}/`, free)).body).toBe('reached');
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(seen).toEqual([`rebinding.example:${port}/`]);
  });
});
