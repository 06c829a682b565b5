import assert from 'node:assert/strict';
import type { RefundVerdict } from '../../config/payment-provider';
import type { Stage } from './hooks';

/** Money that is given back. */
export function refunds(stage: Stage): void {
  const { describe, test, capabilities, paid, refundRequest, has } = stage;
  const wentThrough = ({ state }: RefundVerdict): boolean => state === 'succeeded' || state === 'pending';

  describe('a refund', () => {
    test('is made once, and found by our reference', ['pay'], async (provider) => {
      const request = refundRequest(await paid(provider));
      const first = await has(provider, 'refund')(request);
      assert.ok(wentThrough(first), JSON.stringify(first));
      const second = await has(provider, 'refund')(request);
      assert.equal(second.providerRefund, first.providerRefund);
      const found = await has(provider, 'retrieveRefund')({ ...request, providerRefund: null });
      assert.equal(found?.providerRefund, first.providerRefund);
      const payment = await provider.retrieve({ providerPayment: request.providerPayment, reference: 'of nobody' });
      assert.equal(payment?.refunded, request.amount);
    });

    test('that nobody asked for is null', ['pay'], async (provider) => {
      const request = refundRequest(await paid(provider));
      assert.equal(await has(provider, 'retrieveRefund')({ ...request, providerRefund: null }), null);
    });

    test('is never above the payment, of two at once neither', ['pay'], async (provider) => {
      const from = await paid(provider);
      const { amount } = from.begun.request;
      const above = await has(provider, 'refund')(refundRequest(from, { amount: amount + 10, full: false }));
      assert.equal(above.state, 'failed');
      const both = await Promise.all([has(provider, 'refund')(refundRequest(from)), has(provider, 'refund')(refundRequest(from))]);
      assert.equal(both.filter(wentThrough).length, 1, JSON.stringify(both));
      const payment = await provider.retrieve({ providerPayment: from.providerPayment, reference: from.begun.request.reference });
      assert.equal(payment?.refunded, amount);
    });

    if (capabilities.refunds !== 'part') return;
    test('can be of a part, and of the rest', ['pay'], async (provider) => {
      const from = await paid(provider);
      const { amount, reference } = from.begun.request;
      const part = amount / 2 + 10;
      for (const [given, all] of [
        [part, part],
        [amount - part, amount],
      ] as const) {
        const verdict = await has(provider, 'refund')(refundRequest(from, { amount: given, full: false }));
        assert.ok(wentThrough(verdict), JSON.stringify(verdict));
        const payment = await provider.retrieve({ providerPayment: null, reference });
        assert.deepEqual([payment?.state, payment?.refunded], ['succeeded', all]);
      }
      assert.equal((await has(provider, 'refund')(refundRequest(from, { amount: 10, full: false }))).state, 'failed');
    });
  });
}
