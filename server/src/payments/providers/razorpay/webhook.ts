import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { WebhookDelivery, WebhookHint } from '../../../../../config/payment-provider';
import { link, refund } from './answers';
import { jsonOf } from './client';

const entity = <T extends z.ZodType>(schema: T) => z.object({ entity: schema }).optional();
const event = z.object({
  payload: z.object({
    payment_link: entity(link.pick({ id: true, notes: true })),
    payment: entity(refund.pick({ id: true, notes: true })),
    refund: entity(refund.pick({ id: true, notes: true })),
  }),
});

/** HMAC-SHA256 of the bytes, in hexadecimal (razorpay.com/docs/webhooks/validate-test). */
function isSigned({ raw, headers }: WebhookDelivery, secret: string): boolean {
  const signature = headers['x-razorpay-signature'];
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/iu.test(signature)) return false;
  return timingSafeEqual(createHmac('sha256', secret).update(raw).digest(), Buffer.from(signature, 'hex'));
}

/**
 * A webhook, checked and read as far as to know what to ask about. Razorpay signs no time, and its event id stands in a
 * header that is not signed. So the event is named by a hash of its bytes: the same bytes are worked off once, whatever
 * header they come with, and what they say is asked about and never believed.
 */
export function readWebhook(delivery: WebhookDelivery, secret: string): WebhookHint | null {
  if (!isSigned(delivery, secret)) return null;
  const { success, data } = event.safeParse(jsonOf(Buffer.from(delivery.raw).toString('utf8')));
  if (!success) return null;
  return { event: createHash('sha256').update(delivery.raw).digest('hex'), about: aboutOf(data) };
}

function aboutOf({ payload }: z.output<typeof event>): WebhookHint['about'] {
  const { payment_link: paid, payment, refund: given } = payload;
  const { portal_reference: refund, portal_payment: of = null } = given?.entity.notes ?? {};
  if (refund !== undefined) return { kind: 'refund', reference: refund, providerPayment: of };
  // By the notes others' payments with the same account are told apart.
  const reference = paid?.entity.notes.portal_reference ?? payment?.entity.notes.portal_reference;
  return reference === undefined ? { kind: 'none' } : { kind: 'payment', reference, providerPayment: paid?.entity.id ?? null };
}
