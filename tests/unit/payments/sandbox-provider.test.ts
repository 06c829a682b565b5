import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { PaymentProvider, StartRequest } from '../../../config/payment-provider';
import { startSandbox, type Sandbox } from '../../../server/payment-sandbox';
import { create, refuseInProduction, sandbox as sandboxModule } from '../../../server/src/payments/providers/sandbox';
import { createGateway } from '../../../server/src/payments/providers/sandbox/gateway';

const secret = 'secret-of-the-sandbox';
const quiet = { warn: () => undefined, error: () => undefined };
const context = { key: 'sandbox', now: () => new Date(), log: quiet };
const request = (change: Partial<StartRequest> = {}): StartRequest => ({
  reference: `payment-${Math.random()}`,
  amount: 10_000,
  currency: 'EUR',
  description: 'Invoice INV-00012',
  payer: { customer: 'customer', name: 'Ada', email: 'ada@example.com', language: 'en', account: null },
  returnUrl: 'https://portal.example.com/back',
  save: false,
  ...change,
});

let gateway: Sandbox;
let provider: PaymentProvider;
beforeAll(async () => {
  gateway = await startSandbox({ secret });
  provider = create({ url: gateway.url, secret }, context);
});
afterAll(() => gateway.stop());

describe('in production', () => {
  it('is refused, and the message says what to do', () => {
    expect(() => refuseInProduction({}, 'production')).toThrow(/Name another provider .* inProduction: 'takes no money'/u);
    expect(() => refuseInProduction({}, 'development')).not.toThrow();
    expect(() => refuseInProduction({ inProduction: 'takes no money' }, 'production')).not.toThrow();
  });

  it('is not even made', () => {
    const environment = jest.replaceProperty(process, 'env', { ...process.env, NODE_ENV: 'production' });
    const options = { url: gateway.url, secret };
    expect(() => sandboxModule.init(options, context)).toThrow(/takes no money/u);
    expect(sandboxModule.init({ ...options, inProduction: 'takes no money' }, context).capabilities.flow).toBe('redirect');
    environment.restore();
  });
});

describe('answers that are not understood', () => {
  /** A server that is no sandbox. */
  async function withServer(answer: http.RequestListener, work: (url: string) => Promise<void>): Promise<void> {
    const server = http.createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  const STRANGE: Record<string, http.RequestListener> = {
    'a page of HTML': (_, response) => response.end('<h1>Welcome</h1>'),
    'JSON of another shape': (_, response) => response.end('{"state":"succeeded"}'),
    'an amount as a text': (_, response) => response.end('{"id":"pay_1","state":"succeeded","amount":"10000","currency":"EUR"}'),
    'a 404 of a web server': (_, response) => response.writeHead(404).end('Not found'),
    'a 404 of a Strapi': (_, response) =>
      response.writeHead(404).end('{"data":null,"error":{"status":404,"name":"NotFoundError","message":"Not Found"}}'),
    'a redirect': (_, response) => response.writeHead(302, { location: 'https://example.com/' }).end(),
    'an error': (_, response) => response.writeHead(503).end('{"error":{"message":"later"}}'),
    'half an answer': (_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{"id":');
      setTimeout(() => response.destroy(), 20);
    },
    'more than anybody reads': (_, response) => response.end(JSON.stringify({ id: 'x'.repeat(1_000_000) })),
  };

  it.each(Object.entries(STRANGE))('%s is unknown, and never "there is none"', async (_, answer) => {
    await withServer(answer, async (url) => {
      const strange = create({ url, secret }, context);
      expect(await strange.start(request())).toEqual({ state: 'unknown' });
      expect(await strange.retrieve({ providerPayment: 'pay_1', reference: 'x' })).toEqual({ state: 'unknown' });
      expect(await strange.method?.('met_1')).toBe('unknown');
      expect(await strange.detach?.('met_1')).toBe(false);
      expect(await strange.test()).toMatchObject({ ok: false });
    });
  });

  it('nobody waits longer than the time-out', async () => {
    await withServer(
      () => undefined,
      async (url) => {
        const call = createGateway({ url, secret }, quiet, 150);
        const began = performance.now();
        expect(await call({ path: 'account', schema: z.unknown() })).toEqual({ kind: 'unknown' });
        expect(performance.now() - began).toBeLessThan(5000);
      },
    );
  });

  it('a wrong address on the sandbox itself is unknown', async () => {
    const elsewhere = create({ url: `${gateway.url}/elsewhere`, secret }, context);
    expect(await elsewhere.retrieve({ providerPayment: null, reference: 'x' })).toEqual({ state: 'unknown' });
  });

  it('a method that never was is forgotten', async () => {
    expect(await provider.detach?.('met_of_nobody')).toBe(true);
  });

  it('a gateway that is not there is unknown', async () => {
    const absent = create({ url: 'http://127.0.0.1:9', secret }, context);
    expect(await absent.start(request())).toEqual({ state: 'unknown' });
    expect(await absent.test()).toMatchObject({ ok: false, message: expect.stringContaining('customer-portal-sandbox') });
  });
});

describe('the test of the keys', () => {
  it('tells a wrong secret from a sandbox that does not run', async () => {
    const wrong = create({ url: gateway.url, secret: 'another-secret-than-that' }, context);
    expect(await wrong.test()).toMatchObject({ ok: false, message: expect.stringContaining('refuses the secret') });
    expect(await provider.test()).toMatchObject({ ok: true, mode: 'test' });
  });

  it('a wrong secret does not make payments look as if they were not there', async () => {
    const wrong = create({ url: gateway.url, secret: 'another-secret-than-that' }, context);
    const { reference } = request();
    expect(await wrong.retrieve({ providerPayment: null, reference })).toEqual({ state: 'unknown' });
  });
});

describe('what the gateway holds', () => {
  it('is told as it is, where it took another amount than was asked for', async () => {
    await gateway.behave({ amountOff: 5 });
    const asked = request();
    await provider.start(asked);
    await gateway.behave({ amountOff: 0 });
    await gateway.choose(asked.reference, 'card');
    expect(await provider.retrieve({ providerPayment: null, reference: asked.reference })).toMatchObject({
      state: 'succeeded',
      amount: 10_005,
    });
  });

  it.each([
    ['card-declined', 'declined', true],
    ['card-insufficient', 'insufficient-funds', false],
    ['card-expired', 'expired-method', true],
  ] as const)('%s is the failure %s', async (choice, code, hard) => {
    const asked = request();
    await provider.start(asked);
    await gateway.choose(asked.reference, choice);
    const verdict = await provider.retrieve({ providerPayment: null, reference: asked.reference });
    expect(verdict).toMatchObject({ state: 'failed', failure: { code, hard } });
  });

  it('a customer who does not confirm has not paid', async () => {
    const asked = request();
    await provider.start(asked);
    await gateway.choose(asked.reference, 'card-confirm', false);
    const verdict = await provider.retrieve({ providerPayment: null, reference: asked.reference });
    expect(verdict).toMatchObject({ state: 'failed', failure: { code: 'authentication-failed', hard: false } });
  });

  it('a failed payment can succeed late, a paid one be disputed and given back elsewhere', async () => {
    const asked = request();
    await provider.start(asked);
    await gateway.choose(asked.reference, 'card-declined');
    await gateway.settle(asked.reference, 'succeeded');
    await gateway.dispute(asked.reference);
    await gateway.refund(asked.reference, 4000);
    const verdict = await provider.retrieve({ providerPayment: null, reference: asked.reference });
    expect(verdict).toMatchObject({ state: 'succeeded', disputed: true, refunded: 4000 });
  });

  it('a refund that waits becomes what somebody makes of it', async () => {
    const asked = request();
    const { providerPayment = '' } = await provider.start(asked);
    await gateway.choose(asked.reference, 'card');
    await gateway.behave({ refunds: 'wait' });
    const refund = { reference: `refund-${asked.reference}`, providerPayment, amount: 2500, currency: 'EUR', full: false };
    expect(await provider.refund?.(refund)).toMatchObject({ state: 'pending' });
    await gateway.settle(refund.reference, 'failed');
    await gateway.behave({ refunds: 'succeed' });
    expect(await provider.refund?.(refund)).toMatchObject({ state: 'failed' });
    expect(await provider.retrieve({ providerPayment, reference: asked.reference })).toMatchObject({ refunded: 0 });
  });

  it('a page that nobody comes to in time is canceled', async () => {
    let now = new Date('2026-11-30T12:00:00Z');
    const slow = await startSandbox({ secret, sessionSeconds: 60, now: () => now });
    const asked = request();
    const there = create({ url: slow.url, secret }, context);
    await there.start(asked);
    now = new Date('2026-11-30T12:01:00Z');
    expect(await there.retrieve({ providerPayment: null, reference: asked.reference })).toMatchObject({ state: 'canceled' });
    await expect(slow.choose(asked.reference, 'card')).rejects.toThrow('This page is over.');
    await slow.stop();
  });
});

describe('webhooks', () => {
  it('of set-ups, refunds and methods say what to ask about', async () => {
    const seen: unknown[] = [];
    const raws: Buffer[] = [];
    const server = http.createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const raw = Buffer.concat(chunks);
        raws.push(raw);
        seen.push(provider.webhook?.({ raw, headers: incoming.headers }));
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await gateway.behave({ webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });

    const payer = { ...request().payer, customer: 'webhooks' };
    await provider.setUp?.({ reference: 'set-up-1', payer, returnUrl: 'https://portal.example.com/', currency: 'EUR' });
    await gateway.choose('set-up-1', 'card');
    const setUp = await provider.retrieveSetUp?.({ providerSetUp: null, reference: 'set-up-1' });
    const saved = setUp?.state === 'succeeded' ? setUp.saved.reference : '';
    const charge = { ...request({ reference: 'charge-1', payer }), saved, present: false };
    const { providerPayment = '' } = (await provider.charge?.(charge)) ?? {};
    await provider.refund?.({ reference: 'refund-1', providerPayment, amount: 10_000, currency: 'EUR', full: true });
    await provider.detach?.(saved);
    while (seen.length < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(seen).toEqual([
      expect.objectContaining({ about: { kind: 'set-up', reference: 'set-up-1', providerSetUp: setUp?.providerSetUp } }),
      expect.objectContaining({ about: { kind: 'payment', reference: 'charge-1', providerPayment } }),
      expect.objectContaining({ about: { kind: 'refund', reference: 'refund-1', providerPayment } }),
      expect.objectContaining({ about: { kind: 'method', saved } }),
    ]);
    // A hint: nothing in it could be taken for a number, a name or an amount.
    for (const raw of raws) expect(raw.toString()).not.toMatch(/amount|last4|Ada|4242/u);
    await gateway.behave({ webhookUrl: null });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('signed in the future are refused as old ones are', async () => {
    const asked = request();
    await provider.start(asked);
    await gateway.choose(asked.reference, 'card');
    const at = async (age: number) => provider.webhook?.(await gateway.signed(asked.reference, age));
    expect(await at(-1000)).toBeNull();
    expect(await at(301)).toBeNull();
    expect(await at(290)).not.toBeNull();
    expect(await at(-290)).not.toBeNull();
  });
});
