import assert from 'node:assert/strict';
import type { Stage } from './hooks';
import { holds, inState } from './stage';

/** Answers that are lost, gateways that are not there. */
export function troubles(stage: Stage): void {
  const { describe, test, act, capabilities, startRequest, setUpRequest, chargeRequest, refundRequest, paid, saved, has } = stage;

  /** Whoever lost an answer does not know, or has asked meanwhile and knows. */
  const unknownOr = (verdict: { state: string } | null, truth: string): void => {
    assert.ok(verdict?.state === 'unknown' || verdict?.state === truth, `neither unknown nor ${truth}: ${JSON.stringify(verdict)}`);
  };

  /** Does something while answers are lost. */
  async function losing<T>(work: () => Promise<T>): Promise<T> {
    await act.loseAnswers?.(true);
    try {
      return await work();
    } finally {
      await act.loseAnswers?.(false);
    }
  }

  describe('an answer that is lost', () => {
    test('leaves a payment unknown, which is found then', ['loseAnswers', 'pay'], async (provider) => {
      const request = startRequest();
      unknownOr(await losing(() => provider.start(request)), 'requires-action');
      const found = await provider.retrieve({ providerPayment: null, reference: request.reference });
      assert.ok(found, 'it was begun all the same');
      inState(found, 'requires-action');
      const again = await provider.start(request);
      assert.equal(again.providerPayment, found.providerPayment);
      await act.pay({ request, verdict: again });
      const verdict = await provider.retrieve({ providerPayment: null, reference: request.reference });
      assert.ok(verdict);
      inState(verdict, 'succeeded');
      holds(verdict, request);
      if (act.taken) assert.equal(await act.taken(request.reference), request.amount);
    });

    test('of a cancellation is unknown, and it is canceled', ['loseAnswers'], async (provider) => {
      const request = startRequest();
      const { providerPayment = null } = await provider.start(request);
      const which = { providerPayment, reference: request.reference };
      unknownOr(await losing(() => provider.cancel(which)), 'canceled');
      const now = await provider.retrieve(which);
      assert.ok(now);
      inState(now, 'canceled');
    });

    if (capabilities.saves)
      test('of a charge is unknown, and it is charged once', ['loseAnswers', 'finishSetUp'], async (provider) => {
        const request = chargeRequest(await saved(provider, 'good'));
        unknownOr(await losing(() => has(provider, 'charge')(request)), 'succeeded');
        const found = await provider.retrieve({ providerPayment: null, reference: request.reference });
        assert.ok(found);
        inState(found, 'succeeded');
        holds(found, request);
        inState(await has(provider, 'charge')(request), 'succeeded');
        if (act.taken) assert.equal(await act.taken(request.reference), request.amount);
      });

    if (capabilities.refunds !== 'none')
      test('of a refund is unknown, and it is made once', ['loseAnswers', 'pay'], async (provider) => {
        const from = await paid(provider);
        const request = refundRequest(from);
        const lost = await losing(() => has(provider, 'refund')(request));
        assert.ok(['unknown', 'succeeded', 'pending'].includes(lost.state), JSON.stringify(lost));
        const found = await has(provider, 'retrieveRefund')({ ...request, providerRefund: null });
        assert.ok(found?.state === 'succeeded' || found?.state === 'pending', JSON.stringify(found));
        assert.equal((await has(provider, 'refund')(request)).providerRefund, found.providerRefund);
        const payment = await provider.retrieve({ providerPayment: from.providerPayment, reference: from.begun.request.reference });
        assert.equal(payment?.refunded, request.amount);
      });
  });

  describe('a gateway that cannot be reached', () => {
    test('is a verdict and never an error', ['unreachable', 'pay'], async (provider) => {
      const from = await paid(provider);
      const method = capabilities.saves && act.finishSetUp ? await saved(provider, 'good') : undefined;
      const which = { providerPayment: from.providerPayment, reference: from.begun.request.reference };
      const later = startRequest();
      await act.unreachable?.(true);
      try {
        const { ok, message } = await provider.test();
        assert.ok(!ok && message, 'the test of the keys says that all is well');
        inState(await provider.start(later), 'unknown');
        for (const verdict of [await provider.retrieve(which), await provider.cancel(which)]) {
          assert.ok(verdict, 'null says that there is no such payment, which nobody knows');
          inState(verdict, 'unknown');
        }
        if (method) {
          inState(await has(provider, 'charge')(chargeRequest(method)), 'unknown');
          inState(await has(provider, 'setUp')(setUpRequest()), 'unknown');
          assert.equal(await has(provider, 'detach')(method.method.reference), false);
          assert.equal(await has(provider, 'method')(method.method.reference), 'unknown');
          assert.equal((await has(provider, 'retrieveSetUp')({ providerSetUp: null, reference: 'of nobody' }))?.state, 'unknown');
        }
        if (capabilities.refunds !== 'none') {
          const request = refundRequest(from);
          assert.equal((await has(provider, 'refund')(request)).state, 'unknown');
          assert.equal((await has(provider, 'retrieveRefund')({ ...request, providerRefund: null }))?.state, 'unknown');
        }
      } finally {
        await act.unreachable?.(false);
      }
      assert.equal(
        await provider.retrieve({ providerPayment: null, reference: later.reference }),
        null,
        'it was begun, unreachable or not',
      );
    });
  });
}
