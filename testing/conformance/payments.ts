import assert from 'node:assert/strict';
import { PAYMENT_FAILURES } from '../../plugin/payments/kinds';
import type { Stage } from './hooks';
import { form, takesForm } from './form';
import { holds, inState, showsNoNumber } from './stage';

/** Starting, asking, cancelling: what every provider does. */
export function payments({ describe, test, act, capabilities, currencies, startRequest, paid }: Stage): void {
  const lost = (reference: string) => ({ providerPayment: null, reference });

  describe('a payment', () => {
    test('is described by the capabilities', [], async (provider) => {
      assert.deepEqual(provider.capabilities, capabilities);
      assert.ok(capabilities.methods.length > 0, 'no method');
      for (const [currency, { least = 0, most = Infinity }] of Object.entries(capabilities.limits ?? {}))
        assert.ok(least <= most, `the least of ${currency} is above the most`);
    });

    test('can be begun with keys that are right', [], async (provider) => {
      const { ok, message } = await provider.test();
      assert.ok(ok, message);
    });

    if (capabilities.flow === 'embedded') test('has a form for its fields', [], async (provider) => form(provider));

    test('sends the customer on', [], async (provider) => {
      const request = startRequest();
      const verdict = await provider.start(request);
      inState(verdict, 'requires-action');
      assert.equal(verdict.next.kind, capabilities.flow);
      if (verdict.next.kind === 'redirect') {
        const { protocol, hostname } = new URL(verdict.next.url);
        const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
        assert.ok(protocol === 'https:' || (here && protocol === 'http:'), `${protocol} is not safe`);
      }
      if (verdict.next.kind === 'embedded') takesForm(verdict.next.parameters);
      if (verdict.next.kind === 'instructions') assert.ok(verdict.next.lines.length > 0, 'no instructions');
    });

    for (const currency of currencies) {
      test(`of ${currency} is paid with the amount that was asked for`, ['pay'], async (provider) => {
        const { begun } = await paid(provider, { currency });
        const { reference, amount } = begun.request;
        if (act.taken) assert.equal(await act.taken(reference), amount);
        const verdict = await provider.retrieve(lost(reference));
        showsNoNumber(verdict?.method);
      });
    }

    test('is found by our reference when the id of the provider is lost', ['pay'], async (provider) => {
      const request = startRequest();
      const begun = { request, verdict: await provider.start(request) };
      const open = await provider.retrieve(lost(request.reference));
      assert.ok(open);
      inState(open, 'requires-action');
      await act.pay(begun);
      const verdict = await provider.retrieve(lost(request.reference));
      assert.ok(verdict);
      inState(verdict, 'succeeded');
      holds(verdict, request);
    });

    test('that nobody began is null', [], async (provider) => {
      const { reference } = startRequest();
      assert.equal(await provider.retrieve(lost(reference)), null);
      assert.equal(await provider.cancel(lost(reference)), null);
    });

    test('is begun once, however often it is asked for', ['pay'], async (provider) => {
      const request = startRequest();
      const [first, second] = await Promise.all([provider.start(request), provider.start(request)]);
      // Of two at once a gateway may refuse one; nobody may begin two.
      const began = [first, second].filter(({ state }) => state !== 'unknown');
      assert.ok(began.length > 0, 'neither was begun');
      const third = await provider.start(request);
      inState(third, 'requires-action');
      assert.deepEqual(
        new Set(began.map(({ providerPayment }) => providerPayment)),
        new Set([third.providerPayment]),
        'there are two payments of one reference',
      );
      await act.pay({ request, verdict: third });
      const again = await provider.start(request);
      inState(again, 'succeeded');
      if (act.taken) assert.equal(await act.taken(request.reference), request.amount);
    });

    test('does not become another one by a second request with its reference', ['pay', 'taken'], async (provider) => {
      const request = startRequest();
      const begun = { request, verdict: await provider.start(request) };
      const other = await provider.start({ ...request, amount: request.amount + 1000 });
      if ('amount' in other && other.amount !== undefined) assert.equal(other.amount, request.amount);
      await act.pay(begun);
      assert.equal(await act.taken?.(request.reference), request.amount);
    });

    test('that is declined says why, or waits for another card', ['decline'], async (provider) => {
      const request = startRequest();
      const begun = { request, verdict: await provider.start(request) };
      await act.decline?.(begun);
      const verdict = await provider.retrieve(lost(request.reference));
      assert.ok(verdict);
      if (verdict.state !== 'requires-action') {
        inState(verdict, 'failed');
        assert.ok(PAYMENT_FAILURES.includes(verdict.failure.code));
        assert.ok(verdict.failure.message, 'nothing for editors');
      }
      if (act.taken) assert.equal(await act.taken(request.reference), 0);
    });

    test('that is canceled is over', [], async (provider) => {
      const request = startRequest();
      const { providerPayment = null } = await provider.start(request);
      const which = { providerPayment, reference: request.reference };
      for (const verdict of [await provider.cancel(which), await provider.cancel(which), await provider.retrieve(which)]) {
        assert.ok(verdict);
        inState(verdict, 'canceled');
      }
    });

    test('that succeeded is not canceled any more', ['pay'], async (provider) => {
      const { begun } = await paid(provider);
      const verdict = await provider.cancel(lost(begun.request.reference));
      assert.ok(verdict);
      inState(verdict, 'succeeded');
      holds(verdict, begun.request);
    });

    test('takes a description as long as there are', [], async (provider) => {
      for (const description of ['é'.repeat(200), '<b>&"\u{1F9FE}'.padEnd(200, 'x'), 'शुल्क'.padEnd(200, ' क')])
        inState(await provider.start(startRequest({ description })), 'requires-action');
    });

    if (!capabilities.slow) return;
    for (const end of ['succeeded', 'failed'] as const) {
      test(`that takes days is pending, and then ${end}`, ['payLater', 'settle'], async (provider) => {
        const request = startRequest();
        const begun = { request, verdict: await provider.start(request) };
        await act.payLater?.(begun);
        const pending = await provider.retrieve(lost(request.reference));
        assert.ok(pending);
        inState(pending, 'pending');
        holds(pending, request);
        await act.settle?.(begun, end);
        const verdict = await provider.retrieve(lost(request.reference));
        assert.ok(verdict);
        inState(verdict, end);
        if (verdict.state === 'succeeded') holds(verdict, request);
      });
    }
  });
}
