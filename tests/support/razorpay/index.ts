import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { WebhookDelivery } from '../../../config/payment-provider';

export const KEYS = { keyId: 'rzp_test_fake', keySecret: 'secret-of-the-fake', webhookSecret: 'webhook-secret-of-the-fake' };
export type Fault = 'lost' | 'dropped' | number;

const newId = (prefix: string): string => `${prefix}_${randomBytes(7).toString('hex')}`;
const notes = z.record(z.string(), z.string().max(256));

/** What a link is made of (razorpay.com/docs/api/payments/payment-links/create-standard); anything else is refused. */
const linkBody = z.strictObject({
  amount: z.int().min(100),
  currency: z.string().regex(/^[A-Z]{3}$/u),
  accept_partial: z.boolean(),
  description: z.string().max(2048),
  reference_id: z.string().min(1).max(40),
  notes,
  customer: z.strictObject({ name: z.string().max(50), email: z.email().optional() }),
  notify: z.strictObject({ sms: z.boolean(), email: z.boolean() }),
  reminder_enable: z.boolean(),
  expire_by: z.int(),
  callback_url: z.url(),
  callback_method: z.literal('get'),
  options: z
    .strictObject({ checkout: z.strictObject({ method: z.record(z.enum(['upi', 'card', 'netbanking', 'wallet']), z.boolean()) }) })
    .optional(),
});
const refundBody = z.strictObject({ amount: z.int().min(1), speed: z.enum(['normal', 'optimum']), notes });

interface FakePayment {
  id: string;
  status: 'captured' | 'failed' | 'refunded' | 'authorized';
  amount: number;
  currency: string;
  amount_refunded: number;
  method: string;
  card: object | null;
  bank: string | null;
  wallet: string | null;
  vpa: string | null;
  notes: Record<string, string>;
}
interface FakeLink extends Omit<z.output<typeof linkBody>, 'options'> {
  id: string;
  status: 'created' | 'cancelled' | 'expired' | 'paid';
  short_url: string;
  created_at: number;
  payments: { payment_id: string; status: string; method: string; amount: number }[];
}
interface FakeRefund {
  id: string;
  payment_id: string;
  amount: number;
  status: 'processed' | 'pending' | 'failed';
  notes: Record<string, string>;
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    description: string,
    readonly field: string | null = null,
  ) {
    super(description);
  }
}

/** A Razorpay of its own, which keeps what it is told. */
export class FakeRazorpay {
  ahead = 0;
  /** Whether lists are filtered by reference: with some accounts they are not. */
  filters = true;
  faultOf: (method: string, path: string) => Fault | null = () => null;
  readonly links: FakeLink[] = [];
  readonly payments = new Map<string, FakePayment>();
  readonly refunds: (FakeRefund & { key: string; asked: string })[] = [];
  readonly requests: { method: string; path: string; body: unknown }[] = [];
  private server: Server | null = null;

  seconds(): number {
    return Math.floor(Date.now() / 1000) + this.ahead;
  }

  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((done) => this.server?.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  /** As when Razorpay no longer knows a key of a refund: the same one is a new request. */
  forgetKeys(): void {
    for (const one of this.refunds) one.key = '';
  }

  link(reference: string): FakeLink {
    const found = this.links.findLast((one) => one.notes.portal_reference === reference);
    if (!found) throw new Error(`There is no link of ${reference}.`);
    return found;
  }

  /** The customer pays on the page of the link, or tries to. */
  pay(reference: string, manner: 'upi' | 'card' | 'declined' | 'authorized'): FakePayment {
    const one = this.link(reference);
    if (one.status !== 'created') throw new Error(`This page is over: ${one.status}.`);
    const payment: FakePayment = {
      id: newId('pay'),
      status: manner === 'declined' ? 'failed' : manner === 'authorized' ? 'authorized' : 'captured',
      amount: one.amount,
      currency: one.currency,
      amount_refunded: 0,
      method: manner === 'card' ? 'card' : 'upi',
      card: manner === 'card' ? { last4: '1111', network: 'Visa', expiry_month: 8, expiry_year: 2031 } : null,
      bank: null,
      wallet: null,
      vpa: manner === 'card' ? null : 'ada@exampleupi',
      notes: one.notes,
    };
    this.payments.set(payment.id, payment);
    if (manner === 'declined') return payment;
    one.payments.push({ payment_id: payment.id, status: payment.status, method: payment.method, amount: payment.amount });
    if (payment.status === 'captured') one.status = 'paid';
    return payment;
  }

  /** A webhook as Razorpay sends it (razorpay.com/docs/webhooks/payloads/payment-links). */
  deliver(name: string, payload: object, createdAt = 1_700_000_000): WebhookDelivery {
    const body = JSON.stringify({
      entity: 'event',
      account_id: 'acc_fake',
      event: name,
      contains: Object.keys(payload),
      payload,
      created_at: createdAt,
    });
    const signature = createHmac('sha256', KEYS.webhookSecret).update(body).digest('hex');
    return { raw: Buffer.from(body), headers: { 'x-razorpay-signature': signature, 'x-razorpay-event-id': newId('evt') } };
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [method = '', url = ''] = [request.method, request.url];
    const fault = this.faultOf(method, url);
    if (fault === 'dropped') {
      request.socket.destroy();
      return;
    }
    const [status, body] =
      typeof fault === 'number' ? [fault, {}] : this.answer(request, method, url, Buffer.concat(chunks).toString('utf8'));
    if (fault === 'lost') {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  private answer(request: IncomingMessage, method: string, url: string, text: string): [number, object] {
    try {
      const authorized = `Basic ${Buffer.from(`${KEYS.keyId}:${KEYS.keySecret}`).toString('base64')}`;
      if (request.headers.authorization !== authorized) throw new Refusal(401, 'Authentication failed');
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      this.requests.push({ method, path: url, body });
      for (const one of this.links) if (one.status === 'created' && one.expire_by <= this.seconds()) one.status = 'expired';
      return [200, this.handle(method, new URL(url, 'http://fake'), body, String(request.headers['x-refund-idempotency'] ?? ''))];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [
        error.status,
        { error: { code: 'BAD_REQUEST_ERROR', description: error.message, field: error.field, reason: 'input_validation_failed' } },
      ];
    }
  }

  private handle(method: string, { pathname, searchParams }: URL, body: unknown, key: string): object {
    const [, , kind = '', id = '', action = ''] = pathname.split('/');
    switch (`${method} ${kind}${id && '/:id'}${action && `/${action}`}`) {
      case 'POST payment_links':
        return this.makeLink(checked(linkBody, body));
      case 'GET payment_links': {
        const wanted = searchParams.get('reference_id');
        if (wanted !== null)
          return { payment_links: this.filters ? this.links.filter((one) => one.reference_id === wanted).map(listed) : [] };
        const [count, skip] = [Number(searchParams.get('count') ?? 10), Number(searchParams.get('skip') ?? 0)];
        return {
          payment_links: this.links
            .toReversed()
            .slice(skip, skip + count)
            .map(listed),
        };
      }
      case 'GET payment_links/:id':
        return { ...this.linkById(id), customer: [] };
      case 'POST payment_links/:id/cancel': {
        const one = this.linkById(id);
        if (one.status !== 'created') throw new Refusal(400, `Payment link cannot be cancelled as it is ${one.status}`);
        one.status = 'cancelled';
        return one;
      }
      case 'GET payments':
        return { entity: 'collection', count: 0, items: [] };
      case 'GET payments/:id':
        return this.paymentById(id);
      case 'GET payments/:id/refunds':
        return { entity: 'collection', items: this.refunds.filter((one) => one.payment_id === id) };
      case 'POST payments/:id/refund':
        return this.makeRefund(this.paymentById(id), checked(refundBody, body), key);
      case 'GET refunds/:id': {
        const found = this.refunds.find((one) => one.id === id);
        if (!found) throw new Refusal(400, 'The id provided does not exist');
        return found;
      }
      default:
        throw new Refusal(404, 'The requested URL was not found on the server.');
    }
  }

  private makeLink({ options: _options, ...params }: z.output<typeof linkBody>): FakeLink {
    const { reference_id: reference, expire_by: until } = params;
    if (this.links.some((one) => one.reference_id === reference))
      throw new Refusal(
        400,
        `payment link with given reference_id: ${reference} already exists. Please create a payment link with a different reference_id`,
      );
    if (until < this.seconds() + 15 * 60) throw new Refusal(400, 'expire_by should be at least 15 minutes after current time', 'expire_by');
    const id = newId('plink');
    const one: FakeLink = {
      ...params,
      id,
      status: 'created',
      short_url: `https://rzp.io/i/${id}`,
      created_at: this.seconds(),
      payments: [],
    };
    this.links.push(one);
    return one;
  }

  private makeRefund(payment: FakePayment, { amount, notes: marks }: z.output<typeof refundBody>, key: string): FakeRefund {
    if (!/^[\w-]{10,}$/u.test(key)) throw new Refusal(400, 'The idempotency key is not valid.');
    const asked = JSON.stringify([payment.id, amount, marks]);
    const before = this.refunds.find((one) => one.key === key);
    if (before && before.asked !== asked) throw new Refusal(400, 'Different request body for the same idempotency key.');
    if (before) return before;
    if (payment.status !== 'captured') throw new Refusal(400, 'The payment has been fully refunded already');
    if (amount > payment.amount - payment.amount_refunded)
      throw new Refusal(400, 'The refund amount provided is greater than amount captured', 'amount');
    payment.amount_refunded += amount;
    if (payment.amount_refunded === payment.amount) payment.status = 'refunded';
    const one = { id: newId('rfnd'), payment_id: payment.id, amount, status: 'processed' as const, notes: marks, key, asked };
    this.refunds.push(one);
    return one;
  }

  private linkById(id: string): FakeLink {
    const found = this.links.find((one) => one.id === id);
    if (!found) throw new Refusal(400, 'The id provided does not exist');
    return found;
  }

  private paymentById(id: string): FakePayment {
    const found = this.payments.get(id);
    if (!found) throw new Refusal(400, 'The id provided does not exist');
    return found;
  }
}

/** In lists Razorpay leaves payments out, and writes empty things as empty lists. */
const listed = (one: FakeLink): object => ({ ...one, payments: [], customer: [] });

function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const [issue] = error.issues;
  throw new Refusal(400, `${issue?.message ?? ''} (${issue?.path.join('.') ?? ''})`, String(issue?.path[0] ?? ''));
}
