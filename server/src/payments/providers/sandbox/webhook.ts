import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { WebhookDelivery, WebhookHint } from '../../../../../config/payment-provider';

/** Seconds that a signature is good for, either way: clocks differ. */
const TOLERANCE = 300;

const event = z.object({
  id: z.string().min(1).max(200),
  data: z.object({
    object: z.enum(['payment', 'set_up', 'refund', 'method']),
    id: z.string(),
    reference: z.string().nullable(),
    payment: z.string().nullable(),
  }),
});

function isSigned({ raw, headers }: WebhookDelivery, secret: string, now: Date): boolean {
  const header = headers['sandbox-signature'];
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/u.exec(typeof header === 'string' ? header : '') ?? [];
  if (!given || Math.abs(now.getTime() / 1000 - Number(seconds)) > TOLERANCE) return false;
  const right = createHmac('sha256', secret).update(`${seconds}.`).update(raw).digest();
  return timingSafeEqual(right, Buffer.from(given, 'hex'));
}

/** What a webhook of the sandbox is about; null: it is not from the sandbox, or too old. */
export function hintOf(delivery: WebhookDelivery, secret: string, now: Date): WebhookHint | null {
  if (!isSigned(delivery, secret, now)) return null;
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(delivery.raw).toString('utf8'));
  } catch {
    return null;
  }
  const parsed = event.safeParse(body);
  if (!parsed.success) return null;
  const { object, id, reference, payment } = parsed.data.data;
  const about = (): WebhookHint['about'] => {
    if (object === 'method') return { kind: 'method', saved: id };
    if (object === 'refund') return { kind: 'refund', reference, providerPayment: payment };
    return object === 'payment' ? { kind: 'payment', reference, providerPayment: id } : { kind: 'set-up', reference, providerSetUp: id };
  };
  return { event: parsed.data.id, about: about() };
}
