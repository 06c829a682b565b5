import assert from 'node:assert/strict';
import { PAYMENT_FAILURES } from '../../plugin/payments/kinds';
import type { Stage } from './hooks';
import { takesForm } from './form';
import { holds, inState, showsNoNumber } from './stage';

/** Saved methods: set up, charged, forgotten. */
export function savedMethods(stage: Stage): void {
  const { describe, test, act, startRequest, setUpRequest, chargeRequest, saved, has } = stage;

  describe('a saved method', () => {
    test('is set up once, and found by our reference', ['finishSetUp'], async (provider) => {
      const request = setUpRequest();
      const verdict = await has(provider, 'setUp')(request);
      inState(verdict, 'requires-action');
      if (verdict.next.kind === 'embedded') takesForm(verdict.next.parameters);
      const again = await has(provider, 'setUp')(request);
      assert.equal(again.providerSetUp, verdict.providerSetUp);
      await act.finishSetUp?.({ request, verdict }, 'good');
      const now = await has(provider, 'retrieveSetUp')({ providerSetUp: null, reference: request.reference });
      assert.ok(now);
      inState(now, 'succeeded');
      assert.ok(now.saved.reference && now.account, 'nothing to charge it by');
      showsNoNumber(now.saved);
      const method = await has(provider, 'method')(now.saved.reference);
      assert.deepEqual(method, now.saved);
    });

    test('whose set-up nobody began is null', [], async (provider) => {
      const { reference } = setUpRequest();
      assert.equal(await has(provider, 'retrieveSetUp')({ providerSetUp: null, reference }), null);
    });

    test('is charged while the customer is away, once', ['finishSetUp'], async (provider) => {
      const request = chargeRequest(await saved(provider, 'good'));
      const verdict = await has(provider, 'charge')(request);
      inState(verdict, 'succeeded');
      holds(verdict, request);
      const again = await has(provider, 'charge')(request);
      assert.equal(again.providerPayment, verdict.providerPayment);
      const found = await provider.retrieve({ providerPayment: null, reference: request.reference });
      assert.ok(found);
      inState(found, 'succeeded');
      holds(found, request);
      if (act.taken) assert.equal(await act.taken(request.reference), request.amount);
    });

    test('that declines says so, and whether trying again is in vain', ['finishSetUp'], async (provider) => {
      const request = chargeRequest(await saved(provider, 'declines'));
      const verdict = await has(provider, 'charge')(request);
      inState(verdict, 'failed');
      assert.ok(PAYMENT_FAILURES.includes(verdict.failure.code));
      assert.equal(typeof verdict.failure.hard, 'boolean');
      if (act.taken) assert.equal(await act.taken(request.reference), 0);
    });

    test('that asks for a confirmation says so, there and away', ['finishSetUp'], async (provider) => {
      const from = await saved(provider, 'asks');
      const away = await has(provider, 'charge')(chargeRequest(from));
      if (away.state !== 'requires-action') {
        inState(away, 'failed');
        assert.deepEqual([away.failure.code, away.failure.hard], ['authentication-failed', false]);
      }
      inState(await has(provider, 'charge')(chargeRequest(from, { present: true })), 'requires-action');
    });

    test('is saved with a payment where that was asked for, and only there', ['pay'], async (provider) => {
      const plain = startRequest();
      await act.pay({ request: plain, verdict: await provider.start(plain) });
      const without = await provider.retrieve({ providerPayment: null, reference: plain.reference });
      assert.equal(without?.saved, undefined);
      const request = startRequest({ save: true });
      await act.pay({ request, verdict: await provider.start(request) });
      const verdict = await provider.retrieve({ providerPayment: null, reference: request.reference });
      assert.ok(verdict?.saved, 'nothing was saved');
      const { account, ...method } = verdict.saved;
      showsNoNumber(method);
      inState(await has(provider, 'charge')(chargeRequest({ payer: { ...request.payer, account }, method })), 'succeeded');
    });

    test('that was detached is gone, and charged no more', ['finishSetUp'], async (provider) => {
      const from = await saved(provider, 'good');
      const { reference } = from.method;
      assert.equal(await has(provider, 'detach')(reference), true);
      assert.equal(await has(provider, 'detach')(reference), true, 'what is gone already is forgotten');
      assert.equal(await has(provider, 'method')(reference), null);
      const request = chargeRequest(from);
      inState(await has(provider, 'charge')(request), 'failed');
      if (act.taken) assert.equal(await act.taken(request.reference), 0);
    });
  });
}
